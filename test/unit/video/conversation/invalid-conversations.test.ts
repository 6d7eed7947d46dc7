import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { checkConversationText } from "../../../../shared/video/conversation/parse.ts";

const folder = "test/fixtures/conversations/invalid";

const rootFields = `an object with "$schema", "title", "contact", "people", "theme", "device", "locale", "video", "pace", "startWith", "keyboard", "split", "sound", "messages"`;
const messageFields = `an object with "sender", "from", "id", "text", "images", "voice", "audio", "timestamp", "pause", "time", "typed", "replyTo", "reactions", "edited", "deleted", "link", "receipt"`;
const entry = `an object with "sender" and "text", or with one of "pause", "system", "date", "typing", "status"`;
const videoFields = `an object with "width", "height", "fps", "crf", "preset", "durationSeconds", "format", "background", "frame", "safeArea", "poster", "editList"`;
const text = "messages[0].text: expected a text, allowed:";

/** Each fixture is named after its defect. Beside it: every fault it must give, `pointer → message`, in order. */
const FAULTS: Record<string, readonly (readonly [pointer: string, message: string])[]> = {
	"no-messages": [["/messages", "messages: expected messages, allowed: 1 to 50, received none"]],
	"messages-missing": [["/messages", "messages: expected messages, allowed: a list, received nothing"]],
	"51-messages": [["/messages", "messages: expected messages, allowed: 1 to 50, received 51"]],
	"unknown-sender": [
		["/messages/3/sender", `messages[3].sender: expected a sender, allowed: "you", "them", received "me"`],
	],
	"text-empty": [["/messages/0/text", `${text} at least one visible character, received an empty text`]],
	"text-missing": [
		["/messages/0/text", `${text} 1 to 500 characters, or instead images, voice or audio, received nothing`],
	],
	"text-whitespace-only": [
		["/messages/0/text", `${text} at least one visible character, received a blank text`],
	],
	"text-zero-width-only": [
		["/messages/0/text", `${text} at least one visible character, received a blank text`],
	],
	"text-501-characters": [["/messages/0/text", `${text} 1 to 500 characters, received 501 characters`]],
	"text-too-many-bytes": [["/messages/0/text", `${text} at most 8000 bytes of UTF-8, received 8025 bytes`]],
	"text-lone-surrogate": [
		["/messages/0/text", `${text} whole characters, received half of one, U+D83D at character 4`],
	],
	"text-control-character": [
		["/messages/0/text", `${text} text without control characters, received U+0007 at character 3`],
	],
	"text-c1-control-character": [
		["/messages/0/text", `${text} text without control characters, received U+0086 at character 1`],
	],
	"timestamps-descending": [
		[
			"/messages/2/timestamp",
			"messages[2].timestamp: expected a time not before that of messages[1], allowed: 5 or later, received 4.5",
		],
	],
	"timestamps-descending-across-one-without": [
		[
			"/messages/2/timestamp",
			"messages[2].timestamp: expected a time not before that of messages[0], allowed: 5 or later, received 4",
		],
	],
	"timestamp-negative": [time("received -1")],
	"timestamp-over-3600": [time("received 3600.5")],
	"timestamp-a-string": [time(`received "2"`)],
	"timestamp-infinite": [time("received Infinity")],
	"unknown-field": [
		["/headline", `headline: expected no such field, allowed: ${rootFields}, received "headline"`],
		[
			"/messages/0/sendr",
			`messages[0].sendr: expected no such field, allowed: ${messageFields}, received "sendr" (did you mean \`sender\`?)`,
		],
		["/video/bitrate", `video.bitrate: expected no such field, allowed: ${videoFields}, received "bitrate"`],
	],
	"unknown-field-proto": [
		["/__proto__", `__proto__: expected no such field, allowed: ${rootFields}, received "__proto__"`],
		[
			"/messages/0/__proto__",
			`messages[0].__proto__: expected no such field, allowed: ${messageFields}, received "__proto__"`,
		],
		[
			"/theme/__proto__",
			`theme.__proto__: expected no such field, allowed: an object with "name", "mode", "accent", "wallpaper", "emoji", "smartQuotes", received "__proto__"`,
		],
	],
	"not-json": [
		["", `line 3, column 38: expected the name of a field in double quotes, allowed: JSON, received "}"`],
	],
	"cut-off": [["", `line 3, column 22: expected "," or "}", allowed: JSON, received the end of the text`]],
	"not-an-object": [
		["", `the conversation: expected a conversation, allowed: ${rootFields}, received a list of 2`],
	],
	"message-not-an-object": [
		["/messages/0", `messages[0]: expected a message, allowed: ${entry}, received "Hi"`],
		["/messages/1", `messages[1]: expected a message, allowed: ${entry}, received null`],
	],
	"contact-faulty": [
		["/contact/color", `contact.color: expected a colour, allowed: #rrggbb, e.g. #34c759, received "green"`],
		[
			"/contact/name",
			"contact.name: expected a name, allowed: at least one visible character, received a blank text",
		],
		[
			"/contact/status",
			"contact.status: expected a status, allowed: 1 to 80 characters, received 81 characters",
		],
	],
	"video-out-of-range": [
		[
			"/sound",
			`sound: expected whether there is sound, allowed: true, false, an object with "messages", "keys", "volume", "music", received "yes"`,
		],
		["/theme/mode", `theme.mode: expected a mode, allowed: "light", "dark", received "dim"`],
		[
			"/theme/name",
			`theme.name: expected a theme's name, allowed: "imessage", "imessage-classic", "whatsapp", "instagram", "messenger", "neutral", received "signal"`,
		],
		[
			"/video/crf",
			"video.crf: expected a constant rate factor, allowed: whole numbers, 10 to 40, received 51",
		],
		[
			"/video/durationSeconds",
			"video.durationSeconds: expected a length in seconds, allowed: numbers above 0, up to 3660, received 0",
		],
		["/video/fps", "video.fps: expected frames a second, allowed: whole numbers, 24 to 60, received 29.97"],
		[
			"/video/height",
			"video.height: expected a height in pixels, allowed: even whole numbers, 240 to 3840, received 100",
		],
		[
			"/video/preset",
			`video.preset: expected an x264 preset, allowed: "ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", received "placebo"`,
		],
		[
			"/video/width",
			"video.width: expected a width in pixels, allowed: even whole numbers, 240 to 3840, received 1081",
		],
	],
	"several-faults": [
		["/messages/0/sender", `messages[0].sender: expected a sender, allowed: "you", "them", received "me"`],
		["/messages/0/text", `${text} at least one visible character, received an empty text`],
		[
			"/messages/1/timestamp",
			"messages[1].timestamp: expected a time not before that of messages[0], allowed: 5 or later, received 4",
		],
		[
			"/messages/2/text",
			"messages[2].text: expected a text, allowed: 1 to 500 characters, received 501 characters",
		],
		[
			"/messages/2/timestamp",
			`messages[2].timestamp: expected a time in seconds, allowed: numbers, 0 to 3600, received "2"`,
		],
		["/subject", `subject: expected no such field, allowed: ${rootFields}, received "subject"`],
		["/theme/mode", `theme.mode: expected a mode, allowed: "light", "dark", received "dim"`],
	],
};

function time(received: string): readonly [string, string] {
	const words = "messages[0].timestamp: expected a time in seconds, allowed: numbers, 0 to 3600,";
	return ["/messages/0/timestamp", `${words} ${received}`];
}

describe("an invalid conversation is told with every fault, its place and its words", () => {
	test.each(Object.entries(FAULTS))("%s", (name, faults) => {
		const checked = checkConversationText(readFileSync(`${folder}/${name}.json`, "utf8"));
		expect(checked.ok ? [] : checked.faults.map(({ pointer, message }) => [pointer, message])).toEqual(
			faults,
		);
	});

	test("every fixture is in the table", () => {
		const names = globSync(`${folder}/*.json`).map((file) => basename(file, ".json"));
		expect(names.sort()).toEqual(Object.keys(FAULTS).sort());
	});
});
