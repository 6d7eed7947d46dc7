import type { Conversation } from "../conversation.ts";
import { createFinder } from "./cast.ts";
import { isReserved, writeHead } from "./names.ts";
import { DIRECTIVE_WORDS } from "./script-directives.ts";

/** How a script names whoever is in a chat. Null: it cannot. */
export type Names = {
	/** Before a colon. `id` is "you", "them" or a person's. */
	readonly head: (id: string) => string | null;
	/** Among other words in brackets. */
	readonly word: (id: string) => string | null;
	/** Whether two ids are one side of the chat. */
	readonly isSame: (a: string, b: string) => boolean;
};

export function createNames(
	{ people, contact }: Pick<Conversation, "people" | "contact">,
	isGroup: boolean,
): Names {
	const known = people ?? [];
	const find = createFinder(known);
	const nameOf = (id: string) => {
		const name = known.find((person) => person.id === id)?.name ?? "";
		return [name, id].find((each) => find(each) === id) ?? null;
	};
	const write = (id: string, inQuotes: (name: string) => string) => {
		if (id === "you") return "me";
		if (id !== "them") {
			const name = nameOf(id);
			return name === null ? null : inQuotes(name);
		}
		const isNamed = people === undefined && contact.name !== "Contact" && !isReserved(contact.name);
		return isNamed ? inQuotes(contact.name) : "them";
	};
	const side = (id: string) => (isGroup || id === "you" ? id : "them");
	return {
		head: (id) => write(id, writeHead),
		word: (id) => write(id, writeWord),
		isSame: (a, b) => side(a) === side(b),
	};
}

/** In quotes, unless it is words that mean nothing else. */
function writeWord(name: string): string {
	const words = name.split(" ");
	const isPlain = words.every(
		(word) => /^\p{L}[\p{L}\p{M}'’]*$/u.test(word) && !DIRECTIVE_WORDS.includes(word.toLowerCase()),
	);
	return isPlain && !isReserved(name) ? name : JSON.stringify(name);
}
