import { ceilTo16, ceilToEven, floorTo16 } from "../../scene/rounding.ts";
import type { Look } from "../../themes/look.ts";
import { hasKeyboard } from "../keyboard/has-keyboard.ts";
import { moreLinesPx } from "./footer-input.ts";

/** Where a footer stands on the screen. */
export type FooterPlace = {
	/** A multiple of 16. */
	readonly topPx: number;
	/** With the room of the home indicator, also where a keyboard covers that. */
	readonly heightPx: number;
	/** The row at which the field ends, in px of the footer. */
	readonly fieldEndPx: number;
};

export type FooterPlaces = {
	/** The row at which a keyboard that is up begins; null: the look shows none here. */
	readonly keyboardTopPx: number | null;
	readonly find: (lineCount: number, isKeyboardUp: boolean) => FooterPlace;
};

/**
 * Finds the places of a footer on a screen. What rounding adds to its least height is over the field. It is the same with a keyboard
 * and without, so that the bar that goes up is the one that stood below; the keyboard is higher by what that takes.
 */
export function findFooterPlaces(look: Look, heightPx: number, footPx: number): FooterPlaces {
	const { footer, keyboard, isPhone } = look;
	const homePx = isPhone ? Math.round(footer.homeIndicator.roomPx) : 0;
	const topPx = floorTo16(heightPx - footPx - Math.round(leastFooterPx(look)));
	const barPx = heightPx - footPx - topPx;
	const fieldEndPx = barPx - homePx - Math.round(footer.belowPx);
	const slackPx = Math.max(0, fieldEndPx - Math.round(footer.field.heightPx) - Math.round(footer.abovePx));
	const withoutHomePx = barPx - homePx;
	const upPx =
		keyboard.at === "none" || !hasKeyboard(look)
			? null
			: floorTo16(heightPx - Math.round(keyboard.heightPx) - withoutHomePx);
	return {
		keyboardTopPx: upPx === null ? null : ceilToEven(upPx + withoutHomePx),
		find: (lineCount, isKeyboardUp) => {
			const morePx = ceilTo16(Math.max(0, moreLinesPx(footer.field, lineCount) - slackPx));
			const basePx = isKeyboardUp && upPx !== null ? upPx : topPx;
			return { topPx: basePx - morePx, heightPx: barPx + morePx, fieldEndPx: fieldEndPx + morePx };
		},
	};
}

/** The least height of a footer, its home indicator included. */
function leastFooterPx({ footer, isPhone }: Look): number {
	const homePx = isPhone ? footer.homeIndicator.roomPx : 0;
	return footer.field.heightPx + footer.abovePx + footer.belowPx + homePx;
}
