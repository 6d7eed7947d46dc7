import { quote } from "../../../core/fault.ts";
import { suggestion } from "../../../core/similar-name.ts";
import {
	change,
	LAST,
	type Rest,
	readDeleted,
	readEdited,
	readLink,
	readName,
	readReaction,
	readTyping,
} from "./change-directives.ts";
import type { Refuse } from "./front-matter.ts";
import type { Named } from "./names.ts";
import type { Part } from "./places.ts";
import { CONTENT_NAMES, readContent } from "./read-content.ts";
import type { ScriptEvent } from "./script-event.ts";
import type { ScriptLine, Spot } from "./script-lines.ts";
import { readClock, readSeconds, readValue, unescapeText } from "./script-text.ts";
import { type Piece, splitWords, trimPiece } from "./value-list.ts";

/** Reads what is behind a directive's name; null: it is wrong. */
type Reader = (rest: Rest) => ScriptEvent | null;

type Directive = { readonly example: string; readonly read: Reader };

/** By name. All of them, and the brackets of a message's content. */
const DIRECTIVES: Readonly<Record<string, Directive>> = {
	pause: { example: "[pause 1.5]", read: entry("pause", readSeconds) },
	system: { example: "[system Maya joined]", read: entry("system", readValue) },
	status: { example: "[status online]", read: entry("status", readValue) },
	typing: {
		example: "[typing Maya 2]",
		read: (rest) => readTyping(splitWords(rest.value.text, rest.value.offset), rest),
	},
	at: { example: "[at 4.5]", read: next("timestamp", readSeconds) },
	wait: { example: "[wait 1.5]", read: next("pause", readSeconds) },
	time: { example: "[time 21:45]", read: next("time", readClock) },
	id: { example: "[id dog]", read: next("id", readValue) },
	draft: { example: "[draft: I hate you]", read: next("typed", unescapeText, "draft") },
	typed: { example: "[typed]", read: fixed("next", "typed", true) },
	untyped: { example: "[untyped]", read: fixed("next", "typed", false) },
	reply: { example: "[reply to dog]", read: readReply },
	sent: { example: "[sent]", read: fixed("yours", "receipt", "sent") },
	delivered: { example: "[delivered]", read: fixed("yours", "receipt", "delivered") },
	read: { example: "[read]", read: fixed("yours", "receipt", "read") },
	seen: { example: "[seen]", read: fixed("yours", "receipt", "read") },
	receipt: {
		example: "[receipt none]",
		read: (rest) => change(rest, LAST, [part(rest, ["receipt"], readValue)]),
	},
	link: { example: "[link The best dog parks, site example.com, picture park.jpg]", read: readLink },
	reaction: {
		example: "[reaction ❤️ from Maya after 2]",
		read: (rest) => readReaction(splitWords(rest.value.text, rest.value.offset), null, rest),
	},
	edited: { example: "[edited after 3: new text]", read: (rest) => readEdited(rest, LAST) },
	deleted: { example: "[deleted after 2]", read: (rest) => readDeleted(rest, LAST) },
};

/** What somebody does: `[Maya reacts ❤️]`. */
const VERBS: Readonly<
	Record<string, (who: Named, words: readonly Piece[], rest: Rest) => ScriptEvent | null>
> = {
	reacts: (who, words, rest) => readReaction(words, who, rest),
	react: (who, words, rest) => readReaction(words, who, rest),
	types: (who, words, rest) => readTyping(words, rest, who),
	typing: (who, words, rest) => readTyping(words, rest, who),
	edits: (who, _, rest) => readEdited(rest, { kind: "by", who }),
	edited: (who, _, rest) => readEdited(rest, { kind: "by", who }),
	deletes: (who, _, rest) => readDeleted(rest, { kind: "by", who }),
	deleted: (who, _, rest) => readDeleted(rest, { kind: "by", who }),
};

export const DIRECTIVE_WORDS: readonly string[] = [
	...Object.keys(DIRECTIVES),
	...Object.keys(VERBS),
	...CONTENT_NAMES,
	...["from", "after", "s", "sec", "secs", "second", "seconds"],
];

const ALLOWED =
	"[pause 1.5], [typing Maya 2], [read], [Maya reacts ❤️], [image FILE], [voice 0:12] and others";

/** Reads a line in brackets; null, with a fault: it is none that there is. */
export function readDirective(line: ScriptLine, refuse: Refuse): ScriptEvent | null {
	const { text } = line;
	const spot = { line, offset: 0 };
	const [name = ""] = /^[\p{L}\p{M}\p{N}]+/u.exec(text.slice(1).trimStart()) ?? [];
	const keyword = name.toLowerCase();
	if (CONTENT_NAMES.includes(keyword))
		return { kind: "message", who: null, parts: readContent(line, 0, refuse), spot };
	const end = text.length - 1;
	if (!text.endsWith("]")) {
		const offset = text.lastIndexOf("]") + 1;
		const received = offset === 0 ? "the end of the line" : quote(text.slice(offset).trim());
		const words = {
			expected: "the closing ] at the end of the line",
			allowed: "an event, as [pause 1.5]",
			received,
		};
		refuse({ line, offset: offset === 0 ? text.length : offset }, words);
		return null;
	}
	const inner = trimPiece({ text: text.slice(1, end), offset: 1 });
	const directive = Object.hasOwn(DIRECTIVES, keyword) ? DIRECTIVES[keyword] : undefined;
	if (directive !== undefined) {
		const { value, isAfterColon } = readBehind({
			text: inner.text.slice(name.length),
			offset: inner.offset + name.length,
		});
		const event = directive.read({ value, isAfterColon, line, spot });
		if (event === null) {
			const received = value.text === "" ? "nothing" : quote(value.text);
			refuse(
				{ line, offset: value.offset },
				{ expected: `what ${quote(keyword)} needs`, allowed: directive.example, received },
			);
		}
		return event;
	}
	return readDeed(inner, line, spot) ?? refuseUnknown(inner.text, name, spot, refuse);
}

function refuseUnknown(inner: string, name: string, spot: Spot, refuse: Refuse): null {
	const near = suggestion(name, [...Object.keys(DIRECTIVES), ...CONTENT_NAMES]);
	const received = `${quote(`[${inner}]`)}${near}`;
	refuse(spot, { expected: "an event in brackets", allowed: ALLOWED, received });
	return null;
}

/** `[Maya reacts ❤️]`: who, a verb, and what. */
function readDeed(inner: Piece, line: ScriptLine, spot: Spot): ScriptEvent | null {
	const words = splitWords(inner.text, inner.offset);
	const verbAt = words.findIndex(({ text }, at) => at > 0 && Object.hasOwn(VERBS, verbOf(text)));
	const verb = words[verbAt];
	if (verb === undefined) return null;
	const who = readName(words.slice(0, verbAt), line);
	const offset = verb.offset + verbOf(verb.text).length;
	const behind = readBehind({ text: line.text.slice(offset, inner.offset + inner.text.length), offset });
	const read = VERBS[verbOf(verb.text)];
	return who === null ? null : (read?.(who, words.slice(verbAt + 1), { ...behind, line, spot }) ?? null);
}

/** What is behind a name, without the colon that may stand between the two. */
function readBehind(behind: Piece): Pick<Rest, "value" | "isAfterColon"> {
	const colon = /^\s*:/.exec(behind.text)?.[0] ?? "";
	const value = trimPiece({ text: behind.text.slice(colon.length), offset: behind.offset + colon.length });
	return { value, isAfterColon: colon !== "" };
}

/** `[Maya edited: new text]` has a colon at its verb. */
function verbOf(word: string): string {
	return word.replace(/:.*$/s, "").toLowerCase();
}

function part({ value, line }: Rest, path: Part["path"], read: (raw: string) => unknown): Part {
	return { path, value: read(value.text), spot: { line, offset: value.offset } };
}

function entry(field: string, read: (raw: string) => unknown): Reader {
	return (rest) =>
		rest.value.text === ""
			? null
			: { kind: "entry", who: null, parts: [part(rest, [field], read)], spot: rest.spot };
}

function next(field: string, read: (raw: string) => unknown, ...inner: readonly string[]): Reader {
	return (rest) =>
		rest.value.text === ""
			? null
			: { kind: "next", parts: [part(rest, [field, ...inner], read)], spot: rest.spot };
}

function fixed(kind: "next" | "yours", field: string, value: unknown): Reader {
	return (rest) => {
		if (rest.value.text !== "") return null;
		const parts = [{ path: [field], value, spot: rest.spot }];
		return kind === "next" ? { kind, parts, spot: rest.spot } : change(rest, { kind }, parts);
	};
}

function readReply({ value, spot }: Rest): ScriptEvent | null {
	const to = value.text.replace(/^to(?:\s*:|\s+|$)/i, "").trim();
	return to === "" ? null : { kind: "reply", to, spot: { ...spot, offset: value.offset } };
}
