import { useEffect } from "preact/hooks";
import { type Studio, useStudio } from "../state/studio.ts";
import { answering, withSender } from "../story/people.ts";
import { insertRows } from "../story/rows.ts";
import { readPicture } from "../write/read-picture.ts";
import { openText } from "./open-example.ts";
import { WORDS } from "./words.ts";

/** Files that are dropped anywhere: a picture becomes a message, a text a story, and several texts a batch for the server. */
export function useDroppedFiles(): void {
	const studio = useStudio();
	useEffect(() => {
		const allow = (event: DragEvent) => {
			if (event.dataTransfer?.types.includes("Files") === true) event.preventDefault();
		};
		const drop = (event: DragEvent) => {
			const files = [...(event.dataTransfer?.files ?? [])];
			if (files.length === 0) return;
			event.preventDefault();
			void take(files, studio);
		};
		addEventListener("dragover", allow);
		addEventListener("drop", drop);
		return () => {
			removeEventListener("dragover", allow);
			removeEventListener("drop", drop);
		};
	}, [studio]);
}

async function take(files: readonly File[], studio: Studio): Promise<void> {
	const [pictures, texts] = [files.filter(isPicture), files.filter((file) => !isPicture(file))];
	const [only, ...more] = texts;
	if (more.length > 0) {
		studio.batchFiles.value = texts;
		studio.isServerOpen.value = true;
		studio.tab.value = "make";
	} else if (only !== undefined) openText(studio, await only.text());
	else await addPictures(pictures, studio);
}

const isPicture = ({ type }: File) => type.startsWith("image/");

/** As messages of one person. */
async function addPictures(files: readonly File[], studio: Studio): Promise<void> {
	const { story, people, change, announce } = studio;
	const read = await Promise.all(files.map((file) => readPicture(file).catch(() => null)));
	const pictures = read.filter((picture) => picture !== null);
	const { messages } = story.value.conversation;
	const sender = answering(messages.at(-1), messages, people.value);
	const entries = pictures.map((picture) => withSender({ sender: "you", images: [picture] }, sender));
	if (entries.length > 0) change(insertRows(story.value, messages.length, entries));
	if (entries.length < files.length) announce(WORDS.pictureRefused);
	else announce(WORDS.pasted(entries.length), true);
}
