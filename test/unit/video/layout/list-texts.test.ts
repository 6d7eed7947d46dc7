import { expect, test } from "vitest";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { listTexts } from "../../../../shared/video/layout/list-texts.ts";
import { findLocale } from "../../../../shared/video/locale/find-locale.ts";
import { toyTheme } from "../../../helpers/toy-theme.ts";

const listed = (value: object, at = toyTheme.reaction.at) =>
	listTexts(parseConversation(value), {
		words: findLocale("en").words,
		smartQuotes: false,
		reaction: { at },
		inline: { hasMarkup: false },
	}).flatMap(({ text, pointer }) => (pointer === null || text === "" ? [] : [[pointer, text]]));

const group = {
	title: "Dog people",
	contact: { name: "Nobody" },
	people: [
		{ id: "you", name: "Sam" },
		{ id: "maya", name: "Maya Lin" },
		{ id: "ben", name: "Ben" },
	],
	messages: [
		{ from: "maya", images: ["dog.jpg"], text: "Look", reactions: [{ emoji: "❤️" }, { emoji: "👍" }] },
		{ from: "ben", images: ["dog.jpg"] },
	],
};
const NAMES = [
	["/title", "Dog people"],
	["/people/1/name", "Maya Lin\nML"],
	["/people/2/name", "Ben\nB"],
];

test("listed are captions, reactions, the title, and the names of the others with their initials", () => {
	expect(listed(group)).toEqual([
		["/messages/0/text", "Look"],
		["/messages/0/reactions/0/emoji", "❤️"],
		["/messages/0/reactions/1/emoji", "👍"],
		...NAMES,
	]);
});

test("the text that a message is edited to is", () => {
	const edited = { text: "At nine", after: 2 };
	const messages = [{ sender: "you", text: "At eight", edited }];
	expect(listed({ contact: { name: "Maya" }, messages }).slice(0, 2)).toEqual([
		["/messages/0/text", "At eight"],
		["/messages/0/edited/text", "At nine"],
	]);
});

test("reactions are not, where the look shows none", () => {
	expect(listed(group, "none")).toEqual([["/messages/0/text", "Look"], ...NAMES]);
});

test("in a chat without people it is the contact's name", () => {
	const chat = { contact: { name: "Maya", status: "online" }, messages: [{ sender: "them", text: "Hi" }] };
	expect(listed(chat)).toEqual([
		["/messages/0/text", "Hi"],
		["/contact/name", "Maya\nM"],
		["/contact/status", "online"],
	]);
});

test("lines of the chat itself are, and what the header says later", () => {
	const others = [{ pause: 1 }, { system: "Maya joined" }, { date: "Today" }, { status: "last seen" }];
	const messages = [...others, { typing: { from: "them", seconds: 2 } }, { sender: "you", text: "Hi" }];
	expect(listed({ contact: { name: "Maya" }, messages })).toEqual([
		["/messages/5/text", "Hi"],
		["/messages/1/system", "Maya joined"],
		["/messages/2/date", "Today"],
		["/messages/3/status", "last seen"],
		["/contact/name", "Maya\nM"],
	]);
});
