import { type Answers, createAnswers, type Reference, toReference } from "./answers.ts";
import { findChanges, type LayerChange } from "./changes.ts";
import { contains, type Rect, subtract, unite } from "./rect.ts";
import { findScaled } from "./scales.ts";
import type { Scene } from "./scene.ts";
import { type Part, solveZone } from "./solve-zone.ts";
import { findZones } from "./zones.ts";

/** One rectangle in which a scene differs from a reference, and how to make it from the references. */
export type Difference = { readonly rect: Rect } & (
	| /** The pixels of a reference that stand there `dyPx` higher: a point (x, y) of `rect` is the point (x, y − dyPx) of the reference. */
	{ readonly kind: "move"; readonly of: "before" | "after"; readonly dyPx: number }
	/** The pixels of a reference, `by` as large, about a point of the screen, then `dxPx` and `dyPx` away. */
	| {
			readonly kind: "scale";
			readonly of: "before" | "after";
			readonly by: number;
			readonly xPx: number;
			readonly yPx: number;
			readonly dxPx: number;
			readonly dyPx: number;
	  }
	/** (before · (64 − opacity) + after · opacity) ÷ 64, rounded. Nothing stands in front of what fades. */
	| { readonly kind: "mix"; readonly opacity: number }
	/** Anything else. */
	| { readonly kind: "draw" }
);

/**
 * How a scene is made from one that was shown before, and from one that will be shown after. Each rectangle alone is true of its
 * references, so their order does not matter, and what is in none shows what `before` shows there. A `mix` is true to the sample,
 * but within one level in the rounded corners of a clip, which are mixed once more with what is behind them.
 */
export function compare(scene: Scene, before: Scene, after?: Scene): readonly Difference[] {
	const changes = scene === before ? [] : findChanges(scene, before);
	if (changes.length === 0) return [];
	const shown = toReference(scene);
	const first = { ...toReference(before), changes };
	const second = after === undefined ? null : { ...toReference(after), changes: findChanges(scene, after) };
	const answers = createAnswers(shown, first, second);
	const scales = listScales(shown, first, second, answers);
	const scaled = scales.map(({ rect }) => rect);
	const references = second === null ? [first] : [first, second];
	const isMoving = ({ name }: LayerChange) =>
		references.some((reference) =>
			reference.changes.some((change) => change.name === name && change.shifts.size > 0),
		);
	const { zones, others } = findZones(changes, isMoving);
	const parts = [
		...solveZones(zones, [shown, first, second], scaled, answers),
		...solveRects(others, scaled, answers),
	];
	return [...scales, ...parts.map(({ rect, answer }) => ({ rect, ...answer }))];
}

type Changed = Reference & { readonly changes: readonly LayerChange[] };

function listScales(
	{ scene, things }: Reference,
	before: Changed,
	after: Reference | null,
	answers: Answers,
): readonly (Difference & { readonly kind: "scale" })[] {
	const found: (Difference & { readonly kind: "scale" })[] = [];
	for (const [of, reference] of [
		["before", before],
		["after", after],
	] as const) {
		if (reference === null) continue;
		for (const scaled of findScaled(scene, things, reference.scene, reference.things)) {
			const isKnown = found.some(({ rect }) => contains(rect, scaled.rect));
			const isChanged = before.changes.some(({ rects }) => rects.some((rect) => contains(rect, scaled.rect)));
			if (!isKnown && isChanged && answers.find(scaled.rect)?.kind === "draw")
				found.push({ kind: "scale", of, ...scaled });
		}
	}
	return found;
}

type Compared = readonly [shown: Reference, before: Changed, after: Reference | null];

/** Parts of the screen in which things move. */
function solveZones(
	zones: readonly Rect[],
	[shown, before, after]: Compared,
	done: readonly Rect[],
	answers: Answers,
): readonly Part[] {
	if (zones.length === 0) return [];
	const rowCuts = listRows(shown);
	const [rowsBefore, rowsAfter] = [listRows(before), after === null ? [] : listRows(after)];
	for (const { of, dyPx } of answers.moves)
		for (const row of of === "before" ? rowsBefore : rowsAfter) rowCuts.push(row + dyPx);
	const listCells = () => ({
		rowCuts: rowsBefore,
		rects: [
			...before.changes.flatMap(({ rects }) => rects),
			...shown.things.map(({ seen }) => seen),
			...[shown, before, after].flatMap((each) => each?.things.flatMap(({ corners }) => corners) ?? []),
		],
	});
	return zones.flatMap((rect) => solveZone({ rect, rowCuts, listCells, done }, answers));
}

/** The rows at which anything begins or ends. */
function listRows({ things }: Reference): number[] {
	const rows: number[] = [];
	for (const { seen, corners } of things) {
		rows.push(seen.yPx, seen.yPx + seen.heightPx);
		for (const { yPx, heightPx } of corners) rows.push(yPx, yPx + heightPx);
	}
	return rows;
}

/** Rectangles in which nothing moves. */
function solveRects(rects: readonly Rect[], done: readonly Rect[], answers: Answers): readonly Part[] {
	const open = done.reduce<readonly Rect[]>(
		(left, scaled) => left.flatMap((rect) => subtract(rect, scaled)),
		rects.filter((rect, index) => !isInAnother(rect, rects, index)),
	);
	const parts: Part[] = [];
	for (const rect of open) {
		const answer = answers.find(rect);
		if (answer?.kind === "draw") addDrawn(parts, rect);
		else if (answer !== null) parts.push({ rect, answer });
	}
	return parts;
}

/** Of two that are equal, the second lies in the first. */
function isInAnother(rect: Rect, rects: readonly Rect[], index: number): boolean {
	return rects.some(
		(each, other) => other !== index && contains(each, rect) && (other < index || !contains(rect, each)),
	);
}

/** Two rectangles become one where that takes no more room. */
function addDrawn(parts: Part[], rect: Rect): void {
	const index = parts.findIndex(
		(part) => part.answer.kind === "draw" && area(unite(part.rect, rect)) <= area(part.rect) + area(rect),
	);
	const other = parts[index];
	if (other === undefined) parts.push({ rect, answer: { kind: "draw" } });
	else parts[index] = { ...other, rect: unite(other.rect, rect) };
}

const area = ({ widthPx, heightPx }: Rect) => widthPx * heightPx;
