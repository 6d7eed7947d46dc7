import { toEven } from "../../scene/rounding.ts";
import type { Colour, Shape, Sprite } from "../../scene/scene.ts";
import type { Resolved } from "../../themes/look.ts";
import type { Typing } from "../../themes/parts.ts";
import type { Chat } from "../chat.ts";
import type { Loop } from "../chat-layout.ts";
import { circle, rectangle } from "../shapes.ts";

/** The dots of everybody who types, and where they stand. */
export type Dots = Loop & { readonly first: Sprite; readonly xPx: number; readonly heightPx: number };

/** The capsule with its three dots and the circles that trail off it; one sprite a phase, all of one size. */
export function drawDots({ look, leftPx, rightPx }: Chat): Dots {
	const { typing, direction } = look;
	const overhangPx = typing.overhangPx;
	const widthPx = toEven(typing.widthPx + overhangPx) + 2;
	const heightPx = toEven(typing.heightPx);
	const sprites = Array.from({ length: typing.phases }, (_, phase): Sprite => {
		const shapes = drawPhase(typing, phase, widthPx, heightPx, direction === "rtl");
		return { key: `typing ${phase}`, widthPx, heightPx, shapes };
	});
	const insetPx = toEven(typing.marginPx) - 2 * Math.ceil(overhangPx / 2);
	const xPx = direction === "rtl" ? rightPx - insetPx - widthPx : leftPx + insetPx;
	const [first] = sprites;
	if (first === undefined) throw new RangeError("expected a theme's dots to have at least one phase");
	return { sprites, periodMs: typing.periodMs, first, xPx, heightPx };
}

function drawPhase(
	typing: Resolved<Typing>,
	phase: number,
	widthPx: number,
	heightPx: number,
	isMirrored: boolean,
): readonly Shape[] {
	const { overhangPx, circles, dotPx, pitchPx, fill, phases } = typing;
	const at = (xPx: number) => (isMirrored ? widthPx - xPx : xPx);
	const middlePx = overhangPx + typing.widthPx / 2;
	const dots = [0, 1, 2].map((index) => {
		const colour = dotColour(typing, phase / phases - index / 6);
		return circle(at(middlePx + (index - 1) * pitchPx), heightPx / 2, dotPx / 2, colour);
	});
	const leftPx = isMirrored ? widthPx - overhangPx - typing.widthPx : overhangPx;
	return [
		rectangle(leftPx, 0, typing.widthPx, heightPx, heightPx / 2, fill),
		...circles.map(({ xPx, yPx, radiusPx }) => circle(at(overhangPx + xPx), heightPx - yPx, radiusPx, fill)),
		...dots,
	];
}

/** A dot's colour at a point of the wave (1 = one period): it lights up for half of it, then rests. */
function dotColour({ strong, faint }: Resolved<Typing>, wave: number): Colour {
	const position = ((wave % 1) + 1) % 1;
	return mix(faint, strong, position < 0.5 ? Math.sin(position * 2 * Math.PI) : 0);
}

/** The colour at `share` (0–1) of the way between two colours. */
function mix(from: Colour, to: Colour, share: number): Colour {
	const channel = (colour: Colour, index: number) =>
		Number.parseInt(colour.slice(1 + 2 * index, 3 + 2 * index), 16);
	const mixed = [0, 1, 2].map((index) => {
		const value = channel(from, index) + share * (channel(to, index) - channel(from, index));
		return Math.round(value).toString(16).padStart(2, "0");
	});
	return `#${mixed.join("")}`;
}
