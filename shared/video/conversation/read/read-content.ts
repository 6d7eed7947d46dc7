import { suggestion } from "../../../core/similar-name.ts";
import type { Refuse } from "./front-matter.ts";
import type { Part } from "./places.ts";
import type { ScriptLine } from "./script-lines.ts";
import { readSeconds, readSource, readValue, unescapeText } from "./script-text.ts";
import { endOfQuotes, type Piece, splitList } from "./value-list.ts";

/** The brackets that a message may begin with, and the field of each. */
const FIELDS = {
	image: "images",
	images: "images",
	picture: "images",
	pictures: "images",
	photo: "images",
	photos: "images",
	voice: "voice",
	sound: "audio",
	audio: "audio",
} as const;

export const CONTENT_NAMES = Object.keys(FIELDS);

/** What a message is of, from its offset in a line on: pictures, a voice note and a sound in brackets, then the text. */
export function readContent(line: ScriptLine, from: number, refuse: Refuse): readonly Part[] {
	let parts: readonly Part[] = [];
	let offset = skipSpace(line.text, from);
	for (;;) {
		const bracket = readBracket(line, offset);
		const field = bracket === null ? undefined : fieldOf(bracket.name);
		if (bracket === null || field === undefined) {
			refuseNear(bracket?.name ?? "", { line, offset }, refuse);
			break;
		}
		if (parts.some(({ path }) => path[0] === field)) {
			const received = `a second [${bracket.name} …]`;
			refuse(
				{ line, offset },
				{ expected: "one of each", allowed: "several files in one [image a.jpg, b.jpg]", received },
			);
			return parts;
		}
		parts = [...parts, ...readField(field, bracket, line)];
		offset = skipSpace(line.text, bracket.end);
	}
	const raw = line.text.slice(offset);
	return raw === ""
		? parts
		: [...parts, { path: ["text"], value: unescapeText(raw), spot: { line, offset } }];
}

type Bracket = { readonly name: string; readonly value: Piece; readonly end: number };

/** `[name value]` at an offset; the value may have brackets in quotes. */
function readBracket({ text }: ScriptLine, offset: number): Bracket | null {
	const head = /^\[\s*([a-z]+)(?![\p{L}\p{M}\p{N}])\s*:?\s*/iu.exec(text.slice(offset, offset + 100));
	if (head === null) return null;
	const start = offset + head[0].length;
	for (let at = start; at < text.length; at++) {
		if (text[at] === '"') at = endOfQuotes(text, at) - 1;
		else if (text[at] === "]") {
			return {
				name: (head[1] ?? "").toLowerCase(),
				value: { text: text.slice(start, at), offset: start },
				end: at + 1,
			};
		}
	}
	return null;
}

function fieldOf(name: string): (typeof FIELDS)[keyof typeof FIELDS] | undefined {
	return Object.hasOwn(FIELDS, name) ? FIELDS[name as keyof typeof FIELDS] : undefined;
}

/** A text may begin with brackets, but hardly with these. */
function refuseNear(name: string, spot: Parameters<Refuse>[0], refuse: Refuse): void {
	const near = name === "" ? "" : suggestion(name, CONTENT_NAMES);
	if (near === "") return;
	const allowed = "[image FILE], [voice 0:12], [sound FILE], or a text that begins with \\[";
	refuse(spot, { expected: "what the message is of", allowed, received: `"[${name}"${near}` });
}

function readField(
	field: "images" | "voice" | "audio",
	{ value }: Bracket,
	line: ScriptLine,
): readonly Part[] {
	const spot = { line, offset: value.offset };
	if (field === "voice") return [{ path: ["voice", "seconds"], value: readSeconds(value.text), spot }];
	if (field === "audio") return [{ path: ["audio"], value: readSource(value.text), spot }];
	const files = splitList(value.text, value.offset).flatMap(splitAtExtensions);
	return files.length === 0
		? [{ path: ["images"], value: [], spot }]
		: files.map(({ text, offset }, index) => ({
				path: ["images", index],
				value: readSource(text),
				spot: { line, offset },
			}));
}

/** `a.jpg b.jpg` are two. */
function splitAtExtensions({ text, offset }: Piece): readonly Piece[] {
	if (text !== readValue(text) || text.startsWith("data:")) return [{ text, offset }];
	const pieces: Piece[] = [];
	let start = 0;
	for (const { 0: gap, index } of text.matchAll(/(?<=\.(?:png|jpe?g|webp))\s+/gi)) {
		pieces.push({ text: text.slice(start, index), offset: offset + start });
		start = index + gap.length;
	}
	return [...pieces, { text: text.slice(start), offset: offset + start }];
}

function skipSpace(text: string, offset: number): number {
	const rest = text.slice(offset);
	return offset + rest.length - rest.trimStart().length;
}
