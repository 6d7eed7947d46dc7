import type { KeyboardState } from "../../conversation/chat-state.ts";
import type { Rect } from "../../scene/rect.ts";
import type { Colour, Shape } from "../../scene/scene.ts";
import { icons } from "../../themes/icons.ts";
import { KEY_SIGNS } from "../../themes/key-signs.ts";
import { textLine } from "../line.ts";
import { pathAt } from "../shapes.ts";
import { textStyle } from "../text-style.ts";
import type { Board } from "./board.ts";
import { drawSign } from "./draw-sign.ts";
import type { PlacedKey } from "./place-keys.ts";

type Labelled = Board & { readonly ink: Colour };

/** What is written on a key, in its middle. */
export function labelShapes(
	{ key, rect }: PlacedKey,
	page: KeyboardState["page"],
	board: Labelled,
): readonly Shape[] {
	const { keys } = board.look;
	const { type } = board.keyboard;
	switch (key) {
		case "shift":
			return signShapes(page === "capitals" ? "shiftOn" : "shift", rect, board);
		case "delete":
			return signShapes("delete", rect, board);
		case "emoji":
			return smileShapes(rect, board);
		case "space":
			return type.words === "none" ? [] : [textShape(keys.words.space, type.words.sizePx, rect, board)];
		case "return":
			return type.words === "none"
				? signShapes("return", rect, board)
				: [textShape(keys.words.return, type.words.sizePx, rect, board)];
		case "digits":
			return [textShape("123", type.pagePx, rect, board)];
		case "letters":
			return [textShape(keys.words.letters, type.pagePx, rect, board)];
		case "symbols":
			return [textShape("#+=", type.pagePx, rect, board)];
	}
	// Letters that have no capitals are about as high as capitals are.
	const isSmall = page === "letters" && keys.capitals !== null;
	return [textShape(key, isSmall ? type.letterPx : type.capitalPx, rect, board)];
}

/** Small letters hang a little lower than capitals, whose middle is that of the key. Share of their size. */
const SMALL_UP_SHARE = 0.05;

/** Free at both sides of what is written, in points. */
const BESIDE_PT = 2;

/** A line in the middle of a rectangle; a wide one, such as س, is smaller. */
export function textShape(text: string, sizePx: number, rect: Rect, { look, measure, ink }: Labelled): Shape {
	const isSmall = text !== text.toUpperCase();
	const style = textStyle(look, sizePx, 400);
	const roomPx = rect.widthPx - 2 * BESIDE_PT * look.pxPerPt;
	const share = Math.min(1, roomPx / measure(text, style));
	return textLine({
		...{ text, measure, colour: ink, style: textStyle(look, share * sizePx, 400) },
		...{ xPx: rect.xPx + rect.widthPx / 2, align: "middle" },
		centrePx: rect.yPx + rect.heightPx / 2 - (isSmall ? SMALL_UP_SHARE * sizePx : 0),
	});
}

function signShapes(name: keyof typeof KEY_SIGNS, rect: Rect, { look, ink }: Labelled): readonly Shape[] {
	const { xPx, yPx, widthPx, heightPx } = rect;
	const place = { xPx: xPx + widthPx / 2, yPx: yPx + heightPx / 2 };
	return drawSign(KEY_SIGNS[name], { ...place, pxPerPt: look.pxPerPt, colour: ink });
}

function smileShapes({ xPx, yPx, widthPx, heightPx }: Rect, { look, ink }: Labelled): readonly Shape[] {
	const { pxPerPt } = look;
	const { smile } = icons;
	const leftPx = xPx + (widthPx - smile.widthPt * pxPerPt) / 2;
	const topPx = yPx + (heightPx - smile.heightPt * pxPerPt) / 2;
	return smile.outlines.map((outline) => pathAt(outline, leftPx, topPx, pxPerPt, ink));
}
