import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { drawnMessages } from "../../../../shared/video/conversation/drawn-messages.ts";
import { hasSound } from "../../../../shared/video/conversation/has-sound.ts";
import { parseConversation, parseConversationText } from "../../../../shared/video/conversation/parse.ts";

const drawnOf = (name: string) =>
	drawnMessages(parseConversationText(readFileSync(`test/fixtures/conversations/${name}.json`, "utf8")));

describe("of a conversation are drawn", () => {
	test("the messages with a text or pictures, by their index in the list", () => {
		expect(drawnOf("everything")).toEqual([
			{
				index: 0,
				sender: "them",
				text: "You brought your dog to a first date??",
				timestamp: 1,
				time: "21:41",
			},
			{ index: 2, sender: "you", text: "He brought me, actually", receipt: "read" },
			{ index: 6, sender: "you", text: "", pictureCount: 2 },
			{ index: 8, sender: "them", text: "https://example.com/parks" },
		]);
	});

	test("everybody of a group as them, but you", () => {
		expect(drawnOf("group").map(({ index, sender }) => [index, sender])).toEqual([
			[0, "them"],
			[1, "them"],
			[2, "you"],
			[4, "them"],
		]);
	});
});

test.each([
	[true, true],
	[false, false],
	[{}, true],
	[{ messages: true, volume: 0.5 }, true],
	[{ messages: false, keys: true }, false],
])("with sound %j there is a track: %s", (sound, has) => {
	expect(hasSound(parseConversation({ sound, messages: [{ sender: "you", text: "Hi" }] }))).toBe(has);
});
