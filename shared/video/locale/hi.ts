import type { Language } from "./language.ts";

export const hi: Language = {
	words: {
		today: "आज",
		yesterday: "कल",
		sent: "भेजा गया",
		delivered: "डिलीवर हुआ",
		read: "पढ़ा गया",
		seen: "देखा गया",
		typing: "लिख रहे/रही हैं…",
		online: "ऑनलाइन",
		activeNow: "अभी सक्रिय",
		message: "मैसेज…",
		deleted: "यह संदेश मिटाया गया",
		deletedOwn: "यह संदेश आपने मिटाया है",
		unsent: "आपने एक संदेश भेजना रद्द किया",
		edited: "संपादित",
		editedWhatsApp: "संपादित",
		you: "आप",
		photo: "फ़ोटो",
		voiceMessage: "वॉइस संदेश",
		encrypted: "मैसेज और कॉल एंड-टू-एंड एन्क्रिप्टेड हैं।",
	},
	clock: { hour12: true, isPadded: true, periods: ["am", "pm"], pattern12: "{time} {period}" },
	dates: {
		weekdays: ["रवि", "सोम", "मंगल", "बुध", "गुरु", "शुक्र", "शनि"],
		months: [...["जन॰", "फ़र॰", "मार्च", "अप्रैल", "मई", "जून"], ...["जुल॰", "अग॰", "सित॰", "अक्टू॰", "नव॰", "दिस॰"]],
		pattern: "{weekday}, {day} {month}",
		at: "को",
	},
};
