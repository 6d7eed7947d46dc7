import { ceilToEven, toEven } from "../../scene/rounding.ts";
import type { Colour, Shape, Sprite } from "../../scene/scene.ts";
import type { Resolved } from "../../themes/look.ts";
import type { TypingBubble } from "../../themes/typing.ts";
import type { Chat } from "../chat.ts";
import type { Loop } from "../chat-layout.ts";
import { circle, rectangle } from "../shapes.ts";

/** The dots of everybody who types, and where they stand. What trails off them may hang below their height. */
export type Dots = Loop & { readonly first: Sprite; readonly xPx: number; readonly heightPx: number };

type Bubble = Resolved<TypingBubble>;

/** The bubble with its three dots and the circles that trail off it; one sprite a phase, all of one size. Null: they stand elsewhere. */
export function drawDots({ look, leftPx, rightPx }: Chat): Dots | null {
	const { typing, direction } = look;
	if (typing.at === "header") return null;
	const { overhangPx, circles } = typing;
	const widthPx = toEven(typing.widthPx + overhangPx) + 2;
	const heightPx = toEven(typing.heightPx);
	const hangPx = Math.max(0, ...circles.map(({ yPx, radiusPx }) => radiusPx - yPx));
	const sprites = Array.from({ length: typing.phases }, (_, phase): Sprite => {
		const shapes = drawPhase(typing, phase, widthPx, heightPx, direction === "rtl");
		return { key: `typing ${phase}`, widthPx, heightPx: heightPx + ceilToEven(hangPx), shapes };
	});
	const insetPx = toEven(typing.marginPx) - 2 * Math.ceil(overhangPx / 2);
	const xPx = direction === "rtl" ? rightPx - insetPx - widthPx : leftPx + insetPx;
	const [first] = sprites;
	if (first === undefined) throw new RangeError("expected a theme's dots to have at least one phase");
	return { sprites, periodMs: typing.periodMs, first, xPx, heightPx };
}

function drawPhase(
	typing: Bubble,
	phase: number,
	widthPx: number,
	heightPx: number,
	isMirrored: boolean,
): readonly Shape[] {
	const { overhangPx, circles, fill, phases, dots } = typing;
	const at = (xPx: number) => (isMirrored ? widthPx - xPx : xPx);
	const middlePx = overhangPx + typing.widthPx / 2;
	const drawn = [0, 1, 2].map((index) => {
		const share = swell(dots, phase / phases - index * dots.wave.lag);
		const sizePx = dots.sizePx * (dots.smallest + (1 - dots.smallest) * share);
		const yPx = heightPx / 2 + dots.risePx * (0.5 - share);
		return circle(
			at(middlePx + (index - 1) * dots.pitchPx),
			yPx,
			sizePx / 2,
			mix(dots.faint, dots.strong, share),
		);
	});
	const leftPx = isMirrored ? widthPx - overhangPx - typing.widthPx : overhangPx;
	return [
		rectangle(leftPx, 0, typing.widthPx, heightPx, typing.radiusPx, fill),
		...circles.map(({ xPx, yPx, radiusPx }) => circle(at(overhangPx + xPx), heightPx - yPx, radiusPx, fill)),
		...drawn,
	];
}

/** How far a dot is from its rest (0–1) at a point of the wave (1 = one period). */
function swell({ wave: { active, curve } }: Bubble["dots"], wave: number): number {
	const position = (((wave % 1) + 1) % 1) / active;
	if (position >= 1) return 0;
	return curve === "arch" ? Math.sin(position * Math.PI) : (1 - Math.cos(2 * Math.PI * position)) / 2;
}

/** The colour at `share` (0–1) of the way between two colours. */
function mix(from: Colour, to: Colour, share: number): Colour {
	const channel = (colour: Colour, index: number) =>
		Number.parseInt(colour.slice(1 + 2 * index, 3 + 2 * index), 16);
	const mixed = Array.from({ length: (from.length - 1) / 2 }, (_, index) => {
		const value = channel(from, index) + share * (channel(to, index) - channel(from, index));
		return Math.round(value).toString(16).padStart(2, "0");
	});
	return `#${mixed.join("")}`;
}
