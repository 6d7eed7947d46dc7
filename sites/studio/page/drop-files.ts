import { useEffect } from "preact/hooks";
import { type Studio, useStudio } from "../state/studio.ts";
import { answering, withSender } from "../story/people.ts";
import { insertRow } from "../story/rows.ts";
import { readPicture } from "../write/read-picture.ts";
import { openText } from "./open-example.ts";
import { WORDS } from "./words.ts";

/** A file that is dropped anywhere: a picture becomes a message, a text a story. */
export function useDroppedFiles(): void {
	const studio = useStudio();
	useEffect(() => {
		const allow = (event: DragEvent) => {
			if (event.dataTransfer?.types.includes("Files") === true) event.preventDefault();
		};
		const drop = (event: DragEvent) => {
			const file = event.dataTransfer?.files[0];
			if (file === undefined) return;
			event.preventDefault();
			void take(file, studio);
		};
		addEventListener("dragover", allow);
		addEventListener("drop", drop);
		return () => {
			removeEventListener("dragover", allow);
			removeEventListener("drop", drop);
		};
	}, [studio]);
}

async function take(file: File, studio: Studio): Promise<void> {
	if (!file.type.startsWith("image/")) return openText(studio, await file.text());
	const picture = await readPicture(file).catch(() => null);
	if (picture === null) return studio.announce(WORDS.pictureRefused);
	const { story, people, change, announce } = studio;
	const { messages } = story.value.conversation;
	const sender = answering(messages.at(-1), messages, people.value);
	change(insertRow(story.value, messages.length, withSender({ sender: "you", images: [picture] }, sender)));
	announce(WORDS.pasted(1), true);
}
