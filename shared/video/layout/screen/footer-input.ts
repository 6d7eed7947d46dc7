import type { Look } from "../../themes/look.ts";
import type { Pen } from "./pen.ts";

export type FooterInput = {
	readonly look: Look;
	readonly pen: Pen;
	readonly widthPx: number;
	readonly heightPx: number;
	/** What stands in the field; empty: its placeholder does. */
	readonly draft: string;
};

/** The rows of the field, in px of the footer. */
export function fieldRows({ look: { footer, isPhone }, heightPx }: Pick<FooterInput, "look" | "heightPx">) {
	const homePx = isPhone ? Math.round(footer.homeIndicator.roomPx) : 0;
	const bottomPx = heightPx - homePx - Math.round(footer.belowPx);
	const fieldPx = Math.round(footer.field.heightPx);
	return { topPx: bottomPx - fieldPx, centrePx: bottomPx - fieldPx / 2, fieldPx };
}

/** A text field shows one line: the last, while somebody writes. */
export const lastLine = (draft: string) => draft.slice(draft.lastIndexOf("\n") + 1);
