import type { Studio } from "../state/studio.ts";
import { readStory } from "./read-story.ts";
import { WORDS } from "./words.ts";

/** The examples of the repository, by the names of their files. */
export const EXAMPLES: Readonly<Record<string, string>> = {
	"first-date": "First date",
	whatsapp: "In WhatsApp's look",
	group: "A group",
	"locked-out": "Locked out",
	emoji: "Emoji",
	"five-scripts": "Five scripts",
};

export async function openExample(studio: Studio, name: string): Promise<void> {
	const answer = await fetch(`/examples/${name}.json`);
	await openText(studio, await answer.text());
}

/** Opens JSON or a script as a story of its own, or says why not. */
export async function openText(studio: Studio, text: string): Promise<void> {
	const read = await readStory(text, studio.film);
	if ("story" in read) studio.open(read.story);
	else studio.announce(WORDS.fileRefused(read.fault));
}
