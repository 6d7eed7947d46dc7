import type { Language } from "./language.ts";

export const ar: Language = {
	words: {
		today: "اليوم",
		yesterday: "أمس",
		sent: "تم الإرسال",
		delivered: "تم التسليم",
		read: "تمت القراءة",
		seen: "تمت المشاهدة",
		typing: "يكتب…",
		online: "متصل الآن",
		activeNow: "نشط الآن",
		message: "رسالة…",
		deleted: "تم حذف هذه الرسالة",
		deletedOwn: "أنت حذفت هذه الرسالة",
		unsent: "لقد ألغيت إرسال رسالة",
		edited: "تم التعديل",
		editedWhatsApp: "معدلة",
		you: "أنت",
		photo: "صورة",
		voiceMessage: "رسالة صوتية",
		encrypted: "الرسائل والمكالمات مشفرة تمامًا بين الطرفين.",
	},
	clock: { hour12: true, isPadded: true, periods: ["ص", "م"], pattern12: "{time}\u00a0{period}" },
	dates: {
		weekdays: ["الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"],
		months: [
			...["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"],
			...["يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"],
		],
		pattern: "{weekday}، {day} {month}",
		at: "في",
	},
};
