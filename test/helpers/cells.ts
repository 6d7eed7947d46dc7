import { createCanvas } from "../../shared/video/node/fonts/canvas.ts";
import type { Typesetter } from "../../shared/video/text/typesetter.ts";
import { fillBlack } from "./fonts.ts";

const SIZE_PX = 24;
const SIDE = 80;
const COLUMNS = 16;
const LEFT = 24;
const BASELINE = 52;
const STYLE = { sizePx: SIZE_PX, weight: 400 } as const;

/** One text, drawn by itself: how dark each pixel of its cell is. */
export type Cell = {
	readonly alpha: Uint8Array;
	readonly advancePx: number;
	/** Nothing at all was drawn. */
	readonly isBlank: boolean;
	/** Where, from its left edge, the pixels are that another cell has not, on the average; null where there are none. */
	readonly middleOfDifference: (other: Cell) => number | null;
};

/** Draws many texts on few canvases, each in a cell of its own. */
export function drawCells(
	texts: readonly string[],
	typesetter: Pick<Typesetter, "fill" | "measure">,
): Cell[] {
	const cells: Cell[] = [];
	for (let first = 0; first < texts.length; first += COLUMNS * COLUMNS) {
		const some = texts.slice(first, first + COLUMNS * COLUMNS);
		const heightPx = Math.ceil(some.length / COLUMNS) * SIDE;
		const context = createCanvas(COLUMNS * SIDE, heightPx).getContext("2d");
		for (const [index, text] of some.entries()) {
			context.save();
			context.beginPath();
			context.rect(leftOf(index), topOf(index), SIDE, SIDE);
			context.clip();
			context.fillStyle = "#000000";
			const place = { xPx: leftOf(index) + LEFT, baselinePx: topOf(index) + BASELINE };
			fillBlack(typesetter, context, { text, style: STYLE, direction: "ltr", ...place });
			context.restore();
		}
		const { data } = context.getImageData(0, 0, COLUMNS * SIDE, heightPx);
		cells.push(...some.map((text, index) => cellOf(data, index, typesetter.measure(text, STYLE))));
	}
	return cells;
}

const leftOf = (index: number) => (index % COLUMNS) * SIDE;
const topOf = (index: number) => Math.floor(index / COLUMNS) * SIDE;

function cellOf(data: Uint8ClampedArray, index: number, advancePx: number): Cell {
	const alpha = new Uint8Array(SIDE * SIDE);
	for (let row = 0; row < SIDE; row++) {
		const start = (topOf(index) + row) * COLUMNS * SIDE + leftOf(index);
		for (let x = 0; x < SIDE; x++) alpha[row * SIDE + x] = data[4 * (start + x) + 3] ?? 0;
	}
	const middleOfDifference = (other: Cell) => {
		let [sum, count] = [0, 0];
		for (const [at, value] of alpha.entries()) {
			if (Math.abs(value - (other.alpha[at] ?? 0)) <= 40) continue;
			sum += at % SIDE;
			count += 1;
		}
		return count === 0 ? null : sum / count - LEFT;
	};
	return { alpha, advancePx, isBlank: alpha.every((value) => value < 16), middleOfDifference };
}

/** Skia smooths an edge otherwise at another place. */
const TOLERANCE = 40;

/** The noncharacter that no font has. */
const NOBODYS = "\u{10ffff}";

/** Pixels by their place in a cell's array, as if the leftmost were in its first column; the darkest first. */
type Pattern = { readonly at: Int32Array; readonly alpha: Uint8Array; readonly widthPx: number };

/** Says whether a cell holds the box of the typesetter, or what one of these fonts draws for what it has not (.notdef). */
export function createNotdefFinder(
	typesetter: Typesetter,
): (cell: Cell, aliases: Iterable<string | undefined>) => boolean {
	const [box] = drawCells([NOBODYS], typesetter);
	const known = new Map<string, readonly Pattern[]>();
	const patternsOf = (alias: string) => {
		const patterns = known.get(alias) ?? [0, 0.25, 0.5, 0.75].flatMap((shiftPx) => notdefOf(alias, shiftPx));
		known.set(alias, patterns);
		return patterns;
	};
	const own = box === undefined ? [] : [patternIn(box)];
	return (cell, aliases) => {
		const ofFonts = [...aliases].flatMap((alias) => (alias === undefined ? [] : patternsOf(alias)));
		return [...own, ...ofFonts].some((pattern) => holds(cell, pattern));
	};
}

/** Nothing where the font draws nothing for it. */
function notdefOf(alias: string, shiftPx: number): Pattern[] {
	const fill: Typesetter["fill"] = (context, { xPx, baselinePx }) => {
		context.font = `${SIZE_PX}px "${alias}"`;
		context.fillText(NOBODYS, xPx + shiftPx, baselinePx);
	};
	const [cell] = drawCells([NOBODYS], { fill, measure: () => 0 });
	return cell === undefined || cell.isBlank ? [] : [patternIn(cell)];
}

/** All that is dark, and the light pixels between. */
function patternIn({ alpha }: Cell): Pattern {
	const dark = [...alpha.entries()].filter(([, value]) => value > 0).map(([at]) => at);
	const columns = dark.map((at) => at % SIDE);
	const [left, right] = [Math.min(...columns), Math.max(...columns)];
	const [first = 0, last = 0] = [dark[0], dark.at(-1)];
	const box = [...alpha.keys()].slice(first - (first % SIDE), last + 1);
	const within = box.filter((at) => at % SIDE >= left && at % SIDE <= right);
	const sorted = within.toSorted((a, b) => (alpha[b] ?? 0) - (alpha[a] ?? 0));
	return {
		at: Int32Array.from(sorted, (at) => at - left),
		alpha: Uint8Array.from(sorted, (at) => alpha[at] ?? 0),
		widthPx: right - left + 1,
	};
}

function holds(cell: Cell, { at, alpha, widthPx }: Pattern): boolean {
	for (let left = 0; left + widthPx <= SIDE; left++) {
		let index = 0;
		while (index < at.length) {
			const difference = (cell.alpha[(at[index] ?? 0) + left] ?? 0) - (alpha[index] ?? 0);
			if (difference > TOLERANCE || difference < -TOLERANCE) break;
			index += 1;
		}
		if (index === at.length) return true;
	}
	return false;
}
