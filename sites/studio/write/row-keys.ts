import type { Studio } from "../state/studio.ts";
import { answering, senderOf, withSender } from "../story/people.ts";
import { joinRow, removeRow, splitRow } from "../story/rows.ts";
import { type Entry, isMessage, textOf } from "../story/story.ts";
import { isInFirstLine, isInLastLine } from "./caret-line.ts";
import { changeSide, moveBy } from "./row-acts.ts";

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
