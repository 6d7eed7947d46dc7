import type { Person } from "../story/people.ts";
import { nameOf } from "./avatar.tsx";

/** Who is named at the start of a text, as "Maya: " says it in a script. Only a name that was just completed counts. */
export function findNamed(
	text: string,
	people: readonly Person[],
): { readonly id: string; readonly rest: string } | null {
	const colon = /^([^:\n]{1,40}): $/.exec(text);
	const name = colon?.[1]?.toLowerCase();
	if (name === undefined) return null;
	const person = people.find(
		(each) => nameOf(each).toLowerCase() === name || (each.id === "you" && name === "me"),
	);
	return person === undefined ? null : { id: person.id, rest: "" };
}
