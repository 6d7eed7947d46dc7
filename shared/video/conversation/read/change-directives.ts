import type { Named } from "./names.ts";
import type { Part } from "./places.ts";
import type { ScriptEvent, Target } from "./script-event.ts";
import type { ScriptLine, Spot } from "./script-lines.ts";
import { isSeconds, readSeconds, readSource, readValue, unescapeText } from "./script-text.ts";
import { type Piece, splitList, splitWords, trimPiece } from "./value-list.ts";

export type Change = Extract<ScriptEvent, { readonly kind: "change" }>;

/** What is behind a directive's name. */
export type Rest = {
	readonly value: Piece;
	/** Whether a colon stands between the two. */
	readonly isAfterColon: boolean;
	readonly line: ScriptLine;
	readonly spot: Spot;
};

export const LAST: Target = { kind: "last" };

/** Without a name it is them, without seconds they are two. */
export function readTyping(
	words: readonly Piece[],
	{ line, spot }: Rest,
	subject: Named | null = null,
): ScriptEvent | null {
	const kept = withoutUnit(words);
	const last = kept.at(-1);
	const hasSeconds = last !== undefined && isSeconds(last.text);
	const names = hasSeconds ? kept.slice(0, -1) : kept;
	if (subject !== null && names.length > 0) return null;
	const seconds = hasSeconds ? readSeconds(last.text) : 2;
	const parts = [
		{ path: ["typing", "seconds"], value: seconds, spot: hasSeconds ? { line, offset: last.offset } : spot },
	];
	return { kind: "entry", who: subject ?? readName(names, line), parts, spot };
}

/** `❤️ from Maya after 2`; `subject` reacts to somebody else's message. */
export function readReaction(words: readonly Piece[], subject: Named | null, rest: Rest): ScriptEvent | null {
	const [emoji, ...others] = words;
	if (emoji === undefined) return null;
	const { line } = rest;
	const time = readTime(others, line);
	const [from, ...names] = time === null ? others : others.slice(0, time.at);
	const who = subject ?? (from === undefined ? null : readName(names, line));
	const isRight =
		from === undefined || (subject === null && from.text.toLowerCase() === "from" && who !== null);
	if (!isRight) return null;
	const path = ["reactions", 0];
	const parts: readonly Part[] = [
		{ path: [...path, "emoji"], value: readValue(emoji.text), spot: { line, offset: emoji.offset } },
	];
	const target: Target = subject === null ? LAST : { kind: "not by", who: subject };
	return withTime(change(rest, target, parts, { who }), [...path, "after"], time);
}

export function readEdited(rest: Rest, target: Target): ScriptEvent | null {
	const { value, line, isAfterColon } = rest;
	const head = isAfterColon ? null : /^((?:after|at)\s[^:]*):/i.exec(value.text);
	const start = head?.[0].length ?? 0;
	const text = trimPiece({ text: value.text.slice(start), offset: value.offset + start });
	const time = readTime(splitWords(head?.[1] ?? "", value.offset), line);
	if (text.text === "" || (head !== null && time?.at !== 0)) return null;
	const parts = [
		{ path: ["edited", "text"], value: unescapeText(text.text), spot: { line, offset: text.offset } },
	];
	return withTime(change(rest, target, parts), ["edited", "after"], time, 3);
}

export function readDeleted(rest: Rest, target: Target): ScriptEvent | null {
	const words = splitWords(rest.value.text, rest.value.offset);
	const time = readTime(words, rest.line);
	return words.length > 0 && time?.at !== 0
		? null
		: withTime(change(rest, target, []), ["deleted", "after"], time, 2);
}

/** The `after 2` or `at 12` at the end of words, where it begins. */
type Time = { readonly at: number; readonly isAfter: boolean; readonly value: unknown; readonly spot: Spot };

function readTime(words: readonly Piece[], line: ScriptLine): Time | null {
	const kept = withoutUnit(words);
	const [name, seconds] = kept.slice(-2);
	const keyword = name?.text.toLowerCase();
	if (seconds === undefined || (keyword !== "after" && keyword !== "at")) return null;
	const spot = { line, offset: seconds.offset };
	return { at: kept.length - 2, isAfter: keyword === "after", value: readSeconds(seconds.text), spot };
}

function withoutUnit(words: readonly Piece[]): readonly Piece[] {
	return /^(?:s|secs?|seconds?)$/i.test(words.at(-1)?.text ?? "") ? words.slice(0, -1) : words;
}

function withTime(event: Change, path: Part["path"], time: Time | null, otherwise?: number): Change {
	if (time === null)
		return otherwise === undefined
			? event
			: { ...event, parts: [...event.parts, { path, value: otherwise, spot: event.spot }] };
	const { value, spot } = time;
	const given = { path, value, spot };
	return time.isAfter ? { ...event, parts: [...event.parts, given] } : { ...event, at: given };
}

export function readLink(rest: Rest): ScriptEvent | null {
	const [title, ...others] = splitList(rest.value.text, rest.value.offset);
	if (title === undefined) return null;
	const { line } = rest;
	const parts: Part[] = [
		{ path: ["link", "title"], value: readValue(title.text), spot: { line, offset: title.offset } },
	];
	for (const { text, offset } of others) {
		const [, name = "", value = ""] = /^(site|picture)\s+(.+)$/is.exec(text) ?? [];
		if (name === "") return null;
		const field = name.toLowerCase();
		const read = field === "site" ? readValue : readSource;
		parts.push({ path: ["link", field], value: read(value), spot: { line, offset } });
	}
	return change(rest, LAST, parts);
}

export function readName(words: readonly Piece[], line: ScriptLine): Named | null {
	const [first] = words;
	const last = words.at(-1);
	if (first === undefined || last === undefined) return null;
	const raw = line.text.slice(first.offset, last.offset + last.text.length);
	const name = readValue(raw);
	return { name, isQuoted: name !== raw, spot: { line, offset: first.offset } };
}

export function change(
	{ spot }: Rest,
	target: Target,
	parts: readonly Part[],
	more: Partial<Change> = {},
): Change {
	return { kind: "change", target, parts, who: null, at: null, spot, ...more };
}
