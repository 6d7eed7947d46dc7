import type { Language } from "./language.ts";

export const ja: Language = {
	words: {
		today: "今日",
		yesterday: "昨日",
		sent: "送信済み",
		delivered: "配信済み",
		read: "開封済み",
		seen: "既読",
		typing: "入力中…",
		online: "オンライン",
		activeNow: "オンライン中",
		message: "メッセージ…",
		deleted: "このメッセージは削除されました",
		deletedOwn: "このメッセージを削除しました",
		unsent: "メッセージの送信を取り消しました",
		edited: "編集済み",
		editedWhatsApp: "編集済み",
		you: "自分",
		photo: "写真",
		voiceMessage: "ボイスメッセージ",
		encrypted: "メッセージと通話はエンドツーエンドで暗号化されています。",
	},
	clock: { hour12: false, isPadded: false, periods: ["午前", "午後"], pattern12: "{period}{time}" },
	dates: {
		weekdays: ["日", "月", "火", "水", "木", "金", "土"],
		months: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
		pattern: "{month}月{day}日({weekday})",
	},
};
