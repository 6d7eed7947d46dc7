import { createRandom } from "../../../core/random.ts";
import type { Keyboard } from "../../locale/keyboard.ts";
import type { Keystrokes } from "./keystrokes.ts";
import { deleteDraft, typeText } from "./list-edits.ts";
import { pressKeys } from "./press-keys.ts";
import { timePresses } from "./time-presses.ts";

type Typing = {
	readonly text: string;
	/** What is typed and deleted before it. */
	readonly draft?: string | undefined;
	readonly keyboard: Keyboard;
	/** The message's place in the conversation: no two are typed alike. */
	readonly place: number;
	/** 2 is twice as fast. Default: 1. */
	readonly pace?: number | undefined;
};

/** Types a text as a person would: the same every time, 6 to 8 characters a second with pauses. */
export function planKeystrokes({ text, draft, keyboard, place, pace = 1 }: Typing): Keystrokes {
	const random = createRandom(`${place} ${draft ?? ""} ${text}`);
	const hand = { keyboard, random };
	const edits =
		draft === undefined
			? typeText(text, { pause: "first", ...hand })
			: [
					...typeText(draft, { pause: "first", ...hand }),
					...deleteDraft(draft),
					...typeText(text, { pause: "anew", ...hand }),
				];
	const restPage = chooseRestPage(text, keyboard);
	const presses = pressKeys(edits, keyboard, restPage);
	return { opening: { draft: "", page: restPage("") }, ...timePresses(presses, { ...hand, pace }) };
}

/**
 * The phone sets shift by itself at the start of a sentence, unless its owner has turned that off: who writes "hello" would have to
 * press shift each time.
 */
function chooseRestPage(text: string, { capitals }: Keyboard) {
	const [firstLetter = "A"] = /\p{L}/u.exec(text) ?? [];
	const isAutomatic = capitals !== null && firstLetter !== firstLetter.toLowerCase();
	return (draft: string) => (isAutomatic && /(?:^|[.!?]\s+|\n)$/.test(draft) ? "capitals" : "letters");
}
