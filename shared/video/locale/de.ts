import type { Language } from "./language.ts";

export const de: Language = {
	words: {
		today: "Heute",
		yesterday: "Gestern",
		sent: "Gesendet",
		delivered: "Zugestellt",
		read: "Gelesen",
		seen: "Gesehen",
		typing: "schreibt …",
		online: "online",
		activeNow: "Jetzt aktiv",
		message: "Nachricht …",
		deleted: "Diese Nachricht wurde gelöscht.",
		deletedOwn: "Du hast diese Nachricht gelöscht.",
		unsent: "Du hast das Senden einer Nachricht widerrufen",
		unsentBy: "{name} hat das Senden einer Nachricht widerrufen",
		edited: "Bearbeitet",
		editedWhatsApp: "Bearbeitet",
		you: "Du",
		youReplied: "Du hast geantwortet",
		youRepliedTo: "Du hast {quoted} geantwortet",
		repliedToYou: "Hat dir geantwortet",
		nameRepliedToYou: "{name} hat dir geantwortet",
		nameReplied: "{name} hat geantwortet",
		nameRepliedTo: "{name} hat {quoted} geantwortet",
		photo: "Foto",
		voiceMessage: "Sprachnachricht",
		unavailable: "Nachricht nicht verfügbar",
		encrypted: "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.",
	},
	clock: { hour12: false, isPadded: true, periods: ["AM", "PM"], pattern12: "{time}\u00a0{period}" },
	dates: {
		weekdays: ["So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"],
		months: [
			...["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni"],
			...["Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
		],
		// Messages leaves out the comma of CLDR.
		pattern: "{weekday}. {day}. {month}",
		at: "um",
	},
};
