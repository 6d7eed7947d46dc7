import type { Language } from "./language.ts";

export const ko: Language = {
	words: {
		today: "오늘",
		yesterday: "어제",
		sent: "보냄",
		delivered: "전송됨",
		read: "읽음",
		seen: "읽음",
		typing: "입력 중…",
		online: "온라인",
		activeNow: "현재 활동 중",
		message: "메시지…",
		deleted: "이 메시지는 삭제되었습니다",
		deletedOwn: "삭제한 메시지입니다",
		unsent: "메시지 전송을 취소함",
		edited: "편집됨",
		editedWhatsApp: "수정됨",
		you: "나",
		photo: "사진",
		voiceMessage: "음성 메시지",
		encrypted: "메시지와 통화는 종단간 암호화됩니다.",
	},
	clock: { hour12: true, isPadded: true, periods: ["오전", "오후"], pattern12: "{period} {time}" },
	dates: {
		weekdays: ["일", "월", "화", "수", "목", "금", "토"],
		months: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
		pattern: "{month}월 {day}일 ({weekday})",
	},
};
