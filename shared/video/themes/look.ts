import type { KeyWords } from "../locale/key-words.ts";
import type { Keyboard } from "../locale/keyboard.ts";
import type { Words } from "../locale/words.ts";
import type { Colour } from "../scene/scene.ts";
import type { Theme } from "./theme.ts";

/**
 * A part of a theme for one screen: each `…Pt` is a `…Px` (not rounded), each tone is one colour.
 */
export type Resolved<Part> = Part extends { readonly light: Colour; readonly dark: Colour }
	? Colour
	: Part extends readonly (infer Element)[]
		? readonly Resolved<Element>[]
		: Part extends object
			? {
					readonly [Key in keyof Part as Key extends `${infer Name}Pt` ? `${Name}Px` : Key]: Resolved<
						Part[Key]
					>;
				}
			: Part;

/** A theme in the pixels, colours and words of one video. Layout reads nothing else of a theme. */
export type Look = Resolved<Theme> & {
	readonly pxPerPt: number;
	/** Right to left: what is at the start is at the right, and icons are mirrored. */
	readonly direction: "ltr" | "rtl";
	/** The frame is a whole phone, with status bar and home indicator. */
	readonly isPhone: boolean;
	readonly words: Words;
	/** The keys of its language, and what is written on those that type no letter. */
	readonly keys: Keyboard & { readonly words: KeyWords };
	/** A language tag (BCP 47). */
	readonly locale: string;
};
