import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { listEntries } from "../../../../shared/video/conversation/chat-entries.ts";
import { drawnMessages } from "../../../../shared/video/conversation/drawn-messages.ts";
import { findHeard } from "../../../../shared/video/conversation/heard-parts.ts";
import { parseConversation, parseConversationText } from "../../../../shared/video/conversation/parse.ts";

const drawnOf = (name: string) =>
	drawnMessages(parseConversationText(readFileSync(`test/fixtures/conversations/${name}.json`, "utf8")));

describe("of a conversation are drawn", () => {
	test("the messages with a text, pictures or a voice note, by their index in the list, with what happens to them", () => {
		expect(drawnOf("everything")).toEqual([
			{
				kind: "message",
				index: 0,
				sender: "them",
				text: "You brought your dog to a first date??",
				timestamp: 1,
				time: "21:41",
				reactions: [{ from: "you", after: 1 }],
			},
			{
				kind: "message",
				index: 2,
				sender: "you",
				text: "He brought me, actually",
				receipt: "read",
				pause: 0.5,
				typed: { draft: "Sorry" },
			},
			{ kind: "message", index: 6, sender: "you", text: "", pictureCount: 2, deleted: { after: 3 } },
			{
				kind: "message",
				index: 8,
				sender: "them",
				text: "https://example.com/parks",
				linkTitle: "The best dog parks in town",
				edited: { text: "Look at this", after: 2 },
			},
			{ kind: "message", index: 9, sender: "them", text: "", voiceSeconds: 12 },
		]);
	});

	test("the other entries, told by what they are", () => {
		const everything = readFileSync("test/fixtures/conversations/everything.json", "utf8");
		const others = listEntries(parseConversationText(everything)).filter(({ kind }) => kind !== "message");
		expect(others).toEqual([
			{ kind: "pause", index: 1, seconds: 1.5 },
			{ kind: "date", index: 3, text: "Today 9:42 PM" },
			{ kind: "typing", index: 4, sender: "them", writer: "them", seconds: 2 },
			{ kind: "status", index: 5, status: "last seen today at 9:42 PM" },
			{ kind: "system", index: 7, text: "Maya took a screenshot" },
		]);
	});

	test("reactions of the other side, unless they say whose", () => {
		const reactions = [{ emoji: "❤️" }, { emoji: "😂", from: "you" }];
		const [own, theirs] = ["you", "them"].map((sender) => ({ sender, text: "Hi", reactions }));
		const drawn = drawnMessages(parseConversation({ messages: [own, theirs] }));
		expect(drawn.map((message) => message.reactions?.map(({ from }) => from))).toEqual([
			["them", "you"],
			["you", "you"],
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
	[{ messages: false }, true],
	[{ messages: true, keys: false }, true],
	[{ messages: false, keys: false }, false],
])("with sound %j there is a track: %s", (sound, has) => {
	const heard = findHeard(parseConversation({ sound, messages: [{ sender: "you", text: "Hi" }] }));
	expect(heard !== null).toBe(has);
});
