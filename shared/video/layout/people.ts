import type { Conversation } from "../conversation/conversation.ts";
import { isGroup } from "../conversation/drawn-messages.ts";
import type { Colour } from "../scene/scene.ts";

/** Somebody in the chat, as names and avatars show them. */
export type Person = {
	/** What `from` calls them. */
	readonly id: string;
	readonly name: string;
	/** Null: the look's own. */
	readonly colour: Colour | null;
	/** The name of a picture: the JSON pointer to its place in the conversation. Null: none. */
	readonly picture: string | null;
	/** Among the others, from 0. */
	readonly place: number;
};

/** Who is in the chat besides you. */
export type People = {
	/** At least one. */
	readonly others: readonly Person[];
	readonly isGroup: boolean;
	/** The name in the header. */
	readonly title: string;
};

/** What `from` calls the other of a chat without people. */
const THEM = "them";

/** In a chat of two, `contact` is the other, or the only one of `people`. */
export function readPeople({ contact, people = [], title }: Conversation): People {
	const given = people.flatMap(({ id, name, color, picture }, index) =>
		id === "you" ? [] : [{ id, name, color, picture: picture && `/people/${index}/picture` }],
	);
	const { name, color, picture } = contact;
	const other = { id: THEM, name, color, picture: picture && "/contact/picture" };
	const others = (given.length === 0 ? [other] : given).map(
		(person, place): Person => ({
			id: person.id,
			name: person.name,
			colour: person.color ?? null,
			picture: person.picture ?? null,
			place,
		}),
	);
	return {
		others,
		isGroup: isGroup(title, given.length),
		title: title ?? others.map((person) => person.name).join(", "),
	};
}

/** What `@` may call: everybody's name, its first word, their id, and you. */
export function listNames({ others }: People): readonly string[] {
	const called = others.flatMap(({ id, name }) => [name, name.split(/\s/u)[0] ?? "", id]);
	return [...called.filter((name) => name !== "" && name !== THEM), "you"];
}
