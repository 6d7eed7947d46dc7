import type { WordKey } from "../themes/theme.ts";

/** What the screen itself says, in one language. */
export type Words = Readonly<Record<WordKey, string>>;

export const en: Words = {
	service: "iMessage",
	today: "Today 9:41 AM",
	delivered: "Delivered",
	read: "Read",
	deleted: "This message was deleted",
	edited: "Edited",
	placeholder: "iMessage",
};
