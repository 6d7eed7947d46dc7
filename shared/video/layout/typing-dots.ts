import type { Column } from "./column.ts";
import type { Colour, Shape, Sprite } from "./scene.ts";
import { circle, rectangle } from "./shapes.ts";

/** Few, because each is a picture of its own to code, and enough for a viewer to see a wave. */
const TYPING_PHASES = 12;
/** One wave through the three dots, measured on a screen recording of the app. */
export const TYPING_PERIOD_MS = 1200;

/** The thought bubble with its three dots, one sprite a phase, all of one size. */
export function typingSprites(column: Column): readonly Sprite[] {
	return Array.from({ length: TYPING_PHASES }, (_, phase) => typingSprite(column, phase));
}

function typingSprite(column: Column, phase: number): Sprite {
	const { metrics } = column.theme;
	const { pxPerPt, even } = column.scale;
	const { width, height, dot, pitch } = metrics.typing;
	const fill = column.palette.them.bubble;
	const overhangPt = metrics.bubble.tail;
	const leftPx = overhangPt * pxPerPt;
	const heightPx = even(height);
	const small = (xPt: number, yPt: number, radiusPt: number) =>
		circle(leftPx + xPt * pxPerPt, heightPx - yPt * pxPerPt, radiusPt * pxPerPt, fill);
	const dots = [0, 1, 2].map((index): Shape => {
		const xPx = leftPx + (width / 2 + (index - 1) * pitch) * pxPerPt;
		return circle(
			xPx,
			heightPx / 2,
			(dot / 2) * pxPerPt,
			dotColour(column, phase / TYPING_PHASES - index / 6),
		);
	});
	return {
		id: `typing-${phase}`,
		widthPx: even(width + overhangPt) + 2,
		heightPx,
		background: column.palette.background,
		shapes: [
			rectangle(leftPx, 0, width * pxPerPt, heightPx, heightPx / 2, fill),
			small(5.5, 5.5, 5.5),
			small(-3, 2.2, 2.2),
			...dots,
		],
	};
}

/** A dot's colour at a point of the wave (1 = one period): it lights up for half of it, then rests. */
function dotColour(column: Column, wave: number): Colour {
	const { strong, faint } = column.palette.dots;
	const position = ((wave % 1) + 1) % 1;
	const share = position < 0.5 ? Math.sin(position * 2 * Math.PI) : 0;
	return mix(faint, strong, share);
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
