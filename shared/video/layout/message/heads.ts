import { ceilToEven, toEven } from "../../scene/rounding.ts";
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
export function drawMark(key: string, receipt: "sent" | "delivered", look: Heads): Sprite {
	const sidePx = toEven(look.sizePx);
	const middlePx = sidePx / 2;
	const radiusPx = look.sizePx / 2;
	const isDisc = receipt === "delivered";
	const tick = tickAt(middlePx, middlePx, 0.42 * sidePx, look.strokePx, isDisc ? look.tick : look.ring);
	const ring: Shape = {
		kind: "path",
		d: ringPath(middlePx, radiusPx, look.strokePx),
		fill: look.ring,
	};
	const ground = isDisc ? circle(middlePx, middlePx, radiusPx, look.ring) : ring;
	return { key, widthPx: sidePx, heightPx: sidePx, shapes: [ground, tick] };
}

/** The second circle runs the other way round, so that it is a hole. */
function ringPath(middlePx: number, radiusPx: number, strokePx: number): string {
	const innerPx = radiusPx - strokePx;
	const hole = circlePath(middlePx, middlePx, innerPx).replaceAll(" 0 1 0 ", " 0 1 1 ");
	return `${circlePath(middlePx, middlePx, radiusPx)}${hole}`;
}

/** The others side by side. */
export function drawHeads(look: Heads, chat: Chat, { others }: People): Sprite {
	const { measure, pictures } = chat;
	const heightPx = toEven(look.sizePx);
	const pitchPx = look.sizePx + look.gapPx;
	const shapes = others.flatMap((person, index) => {
		const xPx = index * pitchPx + look.sizePx / 2;
		return avatarShapes(person, {
			...{ look: chat.look, measure, pictures },
			...{ xPx, yPx: heightPx / 2, sizePx: look.sizePx },
		});
	});
	return {
		key: "receipt read",
		widthPx: ceilToEven(others.length * pitchPx - look.gapPx),
		heightPx,
		shapes,
	};
}
