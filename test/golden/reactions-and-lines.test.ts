import { describe, test } from "vitest";
import type { Change } from "../../shared/video/conversation/chat-state.ts";
import { themeNames, themes } from "../../shared/video/themes/themes.ts";
import { drawChat } from "../helpers/draw-chat.ts";
import { expectGolden } from "../helpers/golden.ts";

const by = (from: string, emoji: string) => ({ from, emoji });

const chat = {
	title: "Dog people",
	people: [
		{ id: "maya", name: "Maya Okafor" },
		{ id: "ben", name: "Ben" },
		{ id: "li", name: "Li Wei", color: "#b0457b" },
	],
	messages: [
		{ date: "Saturday 9:41 AM" },
		{
			...{ from: "maya", text: "Who took the last croissant?", time: "09:41" },
			reactions: [by("ben", "😂")],
		},
		{ system: "Li Wei joined the chat" },
		{
			...{ from: "ben", text: "No", time: "09:42" },
			reactions: [by("maya", "❤️"), by("li", "❤️"), by("you", "😂"), by("ben", "👍")],
		},
		{
			...{ from: "li", text: "Nobody but the dog was in the room", time: "09:42" },
			reactions: [by("you", "❤️")],
		},
		{
			...{ from: "you", text: "Ask the dog", time: "09:43" },
			reactions: [by("maya", "😂"), by("ben", "😂"), by("li", "👀")],
		},
		{ from: "you", images: ["dog.jpg"], time: "09:43", reactions: [by("maya", "❤️"), by("you", "😍")] },
		{ from: "you", text: "😇", time: "09:44", reactions: [by("ben", "😂")] },
		{
			...{ from: "you", text: "K", time: "08:05" },
			reactions: [by("maya", "❤️"), by("ben", "😂"), by("li", "👍")],
		},
		{ typing: { from: "maya", seconds: 2 } },
		{ typing: { from: "ben", seconds: 2 } },
	],
};
const photos = { "/messages/6/images/0": { widthPx: 400, heightPx: 240, hue: 200 } };

const changes: readonly Change[] = [
	...[0, 1, 2, 3, 4, 5, 6, 7].map((entry): Change => ({ kind: "shown", entry })),
	{ kind: "shown", entry: 8, opens: { day: "Today", time: "8:05 AM", isNewDay: true } },
	...chat.messages.flatMap(({ reactions = [] }, entry) =>
		reactions.map((_, reaction): Change => ({ kind: "reaction", entry, reaction })),
	),
	{ kind: "receipt", entry: 8, receipt: "read" },
	{ kind: "typing", entry: 9 },
	{ kind: "typing", entry: 10 },
];

describe.each(themeNames)("%s", (name) => {
	test.each([
		["light", "ltr"],
		["dark", "rtl"],
	] as const)("reactions, lines, and two people who type: %s, %s", async (mode, direction) => {
		const picture = await drawChat({
			...{ changes, direction, photos },
			chat: { ...chat, theme: { mode }, video: { width: 360, height: 1060 } },
			theme: themes[name],
		});
		await expectGolden(`events-${name}-${mode}`, picture);
	});
});
