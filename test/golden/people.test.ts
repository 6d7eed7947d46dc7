import { test } from "vitest";
import type { Change } from "../../shared/video/conversation/chat-state.ts";
import { imessageClassic } from "../../shared/video/themes/imessage-classic.ts";
import type { Theme } from "../../shared/video/themes/theme.ts";
import { drawChat } from "../helpers/draw-chat.ts";
import { expectGolden } from "../helpers/golden.ts";
import { toyTheme } from "../helpers/toy-theme.ts";

/** Everything in the bubble: the name, the pictures, the time. */
const inside: Theme = {
	...imessageClassic,
	name: {
		...{ at: "inside", sizePt: 13, linePt: 18, weight: 600, tone: "#1fa855" },
		tones: ["#e91e63", "#00bfa5", "#673ab7"],
	},
	avatars: { ...imessageClassic.avatars, tones: ["#e91e63", "#00bfa5", "#673ab7"] },
	avatar: { at: "first", sizePt: 28, gapPt: 6, when: "group" },
	meta: {
		at: "inside",
		gapPt: 8,
		sizePt: 11,
		linePt: 13,
		weight: 400,
		dropPt: 0,
	},
	media: {
		...imessageClassic.media,
		...{ at: "inside", paddingPt: 3, radiusPt: 15, gapPt: 3 },
		time: { tone: "#ffffff", shade: "#00000073", shadePt: 34 },
	},
};

const people = [
	{ id: "maya", name: "Maya Lin", picture: "maya.jpg" },
	{ id: "ben", name: "Ben Okonkwo" },
	{
		id: "li",
		name: "Li, whose name is longer than any line of this column may be, and then some",
		color: "#ff9500",
	},
];
const photo = (widthPx: number, heightPx: number, hue: number) => ({ widthPx, heightPx, hue });
const photos = {
	"/people/0/picture": photo(300, 420, 20),
	"/messages/1/images/0": photo(400, 300, 200),
	"/messages/2/images/0": photo(300, 300, 260),
	"/messages/2/images/1": photo(900, 300, 320),
	"/messages/4/images/0": photo(300, 900, 90),
	"/messages/4/images/1": photo(400, 300, 140),
	"/messages/4/images/2": { ...photo(400, 300, 200), isCutOut: true },
	"/messages/6/images/0": photo(300, 400, 10),
	"/messages/6/images/1": photo(400, 300, 60),
	"/messages/6/images/2": photo(400, 300, 110),
};
const images = (count: number) => Array.from({ length: count }, (_, index) => `${index}.jpg`);
const messages = [
	{ from: "maya", text: "Her name stands over the first", time: "09:41" },
	{ from: "maya", images: images(1), text: "Her avatar beside the last", time: "09:42" },
	{ from: "ben", images: images(2), time: "09:42" },
	{ from: "li", text: "Cut", time: "09:43" },
	{ from: "you", images: images(3), text: "Three, the last a cut-out", time: "09:43" },
	{ from: "li", text: "🎉", time: "09:44" },
	{ from: "you", images: images(4), time: "09:45" },
	{ from: "ben", text: "…", time: "09:46" },
];
const shown = messages.slice(0, -1).map((_, entry): Change => ({ kind: "shown", entry }));
const changes: readonly Change[] = [...shown, { kind: "typing", entry: messages.length - 1 }];

test.each([
	["imessage-group", imessageClassic, "ltr", "light"],
	["imessage-group-rtl", imessageClassic, "rtl", "dark"],
	["inside-group", inside, "ltr", "light"],
	["toy-group", toyTheme, "rtl", "dark"],
] as const)("a group with pictures: %s", async (name, theme, direction, mode) => {
	const video = { width: 390, height: 1300 };
	const chat = { title: "Dog people", people, messages, video, theme: { mode } };
	await expectGolden(name, await drawChat({ chat, changes, theme, direction, photos }));
});
