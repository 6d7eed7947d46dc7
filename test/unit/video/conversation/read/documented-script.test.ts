import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Conversation } from "../../../../../shared/video/conversation/conversation.ts";
import { parseScript } from "../../../../../shared/video/conversation/read/check-script.ts";
import { writeScript } from "../../../../../shared/video/conversation/read/write-script.ts";
import { blockOf } from "../../../../helpers/documents.ts";

const entriesOf = (script: string) => parseScript(script).messages;

describe("the snippets of docs/script.md say what the page says of them", () => {
	test("a whole script", () => {
		expect(parseScript(blockOf("docs/script.md", "txt whole"))).toMatchObject({
			contact: { name: "Maya" },
			theme: { name: "whatsapp", mode: "dark" },
			messages: [
				{ sender: "them", text: "You brought your dog to a first date??" },
				{ sender: "you", reactions: [{ emoji: "😂", from: "them" }] },
				{ pause: 1.5 },
				{ sender: "them", text: "Ok. I'm coming in" },
			],
		});
	});

	test("messages", () => {
		expect(parseScript(blockOf("docs/script.md", "txt messages"))).toMatchObject({
			contact: { name: "Me" },
			messages: [
				{ sender: "them", text: "hi" },
				{
					sender: "you",
					text: "hello\nthis is the second line\nand so is this: a line that is indented goes on with the one before",
				},
				{ sender: "them", images: ["dog.jpg", "cat.jpg"], text: "both of them" },
				{ sender: "them", images: ["sofa.jpg"], text: "sent by them too, for nobody is named" },
				{ sender: "you", voice: { seconds: 12 } },
				{ sender: "them", text: "no, me!" },
				{ sender: "you", text: "[sic] is a text that begins with a bracket" },
			],
		});
	});

	test("events", () => {
		const { startWith, messages, people } = parseScript(blockOf("docs/script.md", "txt events"));
		expect(startWith).toBe(2);
		expect(people).toEqual([
			{ id: "maya", name: "Maya" },
			{ id: "ben", name: "Ben" },
		]);
		expect(messages).toEqual([
			{ date: "Today 9:41 PM" },
			{ from: "maya", text: "You brought your dog?" },
			{ system: "Ben joined" },
			{ status: "online" },
			{ typing: { from: "ben", seconds: 2 } },
			{ pause: 1.5 },
			{ from: "ben", text: "hi" },
		]);
	});

	test("what stands before a message", () => {
		expect(entriesOf(blockOf("docs/script.md", "txt before"))).toMatchObject([
			{ sender: "them", id: "dog", timestamp: 1 },
			{ sender: "you", pause: 1.5, time: "21:45", replyTo: "dog", typed: { draft: "I hate you" } },
			{ sender: "you", typed: false, replyTo: 0 },
		]);
	});

	test("what stands after a message", () => {
		const link = { title: "The best dog parks in town", site: "example.com" };
		const reactions = [
			{ emoji: "😂", from: "them" },
			{ emoji: "👍", from: "them", after: 2 },
		];
		expect(entriesOf(blockOf("docs/script.md", "txt after"))).toMatchObject([
			{ sender: "them", link, reactions: [{ emoji: "❤️", from: "you", after: 1 }] },
			{ sender: "you", reactions, edited: { text: "always", after: 3 }, receipt: "read" },
			{ sender: "them", deleted: { after: 2 } },
		]);
	});
});

describe.each(globSync("examples/*.txt").toSorted())("%s", (example) => {
	const script = readFileSync(example, "utf8");

	test("is read, and says the same when it is written anew", () => {
		const conversation: Conversation = parseScript(script);
		expect(conversation.messages.length).toBeGreaterThan(5);
		expect(parseScript(writeScript(conversation))).toEqual(conversation);
	});
});
