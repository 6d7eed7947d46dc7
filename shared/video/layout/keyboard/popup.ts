import { grow, type Rect } from "../../scene/rect.ts";
import type { Shape } from "../../scene/scene.ts";
import type { Popup } from "../../themes/keyboard.ts";
import type { Resolved } from "../../themes/look.ts";
import type { Board } from "./board.ts";
import { textShape } from "./label.ts";
import type { PlacedKey } from "./place-keys.ts";

const n = (value: number) => Number(value.toFixed(2));

/** A pressed letter with its head over it, in px of a sprite that begins at `origin`. */
export function popupShapes(
	key: PlacedKey,
	popup: Resolved<Popup>,
	board: Board,
	origin: Origin,
): readonly Shape[] {
	const { fill, edge, letterPx, headPx } = popup;
	const head = headOf(key, popup, board);
	const keyRect = moveBy(key.rect, origin);
	const headRect = moveBy({ ...head, heightPx: headPx }, origin);
	const draw = (morePx: number, tone: string): Shape => ({
		kind: "path",
		d: outline(keyRect, headRect, popup, board, morePx),
		fill: tone,
	});
	const letter = textShape(key.key, letterPx, headRect, { ...board, ink: board.keyboard.ink });
	return [draw(edgePx(popup), edge.tone), draw(0, fill), letter];
}

/** What a popup covers, in px of the keyboard: the heads of the first row reach over its top. */
export function popupRect(key: PlacedKey, popup: Resolved<Popup>, board: Board): Rect {
	const { xPx, yPx, widthPx } = headOf(key, popup, board);
	const heightPx = key.rect.yPx + key.rect.heightPx - yPx;
	return grow({ xPx, yPx, widthPx, heightPx }, Math.ceil(edgePx(popup)));
}

type Origin = { readonly xPx: number; readonly yPx: number };

function moveBy(rect: Rect, { xPx, yPx }: Origin): Rect {
	return { ...rect, xPx: rect.xPx - xPx, yPx: rect.yPx - yPx };
}

const edgePx = ({ edge }: Resolved<Popup>) => Math.max(1, edge.widthPx);

/** Over the middle of the key, but within the keyboard. */
function headOf({ rect }: PlacedKey, popup: Resolved<Popup>, board: Board): Omit<Rect, "heightPx"> {
	const eachPx = popup.widerPx / 2;
	const roomPx = Math.ceil(edgePx(popup));
	const leftPx = Math.max(roomPx, rect.xPx - eachPx);
	const rightPx = Math.min(board.widthPx - roomPx, rect.xPx + rect.widthPx + eachPx);
	return { xPx: leftPx, yPx: rect.yPx - popup.headPx - popup.neckPx, widthPx: rightPx - leftPx };
}

/** Clockwise from the head's upper left corner, down the neck's right side, around the key, and up again. */
function outline(
	key: Rect,
	head: Rect,
	{ neckPx, radiusPx }: Resolved<Popup>,
	{ keyboard }: Board,
	morePx: number,
): string {
	const [left, right, top] = [head.xPx - morePx, head.xPx + head.widthPx + morePx, head.yPx - morePx];
	const [keyLeft, keyRight] = [key.xPx - morePx, key.xPx + key.widthPx + morePx];
	const bottom = key.yPx + key.heightPx + morePx;
	const shoulder = head.yPx + head.heightPx - radiusPx;
	const waist = shoulder + radiusPx + neckPx;
	const half = (shoulder + waist) / 2;
	const [r, k] = [radiusPx + morePx, keyboard.keys.radiusPx + morePx];
	return [
		`M${n(left + r)} ${n(top)}L${n(right - r)} ${n(top)}A${n(r)} ${n(r)} 0 0 1 ${n(right)} ${n(top + r)}`,
		`L${n(right)} ${n(shoulder)}C${n(right)} ${n(half)} ${n(keyRight)} ${n(half)} ${n(keyRight)} ${n(waist)}`,
		`L${n(keyRight)} ${n(bottom - k)}A${n(k)} ${n(k)} 0 0 1 ${n(keyRight - k)} ${n(bottom)}`,
		`L${n(keyLeft + k)} ${n(bottom)}A${n(k)} ${n(k)} 0 0 1 ${n(keyLeft)} ${n(bottom - k)}`,
		`L${n(keyLeft)} ${n(waist)}C${n(keyLeft)} ${n(half)} ${n(left)} ${n(half)} ${n(left)} ${n(shoulder)}`,
		`L${n(left)} ${n(top + r)}A${n(r)} ${n(r)} 0 0 1 ${n(left + r)} ${n(top)}Z`,
	].join("");
}
