import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findNotShown } from "../../../../shared/video/conversation/not-shown.ts";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";

const hi = { sender: "you", text: "Hi" };
const warningsOf = (value: object) => findNotShown(parseConversation({ messages: [hi], ...value }));
const pointersOf = (value: object) => warningsOf(value).map(({ pointer }) => pointer);

describe("what is not shown yet", () => {
	test("is one warning a field, at its first place, with how many there are", () => {
		const messages = [hi, ...Array(49).fill({ ...hi, audio: "note.mp3" })];
		expect(warningsOf({ messages })).toEqual([
			{
				code: "NOT_SHOWN_YET",
				message: "messages[1].audio, and 48 more like it: not shown yet. The video is made without it.",
				pointer: "/messages/1/audio",
			},
		]);
	});

	test("is told of every field of the contract that is not drawn", () => {
		const everything = JSON.parse(readFileSync("test/fixtures/conversations/everything.json", "utf8"));
		expect(pointersOf(everything)).toEqual(["/split", "/sound/music", "/messages/9/audio"]);
	});

	test("is nothing of what is drawn, nor a value that says what the video is anyway", () => {
		const messages = [{ ...hi, from: "you", id: "a", timestamp: 1, typed: false, pause: 0, reactions: [] }];
		const theme = {
			name: "imessage-classic",
			mode: "dark",
			emoji: "noto",
			smartQuotes: false,
			accent: "#123456",
			wallpaper: "#ffffff",
		};
		const frame = { frame: "card", safeArea: "reels", background: "#00ff00", poster: 2 };
		const video = { fps: 24, format: "mp4", editList: true, ...frame };
		const sound = { messages: true, keys: true, volume: 1 };
		expect(warningsOf({ $schema: "x", theme, video, sound, messages })).toEqual([]);
		expect(warningsOf({ pace: 1, keyboard: "always", contact: { status: "online" } })).toEqual([]);
		const device = { time: "21:41", date: "2026-11-29", hour12: true };
		const timed = [{ ...hi, time: "21:45", receipt: "delivered" }];
		expect(warningsOf({ device, locale: "de", startWith: 1, messages: timed })).toEqual([]);
		expect(warningsOf({ sound: false })).toEqual([]);
		const events = { reactions: [{ emoji: "❤️", from: "you", after: 1 }], edited: { text: "Ho", after: 1 } };
		const eventful = [{ ...hi, pause: 1, typed: { draft: "Ha" }, ...events, deleted: { after: 2 } }];
		const others = [
			{ pause: 1 },
			{ system: "x" },
			{ date: "x" },
			{ status: "x" },
			{ typing: { seconds: 1 } },
		];
		expect(warningsOf({ messages: [...eventful, ...others] })).toEqual([]);
		const people = [{ id: "maya", name: "Maya", color: "#ff9500", picture: "maya.jpg" }];
		const pictures = [{ from: "maya", images: ["dog.jpg"] }];
		expect(warningsOf({ title: "Dog people", people, messages: pictures })).toEqual([]);
		expect(warningsOf({ contact: { picture: "maya.jpg" } })).toEqual([]);
	});
});
