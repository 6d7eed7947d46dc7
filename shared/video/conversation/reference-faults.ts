import { createFault, describe, type Fault, type Path, quote } from "../../core/fault.ts";
import { isRecord } from "../../core/json.ts";
import { suggestion } from "../../core/similar-name.ts";
import { isGroup } from "./drawn-messages.ts";
import { LIMITS } from "./limits.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Who is in the chat beside you. */
type Cast = { readonly isGroup: boolean; readonly others: ReadonlySet<string> };

/** Faults of what one part of a conversation says of another: ids, who writes, and what is quoted. */
export function findReferenceFaults(conversation: Fields, entries: readonly unknown[]): readonly Fault[] {
	const { people, title } = conversation;
	const personIds = (Array.isArray(people) ? people : []).map((person) => readText(person, "id"));
	const others = new Set(personIds.filter((id) => id !== null && id !== "you" && id !== "them"));
	const cast = { isGroup: isGroup(title, others.size), others } as Cast;
	const messageIds = entries.map((entry) => readText(entry, "id"));
	return [
		...peopleFaults(personIds),
		...repeatedIds("people", personIds),
		...repeatedIds("messages", messageIds),
		...entries.flatMap((entry, index) => {
			if (!isRecord(entry)) return [];
			const place: Path = ["messages", index];
			return [
				...writerFaults(entry, place, cast),
				...reactionFaults(entry["reactions"], [...place, "reactions"], cast),
				...typingFaults(entry["typing"], [...place, "typing"], cast),
				...replyFaults(entry["replyTo"], index, messageIds, entries),
			];
		}),
	];
}

function peopleFaults(ids: readonly (string | null)[]): readonly Fault[] {
	const { max } = LIMITS.people;
	const reserved = { expected: "an id", allowed: "any but the reserved word", received: '"them"' };
	const faults = ids.flatMap((id, index) =>
		id === "them" ? [createFault(["people", index, "id"], reserved)] : [],
	);
	// Of more the schema complains.
	if (ids.length !== max + 1 || ids.includes("you")) return faults;
	const words = {
		expected: "people",
		allowed: `1 to ${max} others, and you`,
		received: `${ids.length} others`,
	};
	return [createFault(["people"], words), ...faults];
}

function repeatedIds(list: string, ids: readonly (string | null)[]): readonly Fault[] {
	const firsts = new Map<string, number>();
	return ids.flatMap((id, index) => {
		const first = id === null ? undefined : firsts.get(id);
		if (id !== null && first === undefined) firsts.set(id, index);
		if (id === null || first === undefined) return [];
		const words = {
			expected: "an id of its own",
			allowed: `any but that of ${list}[${first}]`,
			received: quote(id),
		};
		return [createFault([list, index, "id"], words)];
	});
}

function writerFaults({ sender, from }: Fields, place: Path, cast: Cast): readonly Fault[] {
	if (from === undefined)
		return sender === "them" && cast.isGroup ? [missingWriter([...place, "from"], cast)] : [];
	const unknown = personFaults(from, [...place, "from"], cast);
	if (unknown.length > 0 || typeof from !== "string" || (sender !== "you" && sender !== "them"))
		return unknown;
	const side = from === "you" ? "you" : "them";
	if (sender === side) return [];
	const words = {
		expected: `the side of ${quote(from)}`,
		allowed: quote(side),
		received: quote(sender),
	};
	return [createFault([...place, "sender"], words)];
}

function reactionFaults(reactions: unknown, place: Path, cast: Cast): readonly Fault[] {
	if (!Array.isArray(reactions)) return [];
	return reactions
		.slice(0, LIMITS.reactions.max)
		.flatMap((reaction, index) =>
			isRecord(reaction) && reaction["from"] !== undefined
				? personFaults(reaction["from"], [...place, index, "from"], cast)
				: [],
		);
}

function typingFaults(typing: unknown, place: Path, cast: Cast): readonly Fault[] {
	if (!isRecord(typing)) return [];
	if (typing["from"] === undefined) return cast.isGroup ? [missingWriter([...place, "from"], cast)] : [];
	return personFaults(typing["from"], [...place, "from"], cast);
}

/** Whether somebody is in the chat. In a group nobody is "them". */
function personFaults(from: unknown, place: Path, cast: Cast): readonly Fault[] {
	if (typeof from !== "string" || from === "you" || cast.others.has(from)) return [];
	if (from === "them" && !cast.isGroup) return [];
	const names = ["you", ...(cast.isGroup ? [] : ["them"]), ...listOthers(cast)];
	const received = `${quote(from)}${suggestion(from, names)}`;
	const allowed = describePeople(names, cast);
	return [createFault(place, { expected: "somebody of the chat", allowed, received })];
}

function missingWriter(place: Path, cast: Cast): Fault {
	const allowed = describePeople(listOthers(cast), cast);
	return createFault(place, { expected: "who of the group writes", allowed, received: "nothing" });
}

/** Bounded: of more people than there may be, the search for the nearest name would cost minutes. */
function listOthers({ others }: Cast): readonly string[] {
	return [...others].slice(0, LIMITS.people.max);
}

function describePeople(ids: readonly string[], { others }: Cast): string {
	const advice = others.size > 0 ? [] : ["the id of a person, once there are `people`"];
	return [...ids.map(quote), ...advice].join(", ");
}

/** So many messages before a reply are searched for the nearest id. */
const SEARCHED = 50;

function replyFaults(
	replyTo: unknown,
	index: number,
	ids: readonly (string | null)[],
	entries: readonly unknown[],
): readonly Fault[] {
	const place: Path = ["messages", index, "replyTo"];
	const refuse = (allowed: string, received: string) => [
		createFault(place, { expected: "an earlier message", allowed, received }),
	];
	if (typeof replyTo === "string") {
		const earlier = ids.slice(0, index);
		if (earlier.includes(replyTo)) return [];
		const near = suggestion(
			replyTo,
			earlier.slice(-SEARCHED).flatMap((id) => id ?? []),
		);
		return refuse("the id of a message before this one", `${quote(replyTo)}${near}`);
	}
	if (!Number.isInteger(replyTo) || Number(replyTo) < 0) return [];
	if (Number(replyTo) >= index)
		return refuse(index === 0 ? "none, as this is the first" : `0 to ${index - 1}`, describe(replyTo));
	return isMessage(entries[Number(replyTo)])
		? []
		: refuse("the index of a message", `${describe(replyTo)}, which is none`);
}

/** A raw entry that cannot be quoted is one of the other kinds. */
function isMessage(entry: unknown): boolean {
	return isRecord(entry) && ("sender" in entry || "from" in entry);
}

function readText(value: unknown, name: string): string | null {
	const text = isRecord(value) ? value[name] : undefined;
	return typeof text === "string" ? text : null;
}
