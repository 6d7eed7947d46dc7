import { type Answer, type Answers, isSameAnswer } from "./answers.ts";
import { contains, type Rect, unite } from "./rect.ts";

/** A rectangle, and how to make it. */
export type Part = { readonly rect: Rect; readonly answer: Answer };

type Zone = {
	readonly rect: Rect;
	/** Rows at which anything begins or ends that stands there, or would if it moved; in any order. */
	readonly rowCuts: readonly number[];
	/** Called when rows do not move as a whole. */
	readonly listCells: () => Cells;
	/** What is made otherwise. */
	readonly done: readonly Rect[];
};

/** Where such rows are cut further: at rows, and at the sides of rectangles. */
type Cells = { readonly rowCuts: readonly number[]; readonly rects: readonly Rect[] };

/**
 * Makes a zone in which things move of as few rectangles as may be. Rows between two cuts are one if they move as a whole, as most
 * do; else they are cut into cells.
 */
export function solveZone(zone: Zone, answers: Answers): readonly Part[] {
	const parts: Part[] = [];
	let cells: Cells | null = null;
	let run: { readonly move: (typeof answers.moves)[number]; readonly rows: Rect[] } | null = null;
	const endRun = () => {
		if (run !== null) parts.push({ rect: joinRows(run.rows, answers), answer: run.move });
		run = null;
	};
	for (const rows of cutRows(zone.rect, zone.rowCuts)) {
		if (run !== null && answers.isMovedBy(rows, run.move)) {
			run.rows.push(rows);
			continue;
		}
		endRun();
		if (answers.isStill(rows)) continue;
		const move = answers.moves.find((each) => answers.isMovedBy(rows, each));
		if (move !== undefined) {
			run = { move, rows: [rows] };
			continue;
		}
		cells ??= zone.listCells();
		for (const fewer of cutRows(rows, cells.rowCuts))
			parts.push(...solveCells(fewer, cells, zone.done, answers));
	}
	endRun();
	return joinParts(parts);
}

/** Rows that move as one, without the last ones if they stand still as well: a gap only joins what moves over and under it. */
function joinRows(rows: readonly Rect[], { isStill }: Answers): Rect {
	const [first, ...others] = rows as readonly [Rect, ...Rect[]];
	const last = others.findLast((each) => !isStill(each)) ?? first;
	return unite(first, last);
}

function cutRows(rect: Rect, rowCuts: readonly number[]): readonly Rect[] {
	const ends = cut(rect.yPx, rect.yPx + rect.heightPx, rowCuts);
	const rows: Rect[] = [];
	let yPx = rect.yPx;
	for (const endPx of ends) {
		rows.push({ xPx: rect.xPx, yPx, widthPx: rect.widthPx, heightPx: endPx - yPx });
		yPx = endPx;
	}
	return rows;
}

/** The ends of the stretches between two ends, cut at places of which some may be beyond them, or the same. */
function cut(from: number, to: number, places: readonly number[]): readonly number[] {
	const inside: number[] = [];
	for (const place of places) if (place > from && place < to) inside.push(place);
	inside.sort((a, b) => a - b);
	inside.push(to);
	return inside.filter((place, index) => place !== inside[index - 1]);
}

function solveCells(rows: Rect, { rects }: Cells, done: readonly Rect[], answers: Answers): readonly Part[] {
	const sides: number[] = [];
	for (const { xPx, yPx, widthPx, heightPx } of rects)
		if (yPx < rows.yPx + rows.heightPx && yPx + heightPx > rows.yPx) sides.push(xPx, xPx + widthPx);
	let xPx = rows.xPx;
	const parts: Part[] = [];
	for (const endPx of cut(rows.xPx, rows.xPx + rows.widthPx, sides)) {
		const rect = { ...rows, xPx, widthPx: endPx - xPx };
		xPx = endPx;
		const answer = done.some((each) => contains(each, rect)) ? null : answers.find(rect);
		if (answer === null) continue;
		const last = parts.at(-1);
		if (last !== undefined && isSameAnswer(last.answer, answer) && isBeside(last.rect, rect))
			parts[parts.length - 1] = { answer, rect: { ...last.rect, widthPx: endPx - last.rect.xPx } };
		else parts.push({ rect, answer });
	}
	return parts;
}

const isBeside = (left: Rect, right: Rect) => left.xPx + left.widthPx === right.xPx;

/** Joins parts that stand on one another. They come from the top down. */
function joinParts(parts: readonly Part[]): readonly Part[] {
	const joined: Part[] = [];
	for (const part of parts) {
		const { xPx, yPx, widthPx, heightPx } = part.rect;
		const index = joined.findLastIndex(
			({ rect, answer }) =>
				rect.xPx === xPx &&
				rect.widthPx === widthPx &&
				rect.yPx + rect.heightPx === yPx &&
				isSameAnswer(answer, part.answer),
		);
		const above = joined[index];
		if (above === undefined) joined.push(part);
		else
			joined[index] = {
				...above,
				rect: { ...above.rect, heightPx: above.rect.heightPx + heightPx },
			};
	}
	return joined;
}
