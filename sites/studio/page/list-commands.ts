import { LOOKS } from "../look/looks.ts";
import { setFields } from "../look/set-settings.ts";
import type { Maker } from "../state/maker.ts";
import type { Studio } from "../state/studio.ts";
import { duplicateRow } from "../story/rows.ts";
import { isMessage } from "../story/story.ts";
import { deleteRow, insertLine, LINE_KINDS } from "../write/line-acts.ts";
import { changeSide, moveBy } from "../write/row-acts.ts";
import { saveFile } from "./files.ts";
import { focusNextNote } from "./page-keys.ts";
import { WORDS } from "./words.ts";

export type Command = { readonly label: string; readonly act: () => void };

/** What can be done now, by name. Those of a row are for the one that is written. */
export function listCommands(studio: Studio, maker: Maker): readonly Command[] {
	const { story, film, change, undo, redo, canUndo, canRedo, isReadOnly } = studio;
	const hasRows = story.value.rowKeys.length > 0;
	const isPlaying = film.isPlaying.value;
	const commands: readonly (Command | null)[] = [
		hasRows
			? { label: isPlaying ? WORDS.pausePlay : WORDS.play, act: isPlaying ? film.pause : () => film.play() }
			: null,
		hasRows ? { label: WORDS.export, act: () => void maker.start() } : null,
		canUndo.value ? { label: WORDS.undo, act: undo } : null,
		canRedo.value ? { label: WORDS.redo, act: redo } : null,
		hasRows ? { label: WORDS.saveFile, act: () => saveFile(story.value.conversation) } : null,
		{ label: WORDS.nextNote, act: focusNextNote },
		...(isReadOnly.value ? [] : listRowCommands(studio)),
		...(isReadOnly.value
			? []
			: [
					...LOOKS.map(([name, label]) => ({
						label: `${WORDS.look}: ${label}`,
						act: () =>
							change(setFields(story.value, "theme", { name: name === "imessage" ? undefined : name })),
					})),
					...([WORDS.light, WORDS.dark] as const).map((label) => ({
						label: `${WORDS.mode}: ${label}`,
						act: () =>
							change(setFields(story.value, "theme", { mode: label === WORDS.dark ? "dark" : undefined })),
					})),
				]),
	];
	return commands.filter((command) => command !== null);
}

function listRowCommands(studio: Studio): readonly Command[] {
	const { story, currentRow, change } = studio;
	const at = currentRow.value === null ? -1 : story.value.rowKeys.indexOf(currentRow.value);
	const entry = story.value.conversation.messages[at];
	if (entry === undefined) return [];
	const focus = { offset: 0, part: "text" } as const;
	const named = (label: string) => WORDS.ofRow(label, at + 1);
	return [
		{ label: named(WORDS.moveUp), act: () => moveBy(studio, at, -1, focus) },
		{ label: named(WORDS.moveDown), act: () => moveBy(studio, at, 1, focus) },
		{ label: named(WORDS.duplicate), act: () => change(duplicateRow(story.value, at)) },
		...(isMessage(entry) ? [{ label: named(WORDS.changeSide), act: () => changeSide(studio, at, 1) }] : []),
		{ label: named(WORDS.remove), act: () => deleteRow(studio, at) },
		...LINE_KINDS.map((kind) => ({
			label: `${WORDS.insertBelow}: ${WORDS[kind]}`,
			act: () => insertLine(studio, at, kind),
		})),
	];
}
