import { quote } from "../../../core/fault.ts";
import { suggestion } from "../../../core/similar-name.ts";
import { isGroup } from "../drawn-messages.ts";
import { LIMITS } from "../limits.ts";
import type { DeclaredPerson, Refuse } from "./front-matter.ts";
import { foldName, isReserved, type Named, THEM, YOU } from "./names.ts";
import type { Part } from "./places.ts";

/** Who is in a chat. */
export type Cast = {
	/** Of a conversation: its people, or the name of its contact. */
	readonly parts: readonly Part[];
	/** "you", "them" or a person's id. */
	readonly find: (named: Named) => string;
	readonly isGroup: boolean;
};

type Known = { readonly id: string; readonly name: string };

/** `contact` and `title` are what the front matter says; `names` are all that the lines use, in order. */
export function buildCast(
	declared: readonly DeclaredPerson[],
	{ contact, title }: { readonly contact: string | null; readonly title: string | null },
	names: readonly Named[],
	refuse: Refuse,
): Cast {
	const used = distinct(names.filter((named) => !isWord(named)));
	const appear = declared.length === 0;
	const isChatOfTwo = appear && title === null && (contact !== null || used.length < 2);
	if (isChatOfTwo) {
		const [first] = used;
		const parts =
			contact === null && first !== undefined
				? [{ path: ["contact", "name"], value: first.name, spot: first.spot }]
				: [];
		if (contact !== null) refuseOthers(used, contact, refuse);
		return { parts, find: (named) => findWord(named) ?? THEM, isGroup: false };
	}
	const all = appear ? used.map((name) => ({ name, id: null, parts: [] })) : declared;
	const people = takePeople(all, refuse);
	const ids = chooseIds(people.map(({ name, id }) => ({ name: name.name, id })));
	const known = people.map(({ name }, index): Known => ({ name: name.name, id: ids[index] ?? "" }));
	const find = createFinder(known);
	// Of too many people, not all are known.
	for (const named of people.length < all.length ? [] : used) {
		if (find(named.name) !== null) continue;
		const listed = known.slice(0, LIMITS.people.max).flatMap(({ id, name }) => (id === "you" ? [] : [name]));
		const allowed = ["me", ...listed].join(", ");
		const received = `${quote(named.name)}${suggestion(named.name, listed)}`;
		refuse(named.spot, { expected: "somebody of the chat", allowed, received });
	}
	const others = known.filter(({ id }) => id !== "you").length;
	return {
		parts: people.flatMap(({ name, parts }, index) => [
			{ path: ["people", index, "id"], value: ids[index], spot: name.spot },
			{ path: ["people", index, "name"], value: name.name, spot: name.spot },
			...parts.map((part) => ({ ...part, path: ["people", index, ...part.path] })),
		]),
		// Whoever is not known was refused.
		find: (named) => findWord(named) ?? find(named.name) ?? "you",
		isGroup: isGroup(title ?? undefined, others),
	};
}

/** Refuses more people than a chat may have, at the first of them, and leaves those out. */
function takePeople(people: readonly DeclaredPerson[], refuse: Refuse): readonly DeclaredPerson[] {
	const others = people.filter(({ id }) => id !== "you");
	const { min, max } = LIMITS.people;
	const first = others[max];
	if (first === undefined) return people;
	const words = { allowed: `${min} to ${max} others, and you`, received: String(others.length) };
	refuse(first.name.spot, { expected: "people", ...words });
	return people.slice(0, people.indexOf(first));
}

function isWord({ name, isQuoted }: Named): boolean {
	return !isQuoted && isReserved(name);
}

function findWord(named: Named): string | null {
	if (!isWord(named)) return null;
	return YOU.includes(foldName(named.name)) ? "you" : THEM;
}

function distinct(names: readonly Named[]): readonly Named[] {
	const firsts = new Map<string, Named>();
	for (const named of names) {
		const key = foldName(named.name);
		if (!firsts.has(key)) firsts.set(key, named);
	}
	return [...firsts.values()];
}

/** In a chat of two, one other name beside the contact's own is the contact's too, if that is not used. */
function refuseOthers(used: readonly Named[], contact: string, refuse: Refuse): void {
	const others = used.filter(({ name }) => foldName(name) !== foldName(contact));
	const allowed = `me, them, ${quote(contact)}; name the people of a group in \`people\``;
	for (const { name, spot } of used.length === 1 ? [] : others) {
		const received = `${quote(name)}${suggestion(name, [contact])}`;
		refuse(spot, { expected: "somebody of the chat", allowed, received });
	}
}

/** A search by name, then by id, then by both without regard to capitals. */
export function createFinder(people: readonly Known[]): (name: string) => string | null {
	const ways = [
		people.map(({ name, id }) => [name, id] as const),
		people.map(({ id }) => [id, id] as const),
		people.map(({ name, id }) => [foldName(name), id] as const),
		people.map(({ id }) => [foldName(id), id] as const),
	].map((pairs) => new Map(pairs.toReversed()));
	return (name) => {
		const found = ways.map((way, index) => way.get(index < 2 ? name : foldName(name)));
		return found.find((id) => id !== undefined) ?? null;
	};
}

/** Ids for those who have none, made from their names. */
export function chooseIds(
	people: readonly { readonly name: string; readonly id: string | null }[],
): readonly string[] {
	const taken = new Set([...YOU, THEM, ...people.flatMap(({ id }) => id ?? [])]);
	const next = new Map<string, number>();
	return people.map(({ name, id }) => {
		if (id !== null) return id;
		const made = makeId(name);
		let number = next.get(made) ?? 1;
		const nth = () => (number === 1 ? made : `${made}-${number}`);
		while (taken.has(nth())) number += 1;
		next.set(made, number + 1);
		const own = nth();
		taken.add(own);
		return own;
	});
}

/** Room for a number behind it. */
const MADE_CHARACTERS = LIMITS.idCharacters - 7;

function makeId(name: string): string {
	const id = foldName(name).replaceAll(/[^\p{L}\p{M}\p{N}_.]+/gu, "-");
	const cut = [...id.replaceAll(/^-|-$/g, "")].slice(0, MADE_CHARACTERS).join("");
	return cut === "" ? "person" : cut;
}
