import type { Language } from "./language.ts";

export const fr: Language = {
	words: {
		today: "Aujourd’hui",
		yesterday: "Hier",
		sent: "Envoyé",
		delivered: "Distribué",
		read: "Lu",
		seen: "Vu",
		typing: "écrit…",
		online: "en ligne",
		activeNow: "En ligne",
		message: "Message…",
		deleted: "Ce message a été supprimé.",
		deletedOwn: "Vous avez supprimé ce message",
		unsent: "Vous avez annulé l’envoi d’un message",
		edited: "Modifié",
		editedWhatsApp: "Modifié",
		you: "Vous",
		photo: "Photo",
		voiceMessage: "Message vocal",
		encrypted: "Les messages et les appels sont chiffrés de bout en bout.",
	},
	clock: { hour12: false, isPadded: true, periods: ["AM", "PM"], pattern12: "{time}\u00a0{period}" },
	dates: {
		weekdays: ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
		months: [
			...["janv.", "févr.", "mars", "avr.", "mai", "juin"],
			...["juil.", "août", "sept.", "oct.", "nov.", "déc."],
		],
		pattern: "{weekday} {day} {month}",
		at: "à",
	},
};
