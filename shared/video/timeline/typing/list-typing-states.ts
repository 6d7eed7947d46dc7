import type { KeyboardPage } from "../../locale/keyboard.ts";
import type { Keystrokes } from "./keystrokes.ts";
import { RHYTHM } from "./rhythm.ts";

/** What field and keyboard show from a time on, in ms from the start of the typing. */
export type TypingState = {
	readonly atMs: number;
	readonly draft: string;
	readonly page: KeyboardPage;
	/** The key that is lit. */
	readonly key: string | null;
};

/** All that is seen of the typing after its opening: each stroke, and the release of keys that are dark for a while before the next. */
export function listTypingStates({ strokes, durationMs }: Keystrokes): readonly TypingState[] {
	return strokes.flatMap(({ atMs, draft, page, nextPage, key, isHeld }, at) => {
		const nextMs = strokes[at + 1]?.atMs ?? durationMs;
		const pressed: TypingState = { atMs, draft, page, key };
		const releaseMs = atMs + RHYTHM.lightMs;
		const isSeen = key !== null && !isHeld && nextMs - releaseMs >= RHYTHM.leastDarkMs;
		return isSeen ? [pressed, { atMs: releaseMs, draft, page: nextPage, key: null }] : [pressed];
	});
}
