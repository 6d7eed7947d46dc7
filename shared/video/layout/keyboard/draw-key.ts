import type { KeyboardState } from "../../conversation/chat-state.ts";
import type { Shape } from "../../scene/scene.ts";
import type { KeyTones } from "../../themes/keyboard.ts";
import type { Resolved } from "../../themes/look.ts";
import { rectangle } from "../shapes.ts";
import type { Board } from "./board.ts";
import { labelShapes } from "./label.ts";
import { isNamed, type PlacedKey } from "./place-keys.ts";

/** A key with what is written on it. */
export function keyShapes(
	key: PlacedKey,
	page: KeyboardState["page"],
	board: Board,
	state: "up" | "pressed",
): readonly Shape[] {
	const { fill, pressed, ink } = tonesOf(key, page, board);
	const { xPx, yPx, widthPx, heightPx } = key.rect;
	const { radiusPx } = board.keyboard.keys;
	return [
		rectangle(xPx, yPx, widthPx, heightPx, radiusPx, state === "up" ? fill : pressed),
		...labelShapes(key, page, { ...board, ink }),
	];
}

/** What is seen of it under a key. */
export function shadowShapes({ rect }: PlacedKey, { keyboard }: Board): readonly Shape[] {
	const { shadow, keys } = keyboard;
	if (shadow === undefined) return [];
	const { xPx, yPx, widthPx, heightPx } = rect;
	const downPx = Math.max(1, Math.round(shadow.downPx));
	return [rectangle(xPx, yPx + downPx, widthPx, heightPx, keys.radiusPx, shadow.tone)];
}

function tonesOf(
	{ key }: PlacedKey,
	page: KeyboardState["page"],
	{ keyboard }: Board,
): Resolved<KeyTones> & { readonly ink: string } {
	const { ink, shiftOn, special } = keyboard;
	if (key === "space") return { ...keyboard.space, ink };
	if (key === "shift" && page === "capitals" && shiftOn !== undefined) return { ...special, ...shiftOn };
	return isNamed(key) ? { ...special, ink } : { ...keyboard.letter, ink };
}
