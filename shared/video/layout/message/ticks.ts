import type { EntryState } from "../../conversation/chat-state.ts";
import type { Shape } from "../../scene/scene.ts";
import type { Resolved } from "../../themes/look.ts";
import type { Receipt } from "../../themes/parts.ts";
import { strokePath } from "../stroke-path.ts";

type Ticks = Extract<Resolved<Receipt>, { readonly kind: "ticks" }>;

type Points = readonly (readonly [number, number])[];

/** In shares of a tick's height, from its upper left corner. Drawn for this project. */
const STROKE = 0.14;
const TICK: Points = [
	[0.07, 0.56],
	[0.36, 0.9],
	[1.02, 0.08],
];
/** Of a second one the long arm stands beside that of the first; its short arm ends before it would touch that. */
const SECOND: Points = [
	[0.7, 0.74],
	[0.84, 0.9],
	[1.5, 0.08],
];

/** The room of two. */
export const ticksWidthPx = (heightPx: number) => 1.57 * heightPx;

/** One tick or two on a baseline, at the end of their room. */
export function tickShapes(
	receipt: EntryState["receipt"],
	{ sent, read, heightPx }: Ticks,
	xPx: number,
	baselinePx: number,
): readonly Shape[] {
	if (receipt === "none") return [];
	const topPx = baselinePx - heightPx;
	const draw = (points: Points, fromPx: number): Shape =>
		tickShape(points, heightPx, fromPx, topPx, receipt === "read" ? read : sent);
	if (receipt === "sent") return [draw(TICK, xPx + 0.48 * heightPx)];
	return [draw(TICK, xPx), draw(SECOND, xPx)];
}

function tickShape(points: Points, heightPx: number, xPx: number, topPx: number, fill: string): Shape {
	const placed = points.map(([x, y]) => [xPx + x * heightPx, topPx + y * heightPx] as const);
	return { kind: "path", d: strokePath(placed, STROKE * heightPx), fill };
}

/** One tick in the middle of a place. */
export function tickAt(xPx: number, yPx: number, heightPx: number, strokePx: number, fill: string): Shape {
	const placed = TICK.map(([x, y]) => [xPx + (x - 0.545) * heightPx, yPx + (y - 0.49) * heightPx] as const);
	return { kind: "path", d: strokePath(placed, strokePx), fill };
}
