import { describe, expect, test } from "vitest";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { listTexts } from "../../../../shared/video/layout/list-texts.ts";
import { resolveTheme } from "../../../../shared/video/themes/resolve-theme.ts";
import { themes } from "../../../../shared/video/themes/themes.ts";
import { toyTheme } from "../../../helpers/toy-theme.ts";

const size = { widthPx: 390, heightPx: 844 };
const toyLook = resolveTheme(toyTheme, { mode: "light", direction: "ltr", ...size });

const listed = (value: object, at = toyTheme.reaction.at) =>
	listTexts(parseConversation(value), {
		...toyLook,
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

describe("what is written on keys is listed", () => {
	const look = resolveTheme(themes.whatsapp, { mode: "light", direction: "ltr", locale: "fr", ...size });
	const keysOf = (value: object, shown = look) =>
		listTexts(parseConversation(value), shown)
			.filter(({ pointer }) => pointer === null)
			.map(({ text }) => text);
	const typed = { keyboard: "auto", messages: [{ sender: "you", text: "Oui" }] };

	test("where a keyboard may be seen: letters, capitals, digits and words", () => {
		expect(keysOf(typed)).toEqual(expect.arrayContaining(["a", "A", "1", "€", "espace", "retour"]));
		expect(keysOf(typed)).not.toContain("😂");
	});

	test("with emoji where one of them may be typed", () => {
		expect(keysOf({ messages: [{ sender: "you", text: "Oui 🎉", typed: true }] })).toContain("😂");
	});

	test("and not where none is seen", () => {
		const square = resolveTheme(themes.whatsapp, {
			...{ mode: "light", direction: "ltr", locale: "fr", widthPx: 720, heightPx: 720 },
		});
		expect(keysOf(typed, square)).not.toContain("espace");
		expect(keysOf({ ...typed, keyboard: "never" })).not.toContain("espace");
		expect(keysOf({ ...typed, messages: [{ sender: "them", text: "Oui" }] })).not.toContain("espace");
	});
});

test("the card of a link is, with the domain of the text where no site is given", () => {
	const link = { title: "Dogs" };
	const messages = [
		{ sender: "you", text: "https://Example.com/a", link },
		{ sender: "you", text: "a.com", link: { ...link, site: "Dogs & Co" } },
	];
	expect(listed({ contact: { name: "Maya" }, messages }).slice(2)).toEqual([
		["/messages/0/link/title", "Dogs"],
		["/messages/0/text", "example.com"],
		["/messages/1/link/title", "Dogs"],
		["/messages/1/link/site", "Dogs & Co"],
		["/contact/name", "Maya\nM"],
	]);
});

test("of a text's code it is told which it is, where the look shows it", () => {
	const conversation = parseConversation({ messages: [{ sender: "you", text: "run `npm test` now" }] });
	const codeOf = (hasMarkup: boolean) =>
		listTexts(conversation, { ...toyLook, inline: { hasMarkup } })[0]?.code;
	expect([codeOf(true), codeOf(false)]).toEqual([["`npm test`"], undefined]);
});
