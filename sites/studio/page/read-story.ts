import type { FilmClient } from "../state/film-client.ts";
import { withReplyIds } from "../story/rows.ts";
import { type Story, toStory } from "../story/story.ts";

/** By its first letter, as `render` tells them apart, and by what a conversation must have. */
export function formatOf(text: string): "json" | "script" {
	return text.trimStart().startsWith("{") && /"messages"\s*:/.test(text) ? "json" : "script";
}

/** JSON or a script as a story; else the words of its first fault. */
export async function readStory(
	text: string,
	film: Pick<FilmClient, "ask">,
): Promise<{ readonly story: Story } | { readonly fault: string }> {
	const format = formatOf(text);
	const answer = await film.ask({ kind: "read", text, format });
	if (answer.kind !== "read") throw new Error(`expected what was read, received ${answer.kind}`);
	if (answer.conversation === null) {
		const [first, ...more] = answer.faults;
		return { fault: `${first?.message ?? ""}${more.length > 0 ? ` (+${more.length})` : ""}` };
	}
	return { story: withReplyIds(toStory(answer.conversation)) };
}
