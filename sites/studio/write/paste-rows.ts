import { formatOf, readStory } from "../page/read-story.ts";
import { WORDS } from "../page/words.ts";
import type { Studio } from "../state/studio.ts";
import { insertStory } from "../story/insert-story.ts";
import { withSender } from "../story/people.ts";
import { changeMessage, insertRows } from "../story/rows.ts";
import type { Entry } from "../story/story.ts";
import { readPicture } from "./read-picture.ts";

type Place = { readonly studio: Studio; readonly at: number; readonly sender: string };

/** Turns a paste of several lines, of JSON or of a picture into rows; the browser pastes any other line into the text. */
export function pasteRows(event: ClipboardEvent, place: Place): void {
	const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith("image/"));
	const text = event.clipboardData?.getData("text/plain") ?? "";
	if (file !== undefined) {
		event.preventDefault();
		void pastePicture(file, place);
	} else if (/\n/.test(text.trim()) || formatOf(text) === "json") {
		event.preventDefault();
		void pasteText(text, place);
	}
}

async function pastePicture(file: Blob, { studio, at, sender }: Place): Promise<void> {
	const picture = await readPicture(file).catch(() => null);
	if (picture === null) return studio.announce(WORDS.pictureRefused);
	const { story, change } = studio;
	if (at < story.value.rowKeys.length) change(changeMessage(story.value, at, { images: [picture] }));
	else change(insertRows(story.value, at, [withSender({ sender: "you", images: [picture] }, sender)]));
}

/** JSON or a script, which brings its people, and its look when the story is empty; else a message a line, in turns. */
async function pasteText(text: string, { studio, at, sender }: Place): Promise<void> {
	const { story, change, open, announce, people, storyId, refusedPaste, canUndo, canRedo } = studio;
	const read = await readStory(text, studio.film);
	if ("story" in read) {
		const { messages } = read.story.conversation;
		const isEmpty = story.value.rowKeys.length === 0;
		const made = isEmpty ? read.story : insertStory(story.value, at, read.story);
		if (made === null) {
			refusedPaste.value = { text, format: formatOf(text), fault: WORDS.tooManyPeople };
			return;
		}
		// Nothing was written here yet: there is nothing to go back to.
		const isNew = isEmpty && !canUndo.value && !canRedo.value;
		if (isNew) open(made, storyId.value);
		else change(made);
		return announce(WORDS.pasted(messages.length), !isNew);
	}
	if (/^\s*[{[]/.test(text) || /^[^\s:]{1,30}: /m.test(text)) {
		refusedPaste.value = { text, format: formatOf(text), fault: read.fault };
		return;
	}
	const other = people.value.find(({ id }) => id !== sender)?.id ?? "them";
	const entries = text
		.split(/\n+/)
		.filter((line) => line.trim() !== "")
		.map(
			(line, index): Entry =>
				withSender({ sender: "you", text: line.trim() }, index % 2 === 0 ? sender : other),
		);
	change(insertRows(story.value, at, entries));
	announce(WORDS.pasted(entries.length), true);
}
