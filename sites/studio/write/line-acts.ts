import { chooseFile } from "../page/files.ts";
import { WORDS } from "../page/words.ts";
import type { Studio } from "../state/studio.ts";
import { changeMessage, insertRow, removeRow } from "../story/rows.ts";
import { createKey, type Entry, isMessage, type LineKind } from "../story/story.ts";
import { readPicture } from "./read-picture.ts";

// What a row's menu and the commands add to rows, and take away.

const NEW_LINES: Readonly<Record<LineKind, Entry>> = {
	pause: { pause: 1.5 },
	typing: { typing: { from: "them", seconds: 2 } },
	system: { system: "" },
	date: { date: "" },
	status: { status: "" },
};

export const LINE_KINDS = Object.keys(NEW_LINES) as LineKind[];

/** Puts an entry that is no message under a row. */
export function insertLine({ story, change }: Studio, at: number, kind: LineKind): void {
	const key = createKey();
	change(insertRow(story.value, at + 1, NEW_LINES[kind], key), {
		focus: { rowKey: key, offset: 0, part: kind === "pause" || kind === "typing" ? "handle" : "text" },
	});
}

export function deleteRow({ story, change, announce }: Studio, at: number): void {
	const { rowKeys } = story.value;
	const next = rowKeys[at + 1] ?? rowKeys[at - 1];
	change(
		removeRow(story.value, at),
		next === undefined ? {} : { focus: { rowKey: next, offset: 0, part: "handle" } },
	);
	announce(WORDS.removed, true);
}

/** `to`: the index of the message that is quoted. Null: none. */
export function replyTo({ story, change }: Studio, at: number, to: number | null): void {
	if (to === null) {
		change(changeMessage(story.value, at, { replyTo: undefined }));
		return;
	}
	const target = story.value.conversation.messages[to];
	if (target === undefined || !isMessage(target)) return;
	const id = target.id ?? `message-${story.value.rowKeys[at]}`;
	const named = changeMessage(story.value, to, { id });
	change(changeMessage(named, at, { replyTo: id }));
}

export async function addPicture({ story, change, announce }: Studio, at: number): Promise<void> {
	const file = await chooseFile("image/png,image/jpeg,image/webp");
	const entry = story.value.conversation.messages[at];
	if (file === null || entry === undefined || !isMessage(entry)) return;
	const picture = await readPicture(file).catch(() => null);
	if (picture === null) return announce(WORDS.pictureRefused);
	change(changeMessage(story.value, at, { images: [...(entry.images ?? []), picture].slice(0, 4) }));
}
