import type { Language } from "./language.ts";

export const he: Language = {
	words: {
		today: "היום",
		yesterday: "אתמול",
		sent: "נשלחה",
		delivered: "נמסרה",
		read: "נקראה",
		seen: "נצפה",
		typing: "מקליד/ה…",
		online: "מחובר/ת",
		activeNow: "פעיל/ה עכשיו",
		message: "הודעה…",
		deleted: "הודעה זו נמחקה",
		deletedOwn: "מחקת הודעה זו",
		unsent: "ביטלת שליחה של הודעה",
		edited: "נערכה",
		editedWhatsApp: "נערכה",
		you: "את/ה",
		photo: "תמונה",
		voiceMessage: "הודעה קולית",
		encrypted: "ההודעות והשיחות מוצפנות מקצה לקצה.",
	},
	clock: { hour12: false, isPadded: false, periods: ["AM", "PM"], pattern12: "{time}\u00a0{period}" },
	dates: {
		weekdays: ["יום א׳", "יום ב׳", "יום ג׳", "יום ד׳", "יום ה׳", "יום ו׳", "שבת"],
		months: [
			...["ינו׳", "פבר׳", "מרץ", "אפר׳", "מאי", "יוני"],
			...["יולי", "אוג׳", "ספט׳", "אוק׳", "נוב׳", "דצמ׳"],
		],
		pattern: "{weekday}, {day} ב{month}",
		at: "בשעה",
	},
};
