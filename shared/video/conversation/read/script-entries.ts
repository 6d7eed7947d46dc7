import { type Path, quote } from "../../../core/fault.ts";
import { isRecord } from "../../../core/json.ts";
import type { Cast } from "./cast.ts";
import type { Refuse } from "./front-matter.ts";
import { addPlace, type Part, type Places, setAt } from "./places.ts";
import type { ScriptEvent, Target } from "./script-event.ts";
import type { Spot } from "./script-lines.ts";
import { readValue } from "./script-text.ts";
import { createSenders, type Own, type Senders, type Sent } from "./senders.ts";

type Entry = Record<string, unknown>;

export type Entries = {
	readonly messages: readonly unknown[];
	/** Where each begins. */
	readonly spots: readonly Spot[];
	/** After so many entries stands `===`; null: nowhere. */
	readonly start: { readonly count: number; readonly spot: Spot } | null;
};

/** What has been read so far. */
type Reading = {
	readonly messages: unknown[];
	readonly spots: Spot[];
	readonly cast: Cast;
	readonly places: Places;
	readonly refuse: Refuse;
	/** The messages before, for what is said of them. */
	readonly senders: Senders;
	readonly ids: Set<string>;
	/** The beginnings of texts, which a reply may name. */
	readonly texts: { readonly index: number; readonly text: string }[];
	/** What is said of the next message. */
	next: Part[];
	nextSpot: Spot | null;
	start: Entries["start"];
};

/**
 * Turns the events of a script into the entries of a conversation. Notes in `places` where their values stand. After `most` entries it
 * only counts them.
 */
export function buildEntries(
	events: readonly ScriptEvent[],
	cast: Cast,
	{ places, refuse, most }: { readonly places: Places; readonly refuse: Refuse; readonly most: number },
): Entries {
	const reading: Reading = {
		...{ messages: [], spots: [], cast, places, refuse, senders: createSenders(), ids: new Set(), texts: [] },
		...{ next: [], nextSpot: null, start: null },
	};
	for (const event of events) {
		if (reading.messages.length < most) take(event, reading);
		else if (ENTRIES.includes(event.kind)) {
			reading.messages.push({});
			reading.spots.push(event.spot);
		}
	}
	if (reading.nextSpot !== null && reading.messages.length < most) {
		const words = { expected: "a message after this", allowed: "one on a line below", received: "the end" };
		refuse(reading.nextSpot, words);
	}
	return reading;
}

/** The events that are entries of their own. */
const ENTRIES: readonly ScriptEvent["kind"][] = ["message", "entry", "json"];

function take(event: ScriptEvent, reading: Reading): void {
	const { messages, spots, refuse, places, cast } = reading;
	switch (event.kind) {
		case "message":
			addMessage(event, reading);
			return;
		case "next":
			addNext(event.parts, event.spot, reading);
			return;
		case "reply":
			addNext([findReply(event, reading)], event.spot, reading);
			return;
		case "change":
			changeMessage(event, reading);
			return;
		case "entry": {
			const entry: Entry = {};
			const { who } = event;
			const from = who === null ? [] : [{ path: ["typing", "from"], value: cast.find(who), spot: who.spot }];
			addEntry(entry, event.spot, reading);
			for (const part of [...event.parts, ...from]) putPart(entry, messages.length - 1, part, places);
			return;
		}
		case "json": {
			addEntry(event.value, event.spot, reading);
			const { value } = event;
			const sender = isRecord(value) ? (value["from"] ?? value["sender"]) : undefined;
			if (!isRecord(value) || typeof sender !== "string") return;
			const own = { sender: value["sender"], from: value["from"] };
			noteMessage(
				messages.length - 1,
				value,
				cast.isGroup || sender === "you" ? sender : "them",
				own,
				reading,
			);
			return;
		}
		case "start":
			if (reading.start !== null)
				refuse(event.spot, { expected: "=== once", allowed: "one line of them", received: "a second" });
			reading.start = { count: spots.length, spot: event.spot };
	}
}

function addEntry(entry: unknown, spot: Spot, { messages, spots, places }: Reading): void {
	addPlace(places, ["messages", messages.length], spot);
	messages.push(entry);
	spots.push(spot);
}

function putPart(entry: Entry, index: number, { path, value, spot }: Part, places: Places): void {
	setAt(entry, path, value);
	addPlace(places, ["messages", index, ...path], spot);
}

function addMessage({ who, parts, spot }: Extract<ScriptEvent, { kind: "message" }>, reading: Reading): void {
	const { messages, places, cast, senders, refuse } = reading;
	const id = who === null ? null : cast.find(who);
	if (id === null && senders.last === null) {
		refuse(spot, {
			expected: "who sends this",
			allowed: "a name before it, as Maya: [image FILE]",
			received: "nothing",
		});
		return;
	}
	const own: Own =
		id === null ? (senders.last?.own ?? {}) : id === "you" || id === "them" ? { sender: id } : { from: id };
	const entry: Entry = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
	const sender = String(own.from ?? own.sender);
	const index = messages.length;
	addEntry(entry, spot, reading);
	for (const name of ["sender", "from"]) addPlace(places, ["messages", index, name], who?.spot ?? spot);
	for (const part of [...parts, ...reading.next]) putPart(entry, index, part, places);
	reading.next = [];
	reading.nextSpot = null;
	noteMessage(index, entry, cast.isGroup || sender === "you" ? sender : "them", own, reading);
}

/** So much of a text is compared with what a reply names. */
const COMPARED = 200;

function noteMessage(
	index: number,
	entry: Entry,
	side: string,
	own: Own,
	{ senders, ids, texts }: Reading,
): void {
	senders.add({ index, entry, side, own });
	const { id, text } = entry;
	if (typeof id === "string") ids.add(id);
	if (typeof text === "string") texts.push({ index, text: text.slice(0, COMPARED).toLowerCase() });
}

function addNext(parts: readonly Part[], spot: Spot, reading: Reading): void {
	for (const part of parts) {
		const [field = ""] = part.path;
		if (reading.next.some(({ path }) => path[0] === field)) refuseSecond(String(field), spot, reading.refuse);
		else reading.next.push(part);
	}
	reading.nextSpot ??= spot;
}

function refuseSecond(field: string, spot: Spot, refuse: Refuse): void {
	refuse(spot, { expected: "this once a message", allowed: `one ${quote(field)}`, received: "a second" });
}

/** So many messages before a reply are looked at. */
const SEARCHED = 200;

/** A message's id, `#` and its index, or what its text begins with: then the latest such message. */
function findReply(
	{ to, spot }: Extract<ScriptEvent, { kind: "reply" }>,
	{ ids, texts, refuse }: Reading,
): Part {
	const path = ["replyTo"];
	const index = /^#(\d{1,9})$/.exec(to)?.[1];
	if (index !== undefined) return { path, value: Number(index), spot };
	const name = readValue(to);
	if (ids.has(name)) return { path, value: name, spot };
	const start = name.toLowerCase().slice(0, COMPARED);
	const found = texts.slice(-SEARCHED).findLast(({ text }) => text.startsWith(start));
	if (found !== undefined) return { path, value: found.index, spot };
	const allowed = "the beginning of its text, or its id";
	refuse(spot, { expected: "an earlier message", allowed, received: quote(name) });
	return { path, value: undefined, spot };
}

function changeMessage(event: Extract<ScriptEvent, { kind: "change" }>, reading: Reading): void {
	const { target, parts, who, at, spot } = event;
	const { cast, places, refuse } = reading;
	const message = findTarget(target, reading);
	if (message === null) {
		refuse(spot, { expected: "a message before this", allowed: describeTarget(target), received: "none" });
		return;
	}
	const { entry, index } = message;
	const field = String((parts[0] ?? at)?.path[0] ?? "");
	const list = entry[field];
	const isReaction = field === "reactions";
	if (list !== undefined && !isReaction) {
		refuseSecond(field, spot, refuse);
		return;
	}
	const count = isReaction && Array.isArray(list) ? list.length : 0;
	const moved = (path: Path): Path => (isReaction ? [field, count, ...path.slice(2)] : path);
	const put = (part: Part) => putPart(entry, index, { ...part, path: moved(part.path) }, places);
	for (const part of parts) put(part);
	if (who !== null) put({ path: [field, 0, "from"], value: cast.find(who), spot: who.spot });
	if (at !== null) put({ ...at, value: readAfter(at, entry["timestamp"], refuse) });
}

/** The seconds from a message's own time to one of the video. */
function readAfter({ value, spot }: Part, timestamp: unknown, refuse: Refuse): unknown {
	if (typeof value !== "number") return value;
	if (typeof timestamp === "number") return Math.round((value - timestamp) * 1000) / 1000;
	const allowed = "[at SECONDS] before that message, or after SECONDS here";
	refuse(spot, { expected: "the time of a message that has one", allowed, received: `at ${value}` });
	return 0;
}

function findTarget(target: Target, { senders, cast }: Reading): Sent | null {
	switch (target.kind) {
		case "last":
			return senders.last;
		case "yours":
			return senders.by("you");
		default: {
			const id = cast.find(target.who);
			const side = cast.isGroup || id === "you" ? id : "them";
			return target.kind === "by" ? senders.by(side) : senders.notBy(side);
		}
	}
}

function describeTarget(target: Target): string {
	if (target.kind === "last") return "a message of anybody";
	if (target.kind === "yours") return "a message of yours";
	return target.kind === "by"
		? `a message of ${target.who.name}`
		: `a message that is not of ${target.who.name}`;
}
