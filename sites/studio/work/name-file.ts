import type { Conversation } from "../../../shared/video/conversation/conversation.ts";
import { drawnMessages } from "../../../shared/video/conversation/drawn-messages.ts";

const MOST_LETTERS = 40;

/** A name for a file by the first words of a chat: `i-m-at-the-cafe`. In any script. */
export function nameFile(conversation: Conversation): string {
	const text =
		drawnMessages(conversation).find((message) => /[\p{L}\p{N}]/u.test(message.text))?.text ?? "chat";
	const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
	let name = "";
	for (const word of words) {
		const longer = name === "" ? word : `${name}-${word}`;
		if (name !== "" && longer.length > MOST_LETTERS) break;
		name = longer;
	}
	return [...name].slice(0, MOST_LETTERS).join("");
}
