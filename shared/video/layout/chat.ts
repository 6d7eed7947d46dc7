import type { Size } from "../scene/rect.ts";
import type { MeasureText } from "../scene/scene.ts";
import type { Look } from "../themes/look.ts";

/** The settings with which every part of the chat is laid out. */
export type Chat = {
	readonly look: Look;
	readonly measure: MeasureText;
	/** What `@` may call in a text. */
	readonly names: readonly string[];
	/** Arabic letters are set in Nastaliq, whose lines are higher. */
	readonly isUrdu: boolean;
	/** The upright size of each picture by its name, the JSON pointer to its place. One that is missing is not shown. */
	readonly pictures: ReadonlyMap<string, Size>;
	/** The rows of the picture in which the chat's screen is. */
	readonly topPx: number;
	readonly heightPx: number;
	/** The edges between which messages stand, even, in px from the left of the picture. */
	readonly leftPx: number;
	readonly rightPx: number;
};

/** A message's frame stands at the end side for one's own, at the start side for others; at which side of the screen that is. */
export function isAtRight({ look }: Chat, isOwn: boolean): boolean {
	return isOwn === (look.direction === "ltr");
}
