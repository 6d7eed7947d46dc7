// For each thing that can happen in a chat: with it and without it the video shows the same until its time, and then something else.

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadBeside } from "../../shared/platform/node/load-beside.ts";
import type { I420Picture } from "../../shared/video/scene/picture.ts";
import { firstFrameFrom } from "../../shared/video/timeline/frame-times.ts";
import { type Film, filmOf } from "../helpers/film.ts";

const PICTURES = join(import.meta.dirname, "../../examples");
const FPS = 30;

type Event = {
	readonly name: string;
	/** Default: `CHAT`. */
	readonly chat?: object;
	/** Added to the chat. */
	readonly set: object;
	/** When the first frame differs, in seconds; between two times where the look or the writer's hand decides. */
	readonly seconds: number | readonly [number, number];
};

const FIRST = { sender: "them", text: "Are you *there*? Look at example.com", timestamp: 1 };
const SECOND = { sender: "you", text: "Yes, hello", timestamp: 5 };
const THIRD = { sender: "them", text: "Good", timestamp: 9 };
const CHAT = {
	contact: { name: "Maya", status: "Active now" },
	keyboard: "never",
	messages: [FIRST, SECOND, THIRD],
};

/** The chat with fields added to one of its messages. */
const at = (index: number, fields: object) => ({
	messages: CHAT.messages.map((message, place) => (place === index ? { ...message, ...fields } : message)),
});

/** The chat with an entry after its second message. */
const between = (entry: object) => ({ messages: [FIRST, SECOND, entry, THIRD] });

/** The chat with another text in one's own message, before which no dots are seen. */
const saying = (text: string) => at(1, { text });

/** Its messages follow each other at the pace of people; each of the first two is read in 1.2 seconds. */
const paced = (fields: object) => ({
	messages: [
		{ sender: "them", text: "Hi" },
		{ sender: "you", text: "Hello" },
		{ sender: "you", text: "Good to see you", ...fields },
	],
});

/** Somebody is known by an id alone: no name of theirs begins with it. */
const knowing = (id: string) => ({ people: [{ id, name: "Maya" }] });

const GROUP = {
	title: "Dog people",
	people: ["Maya", "Ben"].map((name) => ({ id: name.toLowerCase(), name })),
};
const typing = (...ids: readonly string[]) => ({
	messages: [
		{ from: "maya", text: "Who took it?" },
		...ids.map((from) => ({ typing: { from, seconds: 3 } })),
		{ from: "you", text: "The dog" },
	],
});

const EVENTS: readonly Event[] = [
	// Its message makes room for it, and has not moved yet at the time itself.
	{
		name: "a reaction",
		set: at(0, { reactions: [{ emoji: "❤️", after: 1.5 }] }),
		seconds: [2.5, 2.5 + 1 / FPS],
	},
	// Who reacts has read it: its receipt says so earlier.
	{
		name: "a reaction to one's own message",
		set: at(1, { reactions: [{ emoji: "😂", after: 2 }] }),
		seconds: [6, 7],
	},
	{ name: "an edit", set: at(0, { edited: { text: "Where are you?", after: 2 } }), seconds: 3 },
	{ name: "a deletion", set: at(0, { deleted: { after: 2.5 } }), seconds: 3.5 },
	{ name: "the deletion of one's own message", set: at(1, { deleted: { after: 1.5 } }), seconds: 6.5 },
	{ name: "a reply", set: at(2, { replyTo: 0 }), seconds: 9 },
	// Dots take as long as what is written then.
	{ name: "a voice note", set: at(2, { text: undefined, voice: { seconds: 12 } }), seconds: [7, 9] },
	{
		name: "a link's card",
		set: at(2, { text: "example.com", link: { title: "Dogs", picture: "pictures/cake.jpg" } }),
		seconds: [7, 9],
	},
	{ name: "a typed message", set: at(1, { typed: true }), seconds: [1.2, 4.5] },
	{ name: "a draft that is deleted", set: at(1, { typed: { draft: "No" } }), seconds: [1.2, 4] },
	{ name: "a keyboard from the start", set: { keyboard: "always" }, seconds: 0 },
	{ name: "a system line", set: between({ system: "Maya took a screenshot" }), seconds: [5.3, 8] },
	{ name: "a date line", set: between({ date: "Tomorrow 8:00 AM" }), seconds: [5.3, 8] },
	{ name: "dots that stop", set: between({ typing: { seconds: 1 } }), seconds: [5.3, 8] },
	{ name: "a status", set: between({ status: "online" }), seconds: [5, 8] },
	{ name: "bold words", set: saying("Yes, *hello*"), seconds: 5 },
	{ name: "italic words", set: saying("Yes, _hello_"), seconds: 5 },
	{ name: "code", set: saying("Yes, `hello`"), seconds: 5 },
	{ name: "a link", set: saying("Yes, example.com"), seconds: 5 },
	{ name: "a mention", chat: { ...saying("Yes, @lin"), ...knowing("wu") }, set: knowing("lin"), seconds: 5 },
	{ name: "a faster pace", chat: paced({}), set: { pace: 2 }, seconds: 0.6 },
	{ name: "a slower pace", chat: paced({}), set: { pace: 0.5 }, seconds: 1.2 },
	{ name: "a pause before a message", chat: paced({}), set: paced({ pause: 2 }), seconds: 2.4 },
	{
		name: "somebody else who types",
		chat: { ...GROUP, ...typing("maya") },
		set: typing("maya", "ben"),
		seconds: [1.2, 3],
	},
];

describe.each(["imessage", "whatsapp", "messenger"])("in %s", (name) => {
	const film = (chat: object) =>
		filmOf(
			{ ...CHAT, ...chat, theme: { name }, locale: "en", video: { width: 360, height: 640, fps: FPS } },
			{ loadPicture: loadBeside(PICTURES) },
		);

	test.each(EVENTS)("$name shows at its time, and nothing before it", async ({ chat, set, seconds }) => {
		const [without, having] = [await film({ ...chat }), await film({ ...chat, ...set })];
		const frame = firstDifference(without, having);
		const [from, to] = typeof seconds === "number" ? [seconds, seconds] : seconds;
		expect(frame).toBeGreaterThanOrEqual(firstFrameFrom(from * 1000, FPS));
		expect(frame).toBeLessThanOrEqual(firstFrameFrom(to * 1000, FPS));
	});
});

/** The first frame whose pictures are not the same; the length of the shorter film if there is none. */
function firstDifference(one: Film, other: Film): number {
	const frameCount = Math.min(one.film.frameCount, other.film.frameCount);
	let before: readonly unknown[] = [];
	for (let frame = 0; frame < frameCount; frame++) {
		const holds = [one.holdAt(frame), other.holdAt(frame)];
		if (holds.every((hold, index) => hold === before[index])) continue;
		before = holds;
		if (!isSame(one.pictureAt(frame), other.pictureAt(frame))) return frame;
	}
	return frameCount;
}

function isSame(one: I420Picture, other: I420Picture): boolean {
	return (["y", "u", "v"] as const).every((plane) => Buffer.compare(one[plane], other[plane]) === 0);
}
