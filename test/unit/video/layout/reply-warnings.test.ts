import { describe, expect, test } from "vitest";
import type { Change } from "../../../../shared/video/conversation/chat-state.ts";
import { themes } from "../../../../shared/video/themes/themes.ts";
import { layOut } from "../../../helpers/lay-out.ts";

const messages = (count: number, replyTo: number) => [
	...Array.from({ length: count }, (_, index) => ({ sender: "them", text: `Message ${index}` })),
	{ sender: "you", text: "What?", replyTo },
];
const shown = (count: number) =>
	Array.from({ length: count }, (_, entry): Change => ({ kind: "shown", entry }));
const warningsOf = (chat: object, changes?: readonly Change[], theme = themes.whatsapp) =>
	layOut(chat, changes, { theme }).warnings.filter(({ code }) => code === "REPLY_OFF_SCREEN");

describe("a reply to what has scrolled out of sight", () => {
	test("warns, and says how much of it the look shows", () => {
		expect(warningsOf({ messages: messages(40, 1) })).toEqual([
			{
				code: "REPLY_OFF_SCREEN",
				message:
					"messages[40] replies to messages[1], which has scrolled out of sight by then: all that viewers see of it is up to 2 lines of a quote. Reply sooner, or say in the reply what is meant.",
				pointer: "/messages/40/replyTo",
			},
		]);
	});

	test("does not where it is still seen, however little", () => {
		expect(warningsOf({ messages: messages(40, 39) })).toEqual([]);
		expect(warningsOf({ messages: messages(3, 0) })).toEqual([]);
	});

	test("warns once, when it comes, and not of what scrolls away later", () => {
		const early = [...messages(2, 0), ...messages(60, 0).slice(0, -1)];
		expect(warningsOf({ messages: early.slice(0, 50) })).toEqual([]);
		const more: Change[] = [{ kind: "receipt", entry: 40, receipt: "read" }];
		expect(warningsOf({ messages: messages(40, 1) }, [...shown(41), ...more]).length).toBe(1);
	});

	test("does not of what is gone with its message, or was there from the start", () => {
		const gone = [
			...shown(40),
			{ kind: "deleted", entry: 1 } as const,
			{ kind: "shown", entry: 40 } as const,
		];
		expect(warningsOf({ messages: messages(40, 1) }, gone, themes.instagram)).toEqual([]);
	});
});
