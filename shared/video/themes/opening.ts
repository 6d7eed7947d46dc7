import type { WordKey } from "../locale/words.ts";
import type { LineBox } from "./chat-lines.ts";
import type { SmallType } from "./parts.ts";

/** A line over the first message, in the middle of the column. */
export type OpeningLine =
	| ({ readonly kind: "text"; readonly text: string } & SmallType)
	/** The day of the chat, where it has one, as the look's date lines. */
	| ({ readonly kind: "date" } & Below)
	/** A paragraph in a box. */
	| ({ readonly kind: "notice"; readonly word: WordKey; readonly widestPt: number } & Below &
			LineBox &
			SmallType);

/** A gap under the line. Default: none. */
type Below = { readonly belowPt?: number };
