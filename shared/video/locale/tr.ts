import type { Language } from "./language.ts";

export const tr: Language = {
	words: {
		today: "Bugün",
		yesterday: "Dün",
		sent: "Gönderildi",
		delivered: "Teslim Edildi",
		read: "Okundu",
		seen: "Görüldü",
		typing: "yazıyor…",
		online: "çevrimiçi",
		activeNow: "Şimdi aktif",
		message: "Mesaj…",
		deleted: "Bu mesaj silindi",
		deletedOwn: "Bu mesajı sildiniz",
		unsent: "Bir mesajı geri aldınız",
		edited: "Düzenlendi",
		editedWhatsApp: "Düzenlendi",
		you: "Siz",
		photo: "Fotoğraf",
		voiceMessage: "Sesli mesaj",
		encrypted: "Mesajlar ve aramalar uçtan uca şifrelidir.",
	},
	clock: { hour12: false, isPadded: true, periods: ["ÖÖ", "ÖS"], pattern12: "{period} {time}" },
	dates: {
		weekdays: ["Paz", "Pzt", "Sal", "Çar", "Per", "Cum", "Cmt"],
		months: ["Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara"],
		pattern: "{day} {month} {weekday}",
	},
};
