import type { KeyboardState } from "../../conversation/chat-state.ts";
import type { Shape } from "../../scene/scene.ts";
import { icons } from "../../themes/icons.ts";
import { KEY_SIGNS } from "../../themes/key-signs.ts";
import { pathAt, rectangle, rectanglePath } from "../shapes.ts";
import type { Board } from "./board.ts";
import { keyShapes, shadowShapes } from "./draw-key.ts";
import { drawSign } from "./draw-sign.ts";
import type { PlacedKey } from "./place-keys.ts";

/** A page of keys of which none is pressed. */
export function pageShapes(
	keys: readonly PlacedKey[],
	page: KeyboardState["page"],
	board: Board,
): readonly Shape[] {
	return [
		...panelShapes(board),
		...separatorShapes(board),
		...keys.flatMap((key) => shadowShapes(key, board)),
		...keys.flatMap((key) => keyShapes(key, page, board, "up")),
		...footShapes(board),
	];
}

/** What keys stand on, with round upper corners. */
export function panelShapes({ keyboard, widthPx, heightPx }: Board): readonly Shape[] {
	const { fill, hairline } = keyboard;
	const radiusPx = Math.round(keyboard.radiusPx);
	const panel = (yPx: number, tone: string): Shape => ({
		kind: "clip",
		d: rectanglePath({ xPx: 0, yPx: 0, widthPx, heightPx }, 0),
		// Its lower corners are below the screen's edge.
		shapes: [rectangle(0, yPx, widthPx, heightPx - yPx + radiusPx, radiusPx, tone)],
	});
	if (hairline === undefined) return [panel(0, fill)];
	return [panel(0, hairline.tone), panel(Math.max(1, Math.round(hairline.widthPx)), fill)];
}

/** As high as suggestions on iOS have them, in points. */
const SEPARATOR_PT = 30;

/** Between three suggestions. */
function separatorShapes({ look, keyboard, widthPx }: Board): readonly Shape[] {
	const { bar } = keyboard;
	if (bar === undefined) return [];
	const linePx = Math.max(1, Math.round(look.pxPerPt / 2));
	const heightPx = Math.round(SEPARATOR_PT * look.pxPerPt);
	const yPx = Math.round((bar.heightPx - heightPx) / 2);
	return [1, 2].map((third) =>
		rectangle(Math.round((third * widthPx) / 3), yPx, linePx, heightPx, 0, bar.separator),
	);
}

/** Globe and microphone under the keys. */
function footShapes({ look, keyboard, widthPx, heightPx }: Board): readonly Shape[] {
	const { pxPerPt } = look;
	const { foot, ink } = keyboard;
	const yPx = heightPx - foot.upPx;
	const { microphoneOutline: microphone } = icons;
	const scale = MICROPHONE_SCALE * pxPerPt;
	const leftPx = widthPx - foot.microphonePx - (microphone.widthPt / 2) * scale;
	const topPx = yPx - (microphone.heightPt / 2) * scale;
	return [
		...drawSign(KEY_SIGNS.globe, { xPx: foot.globePx, yPx, pxPerPt, colour: ink }),
		...microphone.outlines.map((outline) => pathAt(outline, leftPx, topPx, scale, ink)),
	];
}

/** 28 points high, as on iOS 26. */
const MICROPHONE_SCALE = 28 / 19.9;
