import type { Rect } from "../../scene/rect.ts";
import type { Shape } from "../../scene/scene.ts";
import { KEY_SIGNS } from "../../themes/key-signs.ts";
import { textLine } from "../line.ts";
import { circle, rectangle } from "../shapes.ts";
import type { Board } from "./board.ts";
import { panelShapes } from "./draw-page.ts";
import { drawSign } from "./draw-sign.ts";
import { textShape } from "./label.ts";
import { isNamed, type PlacedKey } from "./place-keys.ts";

/** Cells column by column, as a phone fills them, and the two keys of the row of categories. */
export function placeEmoji(emoji: readonly string[], { keyboard, widthPx }: Board): readonly PlacedKey[] {
	const { topPx, rows, columns, pitchPx, sidePx, categoriesPx } = keyboard.emoji;
	const acrossPx = (widthPx - 2 * sidePx) / columns;
	const cells = emoji.slice(0, rows * columns).map((key, index): PlacedKey => {
		const xPx = Math.round(sidePx + Math.floor(index / rows) * acrossPx);
		const yPx = Math.round(topPx + (index % rows) * pitchPx);
		return { key, rect: { xPx, yPx, widthPx: Math.floor(acrossPx), heightPx: Math.floor(pitchPx) } };
	});
	const endPx = Math.round(keyboard.keys.pagePx + sidePx);
	const row = { yPx: Math.round(categoriesPx - pitchPx / 2), widthPx: endPx, heightPx: Math.round(pitchPx) };
	return [
		...cells,
		{ key: "letters", rect: { xPx: 0, ...row } },
		{ key: "delete", rect: { xPx: widthPx - endPx, ...row } },
	];
}

/** The page without a pressed key. */
export function emojiPageShapes(keys: readonly PlacedKey[], board: Board): readonly Shape[] {
	return [
		...panelShapes(board),
		...searchShapes(board),
		...keys.flatMap((key) => emojiKeyShapes(key, board)),
		...categoryShapes(board),
	];
}

/** A field with a lens. */
function searchShapes({ look, keyboard, widthPx }: Board): readonly Shape[] {
	const { search, faint, sidePx } = keyboard.emoji;
	const { pxPerPt } = look;
	const leftPx = Math.round(sidePx / 2);
	const [yPx, heightPx] = [Math.round(search.topPx), Math.round(search.heightPx)];
	const lens = { xPx: leftPx + heightPx / 2, yPx: yPx + heightPx / 2, pxPerPt, colour: faint };
	return [
		rectangle(leftPx, yPx, widthPx - 2 * leftPx, heightPx, heightPx / 3, search.fill),
		...drawSign(KEY_SIGNS.search, lens),
	];
}

/** An emoji, or one of the two keys under them. */
function emojiKeyShapes({ key, rect }: PlacedKey, board: Board): readonly Shape[] {
	const { look, keyboard, measure } = board;
	const [xPx, yPx] = middleOf(rect);
	if (key === "delete")
		return drawSign(KEY_SIGNS.delete, { xPx, yPx, pxPerPt: look.pxPerPt, colour: keyboard.ink });
	if (isNamed(key))
		return [textShape(look.keys.words.letters, keyboard.type.pagePx, rect, { ...board, ink: keyboard.ink })];
	const style = { sizePx: keyboard.emoji.sizePx, weight: 400 } as const;
	return [textLine({ text: key, style, measure, colour: keyboard.ink, xPx, align: "middle", centrePx: yPx })];
}

/** A pressed one. */
export function litEmojiShapes(key: PlacedKey, board: Board): readonly Shape[] {
	const { chosen } = board.keyboard.emoji;
	const { xPx, yPx, widthPx, heightPx } = key.rect;
	const radiusPx = Math.round(heightPx / 4);
	return [rectangle(xPx, yPx, widthPx, heightPx, radiusPx, chosen), ...emojiKeyShapes(key, board)];
}

const middleOf = ({ xPx, yPx, widthPx, heightPx }: Rect) => [xPx + widthPx / 2, yPx + heightPx / 2] as const;

const CATEGORIES = [
	...(["recent", "faces", "animals", "food", "activity"] as const),
	...(["travel", "objects", "symbols", "flags"] as const),
];

/** The first, of emoji that were used most, is open. */
function categoryShapes({ look, keyboard, widthPx }: Board): readonly Shape[] {
	const { faint, chosen, categoriesPx: yPx, sidePx } = keyboard.emoji;
	const startPx = keyboard.keys.pagePx + sidePx;
	const pitchPx = (widthPx - 2 * startPx) / CATEGORIES.length;
	const { pxPerPt } = look;
	return CATEGORIES.flatMap((name, index) => {
		const xPx = startPx + (index + 0.5) * pitchPx;
		const isOpen = index === 0;
		return [
			...(isOpen ? [circle(xPx, yPx, 14 * pxPerPt, chosen)] : []),
			...drawSign(KEY_SIGNS[name], { xPx, yPx, pxPerPt, colour: isOpen ? keyboard.ink : faint }),
		];
	});
}
