import type { Words } from "../../core/explain-issues.ts";
import { type Path, quote } from "../../core/fault.ts";
import {
	contactSchema,
	conversationSchema,
	messageSchema,
	themeSchema,
	videoSchema,
} from "./conversation.ts";
import { LIMITS } from "./limits.ts";

const list = (values: readonly string[]) => values.map(quote).join(", ");
const range = ({ min, max }: { readonly min: number; readonly max: number }) => `${min} to ${max}`;
const listFields = ({ shape }: { readonly shape: object }) => {
	const fields = Object.keys(shape);
	return { allowed: `an object with ${list(fields)}`, fields };
};

const side = `even whole numbers, ${range(LIMITS.side)}`;
const line = `one line of 1 to ${LIMITS.line.graphemes} characters`;
const seconds = `numbers, ${range(LIMITS.timestampSeconds)}`;

/** By path, with `*` for every index. A test checks that no field of the schema is missing. */
const WORDS: Readonly<Record<string, Words>> = {
	"": { expected: "a conversation", ...listFields(conversationSchema) },
	$schema: { expected: "the address of a JSON schema", allowed: "text" },
	contact: { expected: "a contact", ...listFields(contactSchema) },
	"contact.name": { expected: "a name", allowed: line },
	"contact.status": { expected: "a status", allowed: `${line}; leave the field out for none` },
	"contact.color": { expected: "a colour", allowed: "#rrggbb, e.g. #34c759" },
	theme: { expected: "a theme", ...listFields(themeSchema) },
	"theme.name": { expected: "a theme's name", allowed: list(themeSchema.shape.name.unwrap().options) },
	"theme.mode": { expected: "a mode", allowed: list(themeSchema.shape.mode.unwrap().options) },
	video: { expected: "video settings", ...listFields(videoSchema) },
	"video.width": { expected: "a width in pixels", allowed: side },
	"video.height": { expected: "a height in pixels", allowed: side },
	"video.fps": { expected: "frames a second", allowed: `whole numbers, ${range(LIMITS.fps)}` },
	"video.crf": { expected: "a constant rate factor", allowed: `whole numbers, ${range(LIMITS.crf)}` },
	"video.preset": { expected: "an x264 preset", allowed: list(videoSchema.shape.preset.unwrap().options) },
	"video.durationSeconds": {
		expected: "a length in seconds",
		allowed: `numbers above 0, up to ${LIMITS.durationSeconds.max}`,
	},
	sound: { expected: "whether there is sound", allowed: "true, false" },
	messages: { expected: "messages", allowed: "a list" },
	"messages.*": { expected: "a message", ...listFields(messageSchema) },
	"messages.*.sender": { expected: "a sender", allowed: list(messageSchema.shape.sender.options) },
	"messages.*.text": { expected: "a text", allowed: `1 to ${LIMITS.text.graphemes} characters` },
	"messages.*.timestamp": { expected: "a time in seconds", allowed: seconds },
};

export function wordsFor(path: Path): Words {
	const key = path.map((part) => (typeof part === "number" ? "*" : part)).join(".");
	const words = WORDS[key];
	if (words === undefined) throw new Error(`There are no words for ${key}`);
	return words;
}
