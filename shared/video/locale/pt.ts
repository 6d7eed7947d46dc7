import type { Language } from "./language.ts";

/** As in Brazil. */
export const pt: Language = {
	words: {
		today: "Hoje",
		yesterday: "Ontem",
		sent: "Enviada",
		delivered: "Entregue",
		read: "Lida",
		seen: "Visto",
		typing: "digitando…",
		online: "online",
		activeNow: "Online agora",
		message: "Mensagem…",
		deleted: "Essa mensagem foi apagada",
		deletedOwn: "Você apagou essa mensagem",
		unsent: "Você cancelou o envio de uma mensagem",
		unsentBy: "{name} cancelou o envio de uma mensagem",
		edited: "Editada",
		editedWhatsApp: "Editada",
		you: "Você",
		youReplied: "Você respondeu",
		youRepliedTo: "Você respondeu a {quoted}",
		repliedToYou: "Respondeu a você",
		nameRepliedToYou: "{name} respondeu a você",
		nameReplied: "{name} respondeu",
		nameRepliedTo: "{name} respondeu a {quoted}",
		photo: "Foto",
		voiceMessage: "Mensagem de voz",
		unavailable: "Mensagem não disponível",
		encrypted: "As mensagens e as chamadas são protegidas com criptografia de ponta a ponta.",
	},
	clock: { hour12: false, isPadded: true, periods: ["AM", "PM"], pattern12: "{time}\u00a0{period}" },
	dates: {
		weekdays: ["dom.", "seg.", "ter.", "qua.", "qui.", "sex.", "sáb."],
		months: [
			...["jan.", "fev.", "mar.", "abr.", "mai.", "jun."],
			...["jul.", "ago.", "set.", "out.", "nov.", "dez."],
		],
		pattern: "{weekday}, {day} de {month}",
		at: "às",
	},
};
