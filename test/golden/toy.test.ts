import { test } from "vitest";
import type { Change } from "../../shared/video/conversation/chat-state.ts";
import { drawChat } from "../helpers/draw-chat.ts";
import { expectGolden } from "../helpers/golden.ts";
import { toyTheme } from "../helpers/toy-theme.ts";

const shown = (...entries: readonly number[]) => entries.map((entry): Change => ({ kind: "shown", entry }));
const react = (entry: number, count: number) =>
	Array.from({ length: count }, (_, reaction): Change => ({ kind: "reaction", entry, reaction }));

const contact = { name: "Dog people", status: "4 people" };
const video = { width: 420, height: 860 };
const people = [
	{ id: "maya", name: "Maya" },
	{ id: "ben", name: "Ben Okonkwo" },
	{ id: "li", name: "Li, whose name is longer than any line of this narrow column may be" },
];
const reactions = [{ emoji: "❤️" }, { emoji: "😂" }, { emoji: "👍🏽" }];

type Example = { readonly chat: object; readonly changes: readonly Change[] };

/** Who writes, and when. */
const runs: Example = {
	chat: {
		title: "Dog people",
		people,
		messages: [
			{ from: "maya", text: "The first of a run has her name over it", time: "09:41" },
			{ from: "maya", text: "The second has none", time: "09:42", reactions },
			{ from: "ben", text: "His own run", time: "09:42" },
			{ from: "li", text: "Cut", time: "09:42" },
			{ from: "you", text: "A nub", time: "09:43" },
			{ from: "you", text: "None here, and the time in the last line", time: "09:44", reactions },
			{ from: "ben", text: "Dots stand in its place", time: "09:46" },
		],
	},
	changes: [...shown(0, 1, 2, 3, 4, 5), ...react(1, 3), ...react(5, 1), { kind: "typing", entry: 6 }],
};

/** What becomes of messages after they stand there. */
const changed: Example = {
	chat: {
		messages: [
			{ sender: "you", text: "I will be there at eight", edited: { text: "At nine", after: 1 }, reactions },
			{
				sender: "you",
				text: "Two lines of text that become a single one",
				edited: { text: "One", after: 1 },
				reactions,
			},
			{ sender: "them", text: "This is gone", deleted: { after: 1 }, reactions },
			{ sender: "them", text: "😅", time: "09:45" },
			{ sender: "you", text: "This too, with its time", time: "09:46", deleted: { after: 1 } },
			{ sender: "you", text: "🎉🎉", time: "09:46", reactions },
		],
	},
	changes: [
		...shown(0, 1, 2, 3, 4, 5),
		{ kind: "receipt", entry: 5, receipt: "read" },
		...[0, 1].map((entry): Change => ({ kind: "edited", entry })),
		...react(2, 1),
		...[2, 4].map((entry): Change => ({ kind: "deleted", entry })),
		...react(0, 2),
		...react(1, 3),
		...react(5, 3),
	],
};

/** Texts of both directions. */
const scripts: Example = {
	chat: {
		title: "Dog people",
		people: [{ id: "noa", name: "נועה" }],
		messages: [
			{ from: "noa", text: "שלום, מה שלומך היום? נפגש ב-19:30", time: "19:02" },
			{ from: "noa", text: "بخير", time: "19:03", reactions },
			{ from: "you", text: "مرحبا", time: "19:04" },
			{ from: "you", text: "كيف حالك اليوم؟ أرسلت لك صورا", time: "19:05" },
			{ from: "noa", text: "I said مرحبا", time: "19:06" },
			{ from: "you", text: "OK", time: "19:07", reactions },
		],
	},
	changes: [...shown(0, 1, 2, 3, 4, 5), ...react(1, 1), ...react(5, 2)],
};

test.each([
	["runs", "ltr", "light", runs],
	["runs", "rtl", "dark", runs],
	["changed", "ltr", "dark", changed],
	["changed", "rtl", "light", changed],
	["scripts", "ltr", "light", scripts],
	["scripts", "rtl", "dark", scripts],
] as const)("the toy theme: %s, %s, %s", async (name, direction, mode, example) => {
	const chat = { contact, video, theme: { mode }, ...example.chat };
	const picture = await drawChat({ ...example, chat, theme: toyTheme, direction });
	await expectGolden(`toy-${name}-${direction}`, picture);
});
