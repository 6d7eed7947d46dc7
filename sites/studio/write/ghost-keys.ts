import type { Studio } from "../state/studio.ts";
import { textOf } from "../story/story.ts";

type GhostPlace = {
	readonly studio: Studio;
	readonly field: HTMLTextAreaElement;
	readonly ghost: { readonly sender: string; readonly choose: (id: string) => void };
};

/** The keys in the empty row behind the last. True: the key was taken. */
export function takeGhostKey(event: KeyboardEvent, { studio, field, ghost }: GhostPlace): boolean {
	if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
	const { rowKeys, conversation } = studio.story.value;
	if (event.key === "Enter") return true;
	if (event.key === "Tab") {
		if (field.dataset["tab"] === "free") return false;
		chooseOther(studio, ghost, event.shiftKey ? -1 : 1);
		return true;
	}
	const last = conversation.messages.at(-1);
	if (event.key === "/" && last !== undefined) {
		// What is inserted below the last row stands here.
		studio.menu.value = { rowKey: rowKeys.at(-1) ?? "", from: "text" };
		return true;
	}
	if (!["ArrowUp", "Backspace"].includes(event.key) || last === undefined) return false;
	studio.focus.value = { rowKey: rowKeys.at(-1) ?? "", offset: textOf(last).length, part: "text" };
	return true;
}

/** Gives the row behind the last to the next person, or the one before. */
export function chooseOther({ people }: Studio, { sender, choose }: GhostPlace["ghost"], by: 1 | -1): void {
	const place = people.value.findIndex(({ id }) => id === sender);
	choose(people.value.at((place + by + people.value.length) % people.value.length)?.id ?? sender);
}
