import type { Language } from "./language.ts";

export const es: Language = {
	words: {
		today: "Hoy",
		yesterday: "Ayer",
		sent: "Enviado",
		delivered: "Entregado",
		read: "Leído",
		seen: "Visto",
		typing: "escribiendo…",
		online: "en línea",
		activeNow: "Activo(a) ahora",
		message: "Mensaje…",
		deleted: "Se eliminó este mensaje",
		deletedOwn: "Eliminaste este mensaje",
		unsent: "Anulaste el envío de un mensaje",
		edited: "Editado",
		editedWhatsApp: "Editado",
		you: "Tú",
		photo: "Foto",
		voiceMessage: "Mensaje de voz",
		encrypted: "Los mensajes y las llamadas están cifrados de extremo a extremo.",
	},
	clock: {
		hour12: false,
		isPadded: false,
		periods: ["a.\u00a0m.", "p.\u00a0m."],
		pattern12: "{time}\u00a0{period}",
	},
	dates: {
		weekdays: ["dom", "lun", "mar", "mié", "jue", "vie", "sáb"],
		months: ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"],
		pattern: "{weekday}, {day} {month}",
		at: "a las",
	},
};
