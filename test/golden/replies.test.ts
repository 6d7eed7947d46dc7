import { describe, test } from "vitest";
import type { Change } from "../../shared/video/conversation/chat-state.ts";
import { themes } from "../../shared/video/themes/themes.ts";
import { drawChat } from "../helpers/draw-chat.ts";
import { expectGolden } from "../helpers/golden.ts";

const LOOKS = ["imessage", "imessage-classic", "whatsapp", "instagram", "messenger", "neutral"] as const;

/** Replies to each of the two, to a picture and to what is deleted; edits and deletions of both. */
const messages = [
	{
		from: "maya",
		text: "Where did you put the keys? I looked in every drawer, twice, and even under the dog",
		time: "21:40",
	},
	{ from: "you", text: "On the hook", edited: { text: "On the brass hook", after: 1 }, time: "21:41" },
	{ from: "maya", images: ["hook.jpg"], time: "21:41" },
	{ from: "you", text: "They were there this morning", replyTo: 2, time: "21:42" },
	{ from: "you", text: "The left one", replyTo: 1, time: "21:42" },
	{ from: "maya", text: "Empty", edited: { text: "Empty too", after: 1 }, replyTo: 4, time: "21:43" },
	{ from: "maya", text: "I blame you", deleted: { after: 1 }, time: "21:44" },
	{ from: "you", text: "Hey!", replyTo: 6, time: "21:45" },
	{ from: "you", text: "Check the dog", deleted: { after: 1 }, time: "21:46" },
	{ from: "maya", text: "Found them", replyTo: 0, time: "21:46" },
];
const changes: readonly Change[] = [
	...messages.map((_, entry): Change => ({ kind: "shown", entry })),
	...[1, 5].map((entry): Change => ({ kind: "edited", entry })),
	...[6, 8].map((entry): Change => ({ kind: "deleted", entry })),
	{ kind: "receipt", entry: 8, receipt: "read" },
];
const photos = { "/messages/2/images/0": { widthPx: 400, heightPx: 200, hue: 200 } };
const maya = { id: "maya", name: "Maya Okafor" };

describe.each(LOOKS)("%s", (name) => {
	test.each([
		["light", 390, 1060],
		["dark", 300, 830],
	] as const)("replies, edits and deletions, %s", async (mode, width, height) => {
		const chat = { people: [maya], messages, theme: { mode }, video: { width, height } };
		const picture = await drawChat({ chat, changes, theme: themes[name], direction: "ltr", photos });
		await expectGolden(`reply-${name}-${mode}`, picture);
	});
});

test.each([
	["imessage", "ltr", "light"],
	["whatsapp", "rtl", "dark"],
	["messenger", "ltr", "dark"],
] as const)("replies in a group: %s, %s", async (name, direction, mode) => {
	const people = [maya, { id: "ben", name: "Ben", color: "#b0457b" }];
	const inGroup = messages.map((message, index) =>
		index > 4 && message.from === "maya" ? { ...message, from: "ben" } : message,
	);
	const chat = {
		title: "Home",
		people,
		messages: inGroup,
		theme: { mode },
		video: { width: 300, height: 830 },
	};
	const picture = await drawChat({ chat, changes, theme: themes[name], direction, photos });
	await expectGolden(`reply-${name}-group`, picture);
});
