import type { Steps } from "../../../core/steps.ts";
import type { ChatEntry, ChatMessage } from "../../conversation/chat-entries.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import type { Keyboard } from "../../locale/keyboard.ts";
import { PACING } from "../pacing.ts";
import type { Keystrokes } from "../typing/keystrokes.ts";
import { splitGraphemes } from "../typing/list-edits.ts";
import { planKeystrokes } from "../typing/plan-keystrokes.ts";

/** How a message is typed. */
export type Typed = {
	/** With time to spare. */
	readonly keystrokes: Keystrokes;
	/** Nobody asked for it: where there is no time to type all of it, the message just appears. */
	readonly isOptional: boolean;
};

type Choice = {
	/** Default: never. */
	readonly use: Conversation["keyboard"];
	readonly keyboard: Keyboard;
	readonly pace: number | undefined;
};

/**
 * Chooses which entries are typed, and plans how. `always` types each text of yours, `auto` those that can be read as they are typed:
 * short ones alone, where there is time. What a message says of itself counts more. Null: it is not typed.
 */
export function* chooseTyped(
	entries: readonly ChatEntry[],
	{ standing, ...choice }: Choice & { readonly standing: number },
): Steps<readonly (Typed | null)[]> {
	const chosen: (Typed | null)[] = [];
	for (const [at, entry] of entries.entries()) {
		chosen.push(at >= standing && canBeTyped(entry) ? planTyped(entry, choice) : null);
		yield;
	}
	return chosen;
}

function planTyped(message: ChatMessage, { use, keyboard, pace }: Choice): Typed | null {
	const { text, typed, index } = message;
	const isAsked = typed === undefined ? use === "always" : typed !== false;
	const isOptional = typed === undefined && use === "auto" && isReadable(message);
	if (!isAsked && !isOptional) return null;
	const draft = typeof typed === "object" ? typed.draft : undefined;
	return { keystrokes: planKeystrokes({ text, draft, keyboard, place: index, pace }), isOptional };
}

/** Whether an entry is a message of yours with a text. */
export function canBeTyped(entry: ChatEntry): entry is ChatMessage {
	return entry.kind === "message" && entry.sender === "you" && entry.text !== "";
}

/** Whether an entry says of itself that it is to be seen as it is typed, and can be. */
export const asksToBeTyped = (entry: ChatEntry) => canBeTyped(entry) && (entry.typed ?? false) !== false;

/** Pictures and voice notes are no text, and nobody types the address of a link that has a card. */
function isReadable({ text, pictureCount, voiceSeconds, linkTitle }: ChatMessage): boolean {
	const isAlone = pictureCount === undefined && voiceSeconds === undefined && linkTitle === undefined;
	return isAlone && splitGraphemes(text).length <= PACING.mostTypedCharacters;
}
