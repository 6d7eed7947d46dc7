import type { Tone, Weight } from "./tone.ts";

/** What stands out in the text of messages. */
export type Inline = {
	/** Web addresses. */
	readonly link: Emphasis;
	/** People of the chat, called by `@`. */
	readonly mention: Emphasis & {
		/** `@` itself is not shown. */
		readonly hidesSign: boolean;
	};
	/** Bold, italic, struck and code are shown as such. If not, their marks are letters. */
	readonly hasMarkup: boolean;
};

type Emphasis = {
	readonly weight: Weight;
	readonly isUnderlined: boolean;
	/** Default: the colours of the text. */
	readonly tones?: { readonly own: Tone; readonly theirs: Tone };
};
