import { type Entry, isMessage, type Message, type Story } from "./story.ts";

/** Somebody who writes: yourself, the contact of a chat of two, or a person of `people`. */
export type Person = {
	/** "you", "them", or a person's id. */
	readonly id: string;
	/** What the conversation calls them; empty if it does not. */
	readonly name: string;
	readonly color: string | undefined;
	readonly picture: unknown;
};

/** You first. At least one other. */
export function listPeople({ conversation }: Pick<Story, "conversation">): readonly Person[] {
	const { contact = {}, people = [] } = conversation;
	const you = people.find(({ id }) => id === "you");
	const others = people.filter(({ id }) => id !== "you");
	const self: Person = { id: "you", name: you?.name ?? "", color: you?.color, picture: you?.picture };
	if (others.length > 0)
		return [self, ...others.map(({ id, name, color, picture }) => ({ id, name, color, picture }))];
	const { name = "", color, picture } = contact;
	return [self, { id: "them", name, color, picture }];
}

/** Who of the people wrote an entry; the id of nobody that is known is returned as it is. */
export function senderOf(entry: Entry, people: readonly Person[]): string {
	const [, first] = people;
	const id = "typing" in entry ? (entry.typing.from ?? "them") : isMessage(entry) ? writerOf(entry) : "you";
	return id === "them" ? (first?.id ?? "them") : id;
}

const writerOf = ({ from, sender }: Message): string => from ?? sender ?? "them";

export function withSender(entry: Entry, id: string): Entry {
	if ("typing" in entry) return { typing: { ...entry.typing, from: id } };
	if (!isMessage(entry)) return entry;
	const { sender: _, from: __, receipt, typed, ...rest } = entry;
	// Receipts and typing are of one's own messages.
	const own = {
		...(receipt !== undefined && { receipt }),
		...(typed !== undefined && { typed }),
	};
	if (id === "you") return { sender: "you", ...rest, ...own };
	return id === "them" ? { sender: "them", ...rest } : { from: id, ...rest };
}

/** Who writes after somebody: they answer each other. */
export function answering(
	entry: Entry | undefined,
	before: readonly Entry[],
	people: readonly Person[],
): string {
	const [, first] = people;
	if (entry === undefined) return first?.id ?? "them";
	if (senderOf(entry, people) !== "you") return "you";
	const last = before.findLast((each) => isMessage(each) && senderOf(each, people) !== "you");
	return last === undefined ? (first?.id ?? "them") : senderOf(last, people);
}

/** Adds somebody. The contact of a chat of two becomes the first of `people`, because messages then name who writes. */
export function addPerson(story: Story, name: string): Story {
	const { conversation, rowKeys } = story;
	const [, ...others] = listPeople(story);
	const [contact] = others;
	const { people = [], messages } = conversation;
	if (contact?.id !== "them") {
		const person = { id: createId(name, people), name };
		return { rowKeys, conversation: { ...conversation, people: [...people, person] } };
	}
	const known = contact.name === "" ? "Contact" : contact.name;
	const id = createId(known, people);
	const first = {
		id,
		name: known,
		...(conversation.contact?.color !== undefined && { color: conversation.contact.color }),
		...(conversation.contact?.picture !== undefined && { picture: conversation.contact.picture }),
	};
	const second = { id: createId(name, [...people, first]), name };
	return {
		rowKeys,
		conversation: {
			...conversation,
			people: [...people, first, second],
			messages: messages.map((entry) =>
				senderOf(entry, listPeople(story)) === "them" ? withSender(entry, id) : entry,
			),
		},
	};
}

/** Removes somebody, and gives their messages to the first of the others. */
export function removePerson({ conversation, rowKeys }: Story, id: string): Story {
	const people = (conversation.people ?? []).filter((person) => person.id !== id);
	const heir = people.find((person) => person.id !== "you")?.id ?? "them";
	const messages = conversation.messages.map((entry) =>
		isMessage(entry) && entry.from === id ? withSender(entry, heir) : entry,
	);
	return { rowKeys, conversation: { ...conversation, people, messages } };
}

type Change = {
	readonly name?: string;
	readonly color?: string | undefined;
	readonly picture?: string | undefined;
};

/** Changes what is given; undefined takes away. */
export function changePerson({ conversation, rowKeys }: Story, id: string, change: Change): Story {
	if (id === "them") {
		const contact = withoutUndefined({ ...conversation.contact, ...change });
		const { name, ...nameless } = contact;
		return { rowKeys, conversation: { ...conversation, contact: name === "" ? nameless : contact } };
	}
	const { people = [] } = conversation;
	const known = people.some((person) => person.id === id) ? people : [...people, { id, name: "You" }];
	const changed = known.map((person) =>
		person.id === id ? withoutUndefined({ ...person, ...change }) : person,
	);
	return { rowKeys, conversation: { ...conversation, people: changed } };
}

function withoutUndefined<Value extends object>(
	value: Value,
): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
	return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
		[Key in keyof Value]: Exclude<Value[Key], undefined>;
	};
}

function createId(name: string, people: readonly { readonly id: string }[]): string {
	const letters = name.toLowerCase().replace(/[^\p{L}\p{M}\p{N}_.-]+/gu, "-");
	const word = [...letters].slice(0, 30).join("") || "person";
	const isTaken = (id: string) => ["you", "them"].includes(id) || people.some((person) => person.id === id);
	if (!isTaken(word)) return word;
	let number = 2;
	while (isTaken(`${word}-${number}`)) number++;
	return `${word}-${number}`;
}
