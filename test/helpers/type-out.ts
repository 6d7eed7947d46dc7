import { findKeyboard } from "../../shared/video/locale/keyboards.ts";
import type { Keystrokes } from "../../shared/video/timeline/typing/keystrokes.ts";
import { planKeystrokes } from "../../shared/video/timeline/typing/plan-keystrokes.ts";

export type Typing = {
	readonly locale?: string;
	readonly draft?: string;
	readonly place?: number;
	readonly pace?: number;
};

/** The plan of a text, of a message in place 0 in English unless said otherwise. */
export function typeOut(text: string, { locale = "en", place = 0, ...rest }: Typing = {}): Keystrokes {
	return planKeystrokes({ text, keyboard: findKeyboard(locale), place, ...rest });
}

/** The time before each stroke, in ms. */
export function gapsOf({ strokes }: Keystrokes): readonly number[] {
	return strokes.map(({ atMs }, at) => atMs - (strokes[at - 1]?.atMs ?? 0));
}

/** What is added by each stroke; negative: what it takes away, in graphemes. */
export function growthOf({ opening, strokes }: Keystrokes): readonly number[] {
	return strokes.map(({ draft }, at) => count(draft) - count((strokes[at - 1] ?? opening).draft));
}

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

export const count = (text: string) => [...segmenter.segment(text)].length;
