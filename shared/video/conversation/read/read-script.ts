import { type Fault, quote } from "../../../core/fault.ts";
import { findSyntaxFault, parseJson } from "../json-syntax.ts";
import { buildCast, type Cast } from "./cast.ts";
import { type FrontMatter, isComment, type Refuse, readFrontMatter } from "./front-matter.ts";
import { type Named, readHead } from "./names.ts";
import { addPlace, type Part, type Places, setAt } from "./places.ts";
import { readContent } from "./read-content.ts";
import { readDirective } from "./script-directives.ts";
import { buildEntries } from "./script-entries.ts";
import type { ScriptEvent } from "./script-event.ts";
import { createScriptFault, findPosition, type ScriptLine, type Spot, splitLines } from "./script-lines.ts";
import { readValue } from "./script-text.ts";

/** A script as read: what it says as a conversation, which is not checked yet, and where. */
export type ReadScript = {
	readonly value: Record<string, unknown>;
	readonly faults: readonly Fault[];
	readonly places: Places;
	/** Where each entry begins. */
	readonly entrySpots: readonly Spot[];
};

/** Reading stops then: a file of another kind has a fault in every line. */
const MOST_FAULTS = 1000;

/** Reads a script (docs/script.md). Never throws; in time linear in its length. Entries after the first `most` are empty. */
export function readScript(source: string, most = Number.POSITIVE_INFINITY): ReadScript {
	const faults: Fault[] = [];
	const refuse: Refuse = (spot, words) => {
		faults.push(createScriptFault(spot, words));
	};
	const lines = splitLines(source.replace(/^\ufeff/, ""));
	const front = readFrontMatter(lines, refuse);
	const events: ScriptEvent[] = [];
	for (const line of lines.slice(front.length)) {
		const event = isComment(line) ? null : readLine(line, refuse);
		if (event !== null) events.push(event);
		if (faults.length >= MOST_FAULTS) break;
	}
	const value: Record<string, unknown> = {};
	const places: Places = new Map();
	const cast = castOf(front, events, refuse);
	applySettings([...front.parts, ...cast.parts], value, places, refuse);
	const { messages, spots, start } = buildEntries(events, cast, { places, refuse, most });
	if (start !== null) {
		if ("startWith" in value) {
			const received = "both";
			refuse(start.spot, { expected: "one start", allowed: "=== or the setting `start with`", received });
		}
		value["startWith"] = start.count;
		addPlace(places, ["startWith"], start.spot);
	}
	value["messages"] = messages;
	return { value, faults, places, entrySpots: spots };
}

const ALLOWED =
	'a name and a text, as "me: hello", an event, as "[pause 1.5]", a day, as "--- Today 9:41 PM", or "# a comment"';

function readLine(line: ScriptLine, refuse: Refuse): ScriptEvent | null {
	const { text } = line;
	const spot = { line, offset: 0 };
	if (/^={3,}$/.test(text)) return { kind: "start", spot };
	if (text.startsWith("---")) return readDate(line, refuse);
	if (text.startsWith("{")) return readJsonLine(line, refuse);
	if (text.startsWith("[")) return readDirective(line, refuse);
	const head = readHead(line);
	if (head === null) {
		refuse(spot, { expected: "an event of the chat", allowed: ALLOWED, received: quote(text) });
		return null;
	}
	const { who, textOffset } = head;
	return { kind: "message", who, parts: readContent(line, textOffset, refuse), spot };
}

/** `--- Today 9:41 PM`, also with dashes behind it. */
function readDate(line: ScriptLine, refuse: Refuse): ScriptEvent | null {
	const offset = /^-+\s*/.exec(line.text)?.[0].length ?? 0;
	const raw = line.text.slice(offset);
	const spot = { line, offset };
	const value = readValue(/[^-]-{3,}$/.test(raw) ? raw.replace(/-+$/, "") : raw);
	if (value !== "") return { kind: "entry", who: null, parts: [{ path: ["date"], value, spot }], spot };
	refuse(spot, { expected: "a day or time", allowed: "--- Today 9:41 PM", received: "nothing" });
	return null;
}

/** What no other line can say: an entry as JSON. */
function readJsonLine(line: ScriptLine, refuse: Refuse): ScriptEvent | null {
	const fault = findSyntaxFault(line.text);
	if (fault === null) return { kind: "json", value: parseJson(line.text), spot: { line, offset: 0 } };
	const lineBreaks = line.text.split("\n").slice(0, fault.line - 1);
	const start = lineBreaks.reduce((length, each) => length + each.length + 1, 0);
	const before = [...line.text.slice(start)].slice(0, fault.column - 1).join("");
	const { expected, received } = fault;
	refuse({ line, offset: start + before.length }, { expected, allowed: "an entry as JSON", received });
	return null;
}

function castOf({ parts, people }: FrontMatter, events: readonly ScriptEvent[], refuse: Refuse): Cast {
	const textAt = (place: string) => {
		const value = parts.find(({ path }) => path.join(".") === place)?.value;
		return typeof value === "string" ? value : null;
	};
	const names = events.flatMap(namesIn);
	return buildCast(people, { contact: textAt("contact.name"), title: textAt("title") }, names, refuse);
}

function namesIn(event: ScriptEvent): readonly Named[] {
	switch (event.kind) {
		case "message":
		case "entry":
			return event.who === null ? [] : [event.who];
		case "change": {
			const { who, target } = event;
			const named = who ?? ("who" in target ? target.who : null);
			return named === null ? [] : [named];
		}
		default:
			return [];
	}
}

function applySettings(
	parts: readonly Part[],
	value: Record<string, unknown>,
	places: Places,
	refuse: Refuse,
): void {
	// `sound: yes` before what it says more of it.
	for (const { path, value: given, spot } of parts.toSorted((a, b) => a.path.length - b.path.length)) {
		const [first = ""] = path;
		if (path.length > 1 && value[first] === true) delete value[first];
		if (!setAt(value, path, given)) {
			const { line } = findPosition(places.get(`/${first}`) ?? spot);
			const received = `${quote(String(value[first]))} on line ${line}`;
			refuse(spot, { expected: `no other ${quote(String(first))}`, allowed: "one of the two", received });
		}
		addPlace(places, path, spot);
	}
}
