import { ceilToEven } from "../../scene/rounding.ts";
import type { Shape, Sprite } from "../../scene/scene.ts";
import type { Resolved } from "../../themes/look.ts";
import type { Receipt } from "../../themes/parts.ts";
import { avatarShapes } from "../avatar.ts";
import type { Chat } from "../chat.ts";
import type { People } from "../people.ts";
import { circle, circlePath } from "../shapes.ts";
import { tickAt } from "./ticks.ts";

type Heads = Extract<Resolved<Receipt>, { readonly kind: "heads" }>;

/** A ring, or a disc, with a tick. */
export function drawMark(
	key: string,
	receipt: "sent" | "delivered",
	{ sizePx, strokePx, ring, tick }: Heads,
): Sprite {
	const sidePx = ceilToEven(sizePx);
	const middlePx = sidePx / 2;
	const isDisc = receipt === "delivered";
	const ground: Shape = isDisc
		? circle(middlePx, middlePx, sizePx / 2, ring)
		: { kind: "path", d: ringPath(middlePx, sizePx / 2, strokePx), fill: ring };
	const sign = tickAt(middlePx, middlePx, 0.42 * sizePx, strokePx, isDisc ? tick : ring);
	return { key, widthPx: sidePx, heightPx: sidePx, shapes: [ground, sign] };
}

/** The second circle runs the other way round, so that it is a hole. */
function ringPath(middlePx: number, radiusPx: number, strokePx: number): string {
	const innerPx = radiusPx - strokePx;
	const hole = circlePath(middlePx, middlePx, innerPx).replaceAll(" 0 1 0 ", " 0 1 1 ");
	return `${circlePath(middlePx, middlePx, radiusPx)}${hole}`;
}

/** The others side by side. */
export function drawHeads(
	{ sizePx, gapPx }: Heads,
	{ look, measure, pictures }: Chat,
	{ others }: People,
): Sprite {
	const heightPx = ceilToEven(sizePx);
	const pitchPx = sizePx + gapPx;
	const shapes = others.flatMap((person, index) => {
		const xPx = index * pitchPx + sizePx / 2;
		return avatarShapes(person, { look, measure, pictures, xPx, yPx: heightPx / 2, sizePx });
	});
	return {
		key: "receipt read",
		widthPx: ceilToEven(others.length * pitchPx - gapPx),
		heightPx,
		shapes,
	};
}
