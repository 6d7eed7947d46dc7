import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { checkConversationText } from "../../../../shared/video/conversation/parse.ts";

const folder = "test/fixtures/conversations/invalid-fields";

const entry = `an object with "sender" and "text", or with one of "pause", "system", "date", "typing", "status"`;
const messageFields = `an object with "sender", "from", "id", "text", "images", "voice", "audio", "timestamp", "pause", "time", "typed", "replyTo", "reactions", "edited", "deleted", "link", "receipt"`;
const picture = `a data URL (data:image/png;base64,…), the path of a file beside the conversation (.png, .jpg, .jpeg, .webp), or {"bucketId", "fileId"}`;
const sound = `a data URL (data:audio/mpeg;base64,…), the path of a file beside the conversation (.mp3, .m4a, .aac, .wav, .ogg, .opus, .webm, .flac), or {"bucketId", "fileId"}`;
const path = `a path in the folder of the conversation, with "/" between folders`;

/** Each fixture has faults of one part of the contract. Beside it: every one of them, `pointer → message`, in order. */
const FAULTS: Record<string, readonly (readonly [pointer: string, message: string])[]> = {
	"entries-misspelt": [
		[
			"/messages/1/paus",
			`messages[1].paus: expected no such field, allowed: an object with "pause", received "paus" (did you mean \`pause\`?)`,
		],
		["/messages/1/pause", "messages[1].pause: expected seconds, allowed: numbers, 0 to 60, received nothing"],
		[
			"/messages/2/system",
			"messages[2].system: expected a line, allowed: one line of 1 to 160 characters, received nothing",
		],
		[
			"/messages/2/sytem",
			`messages[2].sytem: expected no such field, allowed: an object with "system", received "sytem" (did you mean \`system\`?)`,
		],
		[
			"/messages/3/typing/secnds",
			`messages[3].typing.secnds: expected no such field, allowed: an object with "from", "seconds", received "secnds" (did you mean \`seconds\`?)`,
		],
		[
			"/messages/3/typing/seconds",
			"messages[3].typing.seconds: expected seconds, allowed: numbers, 0 to 60, received nothing",
		],
		[
			"/messages/4/text",
			"messages[4].text: expected a text, allowed: 1 to 500 characters, or instead images, voice or audio, received nothing",
		],
		[
			"/messages/4/txet",
			`messages[4].txet: expected no such field, allowed: ${messageFields}, received "txet" (did you mean \`text\`?)`,
		],
		["/messages/5/sender", `messages[5].sender: expected a sender, allowed: "you", "them", received nothing`],
		[
			"/messages/5/text",
			"messages[5].text: expected a text, allowed: 1 to 500 characters, or instead images, voice or audio, received nothing",
		],
	],
	"entries-of-two-kinds": [
		[
			"/messages/0",
			`messages[0]: expected the fields of one kind, allowed: ${entry}, received "sender" beside "system"`,
		],
		[
			"/messages/1",
			`messages[1]: expected the fields of one kind, allowed: ${entry}, received "pause" beside "date"`,
		],
		[
			"/messages/2",
			`messages[2]: expected the fields of one kind, allowed: ${entry}, received "typing" beside "status"`,
		],
	],
	"messages-faulty": [
		["/messages/0/audio", `messages[0].audio: expected a sound, allowed: ${sound}, received "note.txt"`],
		[
			"/messages/0/deleted",
			`messages[0].deleted: expected a deletion, allowed: an object with "after", received true`,
		],
		[
			"/messages/0/edited/after",
			"messages[0].edited.after: expected seconds, allowed: numbers, 0 to 3600, received nothing",
		],
		[
			"/messages/0/id",
			`messages[0].id: expected an id, allowed: 1 to 40 letters, digits, ".", "_" and "-", received "a b"`,
		],
		[
			"/messages/0/link/title",
			"messages[0].link.title: expected a title, allowed: one line of 1 to 80 characters, received nothing",
		],
		["/messages/0/pause", "messages[0].pause: expected seconds, allowed: numbers, 0 to 60, received 61"],
		[
			"/messages/0/reactions/0/emoji",
			`messages[0].reactions[0].emoji: expected an emoji, allowed: one emoji, received "ok"`,
		],
		[
			"/messages/0/reactions/1/after",
			"messages[0].reactions[1].after: expected seconds, allowed: numbers, 0 to 3600, received -1",
		],
		[
			"/messages/0/receipt",
			`messages[0].receipt: expected a receipt, allowed: "sent", "delivered", "read", "none", received "seen"`,
		],
		[
			"/messages/0/replyTo",
			"messages[0].replyTo: expected an earlier message, allowed: the id or the index of an earlier message, received 1.5",
		],
		[
			"/messages/0/time",
			`messages[0].time: expected a time of day, allowed: 00:00 to 23:59, received "9:41"`,
		],
		[
			"/messages/0/typed",
			`messages[0].typed: expected whether the message is typed, allowed: true, false, an object with "draft", received "yes"`,
		],
		[
			"/messages/0/voice/seconds",
			"messages[0].voice.seconds: expected seconds, allowed: numbers, 0.1 to 3599, received 0",
		],
	],
	"nothing-drawn": [
		[
			"/messages",
			"messages: expected messages, allowed: at least one message with a text, pictures or a voice note, received none",
		],
	],
	"people-faulty": [
		["/people/1/id", `people[1].id: expected an id, allowed: any but the reserved word, received "them"`],
		[
			"/people/2/id",
			`people[2].id: expected an id of its own, allowed: any but that of people[0], received "maya"`,
		],
		[
			"/people/3/name",
			"people[3].name: expected a name, allowed: one line of 1 to 80 characters, received nothing",
		],
		[
			"/people/4/colour",
			`people[4].colour: expected no such field, allowed: an object with "id", "name", "color", "picture", received "colour" (did you mean \`color\`?)`,
		],
	],
	"pictures-faulty": [
		[
			"/contact/picture",
			`contact.picture: expected a picture, allowed: ${picture}; nothing is fetched from an address, received "https://example.com/maya.jpg"`,
		],
		[
			"/messages/0/images/0",
			`messages[0].images[0]: expected a picture, allowed: ${path}, received "/home/me/dog.jpg"`,
		],
		[
			"/messages/0/images/1",
			`messages[0].images[1]: expected a picture, allowed: ${path}, received "../dog.jpg"`,
		],
		[
			"/messages/0/images/2",
			`messages[0].images[2]: expected a picture, allowed: a data URL of image/png;base64, image/jpeg;base64, image/webp;base64, received "data:image/gif;base64,R0lGODlh"`,
		],
		[
			"/messages/1/images/0",
			`messages[1].images[0]: expected a picture, allowed: a data URL of base64 (RFC 4648, with its padding), received "data:image/png;base64,iVBORw0KGg"`,
		],
		[
			"/messages/1/images/1/fileId",
			"messages[1].images[1].fileId: expected a file, allowed: an id of Appwrite, received nothing",
		],
		[
			"/messages/1/images/2/bucket",
			`messages[1].images[2].bucket: expected no such field, allowed: an object with "bucketId", "fileId", received "bucket" (did you mean \`bucketId\`?)`,
		],
		[
			"/messages/1/images/2/bucketId",
			"messages[1].images[2].bucketId: expected a bucket, allowed: an id of Appwrite, received nothing",
		],
		[
			"/messages/1/images/2/fileId",
			`messages[1].images[2].fileId: expected a file, allowed: an id of Appwrite, received "a b"`,
		],
		["/messages/1/images/3", `messages[1].images[3]: expected a picture, allowed: ${picture}, received 7`],
		[
			"/messages/2/images",
			"messages[2].images: expected pictures, allowed: a list of 1 to 4 pictures, received an empty list",
		],
		[
			"/messages/3/images",
			"messages[3].images: expected pictures, allowed: a list of 1 to 4 pictures, received a list of 5",
		],
		[
			"/sound/music/source",
			`sound.music.source: expected a sound, allowed: a data URL of audio/mpeg;base64, audio/mp4;base64, audio/aac;base64, audio/wav;base64, audio/x-wav;base64, audio/ogg;base64, audio/webm;base64, audio/flac;base64, received "data:image/png;base64,iVBORw0KGgo="`,
		],
		[
			"/theme/wallpaper",
			`theme.wallpaper: expected a wallpaper, allowed: #rrggbb, {"top", "bottom"}, ${picture}, received "sky.gif"`,
		],
	],
	"references-faulty": [
		[
			"/messages/0/from",
			`messages[0].from: expected who of the group writes, allowed: "maya", "ben", received nothing`,
		],
		[
			"/messages/1/from",
			`messages[1].from: expected somebody of the chat, allowed: "you", "maya", "ben", received "mya" (did you mean \`maya\`?)`,
		],
		[
			"/messages/2/from",
			`messages[2].from: expected somebody of the chat, allowed: "you", "maya", "ben", received "them"`,
		],
		[
			"/messages/3/id",
			`messages[3].id: expected an id of its own, allowed: any but that of messages[1], received "one"`,
		],
		["/messages/3/sender", `messages[3].sender: expected the side of "ben", allowed: "them", received "you"`],
		[
			"/messages/4/reactions/0/from",
			`messages[4].reactions[0].from: expected somebody of the chat, allowed: "you", "maya", "ben", received "bn" (did you mean \`ben\`?)`,
		],
		[
			"/messages/4/replyTo",
			`messages[4].replyTo: expected an earlier message, allowed: the id of a message before this one, received "onw" (did you mean \`one\`?)`,
		],
		["/messages/5/replyTo", "messages[5].replyTo: expected an earlier message, allowed: 0 to 4, received 5"],
		[
			"/messages/6/typing/from",
			`messages[6].typing.from: expected who of the group writes, allowed: "maya", "ben", received nothing`,
		],
		[
			"/messages/7/replyTo",
			"messages[7].replyTo: expected an earlier message, allowed: the index of a message, received 6, which is none",
		],
		[
			"/messages/8/replyTo",
			`messages[8].replyTo: expected an earlier message, allowed: the id of a message before this one, received "later"`,
		],
	],
	"settings-faulty": [
		[
			"/device/battery",
			"device.battery: expected a charge in percent, allowed: whole numbers, 0 to 100, received 101",
		],
		[
			"/device/carrier",
			"device.carrier: expected a carrier, allowed: at least one visible character, received an empty text",
		],
		[
			"/device/date",
			`device.date: expected a date, allowed: a date that exists, as year-month-day, e.g. 2026-11-29, received "2026-02-29"`,
		],
		["/device/hour12", "device.hour12: expected whether hours go to 12, allowed: true, false, received 12"],
		[
			"/device/network",
			`device.network: expected a network, allowed: "wifi", "5g", "4g", "none", received "3g" (did you mean \`5g\`?)`,
		],
		["/device/time", `device.time: expected a time of day, allowed: 00:00 to 23:59, received "24:00"`],
		[
			"/keyboard",
			`keyboard: expected a use of the keyboard, allowed: "auto", "always", "never", received "on"`,
		],
		[
			"/locale",
			`locale: expected a language, allowed: a language tag (BCP 47), e.g. en-US, received "en_US"`,
		],
		["/pace", "pace: expected a pace, allowed: numbers, 0.5 to 3, received 5"],
		[
			"/sound/messages",
			`sound.messages: expected whether messages are heard, allowed: true, false, received "on"`,
		],
		["/sound/music/source", `sound.music.source: expected a sound, allowed: ${sound}, received nothing`],
		["/sound/volume", "sound.volume: expected a volume, allowed: numbers, 0 to 1, received 2"],
		[
			"/split",
			`split: expected one measure of a part, allowed: "maxSeconds" or "count", received "maxSeconds" and "count"`,
		],
		["/startWith", "startWith: expected a number of entries, allowed: 0 to 1, received 2"],
		["/theme/accent", `theme.accent: expected a colour, allowed: #rrggbb, e.g. #34c759, received "red"`],
		["/theme/emoji", `theme.emoji: expected a set of emoji, allowed: "noto", "own", received "apple"`],
		[
			"/theme/smartQuotes",
			`theme.smartQuotes: expected whether quotes are curled, allowed: true, false, received "yes"`,
		],
		[
			"/theme/wallpaper/bottm",
			`theme.wallpaper.bottm: expected no such field, allowed: an object with "top", "bottom", received "bottm" (did you mean \`bottom\`?)`,
		],
		[
			"/theme/wallpaper/bottom",
			"theme.wallpaper.bottom: expected a colour, allowed: #rrggbb, e.g. #34c759, received nothing",
		],
		["/title", "title: expected a title, allowed: at least one visible character, received an empty text"],
		[
			"/video/background",
			`video.background: expected a background, allowed: #rrggbb, "transparent", ${picture}, received "transparant" (did you mean \`transparent\`?)`,
		],
		[
			"/video/editList",
			"video.editList: expected whether there is an edit list, allowed: true, false, received 1",
		],
		[
			"/video/format",
			`video.format: expected a format, allowed: "mp4", "webm-alpha", "gif", "png-sequence", received "mov"`,
		],
		["/video/frame", `video.frame: expected a frame, allowed: "none", "card", "phone", received "tablet"`],
		["/video/poster", "video.poster: expected a time in seconds, allowed: numbers, 0 to 3660, received -1"],
		[
			"/video/safeArea",
			`video.safeArea: expected an app, allowed: "none", "tiktok", "reels", "shorts", received "youtube"`,
		],
	],
};

describe("faulty fields are told one by one, with their places and words", () => {
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
