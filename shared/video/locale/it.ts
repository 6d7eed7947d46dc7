import type { Language } from "./language.ts";

export const it: Language = {
	words: {
		today: "Oggi",
		yesterday: "Ieri",
		sent: "Inviato",
		delivered: "Consegnato",
		read: "Letto",
		seen: "Visualizzato",
		typing: "sta scrivendo…",
		online: "online",
		activeNow: "Online ora",
		message: "Messaggio…",
		deleted: "Questo messaggio è stato eliminato",
		deletedOwn: "Hai eliminato questo messaggio",
		unsent: "Hai annullato l’invio di un messaggio",
		edited: "Modificato",
		editedWhatsApp: "Modificato",
		you: "Tu",
		photo: "Foto",
		voiceMessage: "Messaggio vocale",
		encrypted: "I messaggi e le chiamate sono crittografati end-to-end.",
	},
	clock: { hour12: false, isPadded: true, periods: ["AM", "PM"], pattern12: "{time}\u00a0{period}" },
	dates: {
		weekdays: ["dom", "lun", "mar", "mer", "gio", "ven", "sab"],
		months: ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"],
		pattern: "{weekday} {day} {month}",
		at: "alle",
	},
};
