import { WORDS } from "../page/words.ts";
import type { Studio } from "../state/studio.ts";
import { answering, senderOf, withSender } from "../story/people.ts";
import { joinRow, moveRow, removeRow, splitRow } from "../story/rows.ts";
import { createKey, type Entry, isMessage, textOf } from "../story/story.ts";

type Place = {
	readonly studio: Studio;
	readonly at: number;
	/** Where the caret and the selection are in the row's field. */
	readonly field: HTMLTextAreaElement;
	/** The key of the row behind the last, which is not in the story yet. */
	readonly ghostKey: string;
};

/** The keys in a row's text. True: the key was taken. */
export function takeRowKey(event: KeyboardEvent, { studio, at, field, ghostKey }: Place): boolean {
	if (event.isComposing || event.ctrlKey || event.metaKey) return false;
	const { story, change, focus } = studio;
	const { rowKeys, conversation } = story.value;
	const entry = conversation.messages[at];
	const rowKey = rowKeys[at];
	if (entry === undefined || rowKey === undefined) return false;
	const { selectionStart, selectionEnd, value } = field;
	const isCaret = selectionStart === selectionEnd;
	const goTo = (key: string | undefined, offset: number) => {
		if (key === undefined) return false;
		focus.value = { rowKey: key, offset, part: "text" };
		return true;
	};
	switch (event.key) {
		case "/": {
			if (!isCaret || selectionStart < value.length || !/(^|\s)$/.test(value)) return false;
			studio.menu.value = { rowKey, from: "text" };
			return true;
		}
		case "Enter": {
			if (event.shiftKey || event.altKey) return false;
			if (selectionStart === value.length && at === rowKeys.length - 1) return goTo(ghostKey, 0);
			const next = nextEntry(
				entry,
				conversation.messages.slice(0, at + 1),
				studio,
				selectionStart < value.length,
			);
			const made = splitRow(story.value, at, selectionStart, next);
			change(made, { focus: { rowKey: made.rowKeys[at + 1] ?? rowKey, offset: 0, part: "text" } });
			return true;
		}
		case "Backspace": {
			if (!isCaret || selectionStart > 0) return false;
			return takeBackspace(studio, at);
		}
		case "Tab": {
			if (event.altKey || field.dataset["tab"] === "free") return false;
			changeSide(studio, at, event.shiftKey ? -1 : 1);
			return true;
		}
		case "ArrowUp":
		case "ArrowDown": {
			const isUp = event.key === "ArrowUp";
			if (event.altKey) {
				moveBy(studio, at, isUp ? -1 : 1, { offset: selectionStart, part: "text" });
				return true;
			}
			if (event.shiftKey || !isCaret) return false;
			if (isUp && !value.slice(0, selectionStart).includes("\n") && isInFirstLine(field)) {
				const above = conversation.messages[at - 1];
				return goTo(rowKeys[at - 1], above === undefined ? 0 : textOf(above).length);
			}
			if (!isUp && !value.slice(selectionStart).includes("\n") && isInLastLine(field))
				return goTo(rowKeys[at + 1] ?? ghostKey, 0);
			return false;
		}
		default:
			return false;
	}
}

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

/** The row after this one: of the same sender when a text is cut in two, else of who answers. */
function nextEntry(entry: Entry, before: readonly Entry[], { people }: Studio, isCut: boolean): Entry {
	const sender =
		isCut && isMessage(entry) ? senderOf(entry, people.value) : answering(entry, before, people.value);
	return withSender({ sender: "you", text: "" }, sender);
}

function takeBackspace({ story, change, people }: Studio, at: number): boolean {
	const { rowKeys, conversation } = story.value;
	const [before, entry] = [conversation.messages[at - 1], conversation.messages[at]];
	if (entry === undefined) return false;
	const beforeKey = rowKeys[at - 1];
	const isEmpty = textOf(entry) === "";
	if (before === undefined || beforeKey === undefined) {
		if (!isEmpty) return false;
		const next = rowKeys[at + 1];
		change(
			removeRow(story.value, at),
			next === undefined ? {} : { focus: { rowKey: next, offset: 0, part: "text" } },
		);
		return true;
	}
	const focus = { rowKey: beforeKey, offset: textOf(before).length, part: "text" } as const;
	const isJoin =
		isMessage(before) && isMessage(entry) && senderOf(before, people.value) === senderOf(entry, people.value);
	if (!isEmpty && !isJoin) return false;
	change(isEmpty ? removeRow(story.value, at) : joinRow(story.value, at), { focus });
	return true;
}

/** Gives a row to the next person, or the one before. */
export function changeSide({ story, people, change, announce }: Studio, at: number, by: 1 | -1): void {
	const { conversation, rowKeys } = story.value;
	const entry = conversation.messages[at];
	if (entry === undefined) return;
	const place = people.value.findIndex(({ id }) => id === senderOf(entry, people.value));
	const next = people.value.at((place + by + people.value.length) % people.value.length);
	if (next === undefined) return;
	const messages = conversation.messages.with(at, withSender(entry, next.id));
	change({ rowKeys, conversation: { ...conversation, messages } });
	announce(next.name === "" ? (next.id === "you" ? WORDS.you : WORDS.contact) : next.name);
}

export function moveBy(
	{ story, change, announce }: Studio,
	at: number,
	by: number,
	focus: { readonly offset: number; readonly part: "text" | "handle" },
): void {
	const rowKey = story.value.rowKeys[at] ?? createKey();
	const count = story.value.rowKeys.length;
	const to = Math.min(Math.max(0, at + by), count - 1);
	if (to === at) return;
	change(moveRow(story.value, at, to), { focus: { rowKey, ...focus } });
	announce(WORDS.moved(to + 1, count));
}

/** By the height of a line: a field does not say where its own lines break. */
function isInFirstLine(field: HTMLTextAreaElement): boolean {
	return field.selectionStart === 0 || field.clientHeight < 1.9 * lineHeightOf(field);
}

function isInLastLine(field: HTMLTextAreaElement): boolean {
	return field.selectionStart === field.value.length || field.clientHeight < 1.9 * lineHeightOf(field);
}

function lineHeightOf(field: HTMLTextAreaElement): number {
	const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(field);
	return (
		Number.parseFloat(lineHeight) + (Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom)) / 2
	);
}
