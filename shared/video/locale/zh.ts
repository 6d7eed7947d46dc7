import type { Language } from "./language.ts";

/** In simplified characters. */
export const zh: Language = {
	words: {
		today: "今天",
		yesterday: "昨天",
		sent: "已发送",
		delivered: "已送达",
		read: "已读",
		seen: "已读",
		typing: "输入中…",
		online: "在线",
		activeNow: "当前在线",
		message: "消息…",
		deleted: "此消息已删除",
		deletedOwn: "您删除这个信息",
		unsent: "你撤回了一条信息",
		edited: "已编辑",
		editedWhatsApp: "已编辑",
		you: "您",
		photo: "照片",
		voiceMessage: "语音信息",
		encrypted: "消息和通话都进行端到端加密。",
	},
	clock: { hour12: false, isPadded: true, periods: ["上午", "下午"], pattern12: "{period}{time}" },
	dates: {
		weekdays: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
		months: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
		pattern: "{month}月{day}日{weekday}",
	},
};
