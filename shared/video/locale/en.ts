import type { Language } from "./language.ts";

export const en: Language = {
	words: {
		today: "Today",
		yesterday: "Yesterday",
		sent: "Sent",
		delivered: "Delivered",
		read: "Read",
		seen: "Seen",
		typing: "typing…",
		online: "online",
		activeNow: "Active now",
		message: "Message…",
		deleted: "This message was deleted",
		deletedOwn: "You deleted this message",
		unsent: "You unsent a message",
		edited: "Edited",
		editedWhatsApp: "Edited",
		you: "You",
		photo: "Photo",
		voiceMessage: "Voice message",
		encrypted: "Messages and calls are end-to-end encrypted.",
	},
	clock: { hour12: true, isPadded: true, periods: ["AM", "PM"], pattern12: "{time}\u00a0{period}" },
	dates: {
		weekdays: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
		months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
		pattern: "{weekday}, {month} {day}",
		at: "at",
	},
};
