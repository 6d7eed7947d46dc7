import { describe, test } from "vitest";
import type { Change } from "../../shared/video/conversation/chat-state.ts";
import { themes } from "../../shared/video/themes/themes.ts";
import { drawChat } from "../helpers/draw-chat.ts";
import { expectGolden } from "../helpers/golden.ts";

/** `imessage-classic` has images of its own: themes.test.ts. */
const LOOKS = ["imessage", "whatsapp", "instagram", "messenger", "neutral"] as const;

const shown = (entries: readonly number[]) => entries.map((entry): Change => ({ kind: "shown", entry }));
const photo = (widthPx: number, heightPx: number, hue: number) => ({ widthPx, heightPx, hue });

const duo = {
	contact: { name: "Maya Okafor", status: "online" },
	messages: [
		{ sender: "them", text: "You brought your dog to a first date??", time: "09:41" },
		{ sender: "you", text: "He brought me, actually", time: "09:41" },
		{ sender: "you", text: "His idea", time: "09:42" },
		{ sender: "them", text: "😂", time: "09:42" },
		{ sender: "them", text: "He ate my croissant", time: "09:43" },
		{ from: "you", images: ["dog.jpg"], text: "He is sorry", time: "09:43" },
		{ sender: "you", text: "So, Saturday?", time: "09:44" },
		{ sender: "them", text: "Yes", time: "09:45" },
	],
};
const duoChanges: readonly Change[] = [
	...shown([0, 1, 2, 3, 4, 5]),
	{ kind: "receipt", entry: 5, receipt: "read" },
	...shown([6]),
	{ kind: "receipt", entry: 6, receipt: "delivered" },
	{ kind: "typing", entry: 7 },
];
const duoPhotos = { "/messages/5/images/0": photo(400, 300, 200) };

const group = {
	title: "Dog people",
	people: [
		{ id: "maya", name: "Maya Okafor", picture: "maya.jpg" },
		{ id: "ben", name: "Ben" },
		{ id: "li", name: "Li Wei", color: "#b0457b" },
	],
	messages: [
		{ from: "maya", text: "Who took the last croissant?", time: "09:41" },
		{ from: "maya", images: ["table.jpg"], time: "09:41" },
		{ from: "ben", text: "🎉🎉", time: "09:42" },
		{
			from: "li",
			text: "It was on the table a minute ago, and nobody but the dog was in the room",
			time: "09:42",
		},
		{ from: "you", text: "Ask the dog", time: "09:43" },
		{ from: "you", text: "😇", time: "09:43" },
		{ from: "you", text: "Then we have our answer", time: "09:44" },
	],
};
const groupChanges: readonly Change[] = [
	...shown([0, 1, 2, 3, 4]),
	{ kind: "receipt", entry: 4, receipt: "read" },
	...shown([5]),
	{ kind: "receipt", entry: 5, receipt: "read" },
	...shown([6]),
	{ kind: "receipt", entry: 6, receipt: "read" },
];
const groupPhotos = {
	"/people/0/picture": photo(300, 420, 20),
	"/messages/1/images/0": photo(500, 300, 100),
};

/** The mode that is not at full size is at half. */
const CASES = [
	{ mode: "light", kind: "duo", width: 390 },
	{ mode: "dark", kind: "duo", width: 240 },
	{ mode: "dark", kind: "group", width: 390 },
	{ mode: "light", kind: "group", width: 240 },
] as const;

describe.each(LOOKS)("%s", (name) => {
	test.each(CASES)("a $kind, $mode, $width px wide", async ({ mode, kind, width }) => {
		const height = 2 * Math.round(width * 1.08);
		const chat = { ...(kind === "duo" ? duo : group), theme: { mode }, video: { width, height } };
		const [changes, photos] = kind === "duo" ? [duoChanges, duoPhotos] : [groupChanges, groupPhotos];
		const picture = await drawChat({ chat, changes, theme: themes[name], direction: "ltr", photos });
		await expectGolden(`look-${name}-${kind}-${mode}`, picture);
	});
});
