import { LIMITS } from "../../../shared/video/conversation/limits.ts";
import { addPerson, changePerson, listPeople, type Person, senderOf, withSender } from "./people.ts";
import { insertRows } from "./rows.ts";
import { type Entry, isMessage, type Story } from "./story.ts";

/**
 * Adds the entries of another story at a row, with the people who write there: somebody of one name is one person, and in two chats of
 * two the other is the contact. Look and settings stay. Returns null when these are more people than a chat may have.
 */
export function insertStory(story: Story, at: number, added: Story): Story | null {
	const people = listPeople(added);
	const { joined, ids } = joinPeople(story, people.slice(1));
	if (listPeople(joined).length > LIMITS.people.max + 1) return null;
	const idOf = (id: string) => (id === "you" ? id : (ids.get(id) ?? id));
	const messages = withOwnIds(added.conversation.messages, story.conversation.messages);
	const entries = messages.map((entry) => giveTo(entry, idOf, people));
	return insertRows(joined, at, entries);
}

/** The story with all of these people, and who of it each of them is. */
function joinPeople(
	story: Story,
	people: readonly Person[],
): { readonly joined: Story; readonly ids: ReadonlyMap<string, string> } {
	const [, first, ...others] = listPeople(story);
	const [only] = people;
	if (first?.id === "them" && only?.id === "them") {
		const isNamed = first.name !== "" || only.name === "";
		const joined = isNamed ? story : changePerson(story, "them", { name: only.name });
		return { joined, ids: new Map() };
	}
	const free = new Set(first === undefined ? others : [first, ...others]);
	const ids = new Map<string, string>();
	let joined = story;
	for (const person of people) {
		const known = person.name === "" ? first : [...free].find((each) => hasName(each, person.name));
		if (known !== undefined) free.delete(known);
		else joined = addLike(joined, person);
		ids.set(person.id, known?.id ?? listPeople(joined).at(-1)?.id ?? "them");
	}
	// The contact is one of `people` by now, and the first of them.
	const [, contact] = listPeople(joined);
	for (const [id, own] of ids) if (own === "them") ids.set(id, contact?.id ?? own);
	return { joined, ids };
}

/** A contact without a name is called so where there are others. */
const hasName = (person: Person, name: string) => fold(person.name || "Contact") === fold(name);

const fold = (name: string) => name.normalize("NFC").toLowerCase();

function addLike(story: Story, { name, color, picture }: Person): Story {
	const made = addPerson(story, name);
	const id = listPeople(made).at(-1)?.id ?? "them";
	return changePerson(made, id, { color, picture: typeof picture === "string" ? picture : undefined });
}

/** An entry with everybody in it as the story calls them. */
function giveTo(entry: Entry, idOf: (id: string) => string, people: readonly Person[]): Entry {
	const own = withSender(entry, idOf(senderOf(entry, people)));
	if (!isMessage(own) || own.reactions === undefined) return own;
	const reactions = own.reactions.map((reaction) => {
		const { from } = reaction;
		if (from === undefined) return reaction;
		return { ...reaction, from: idOf(from === "them" ? (people[1]?.id ?? from) : from) };
	});
	return { ...own, reactions };
}

/** Entries whose ids none of the others has, and whose replies know them by these. */
function withOwnIds(entries: readonly Entry[], others: readonly Entry[]): readonly Entry[] {
	const idsIn = (list: readonly Entry[]) =>
		list.flatMap((entry) => (isMessage(entry) ? (entry.id ?? []) : []));
	const taken = new Set([...idsIn(entries), ...idsIn(others)]);
	const isOld = new Set(idsIn(others));
	const ids = new Map<string, string>();
	for (const id of idsIn(entries)) {
		if (!isOld.has(id)) continue;
		let number = 2;
		while (taken.has(`${id}-${number}`)) number++;
		taken.add(`${id}-${number}`);
		ids.set(id, `${id}-${number}`);
	}
	return entries.map((entry) => {
		if (!isMessage(entry)) return entry;
		const { id, replyTo } = entry;
		return {
			...entry,
			...(id !== undefined && { id: ids.get(id) ?? id }),
			...(typeof replyTo === "string" && { replyTo: ids.get(replyTo) ?? replyTo }),
		};
	});
}
