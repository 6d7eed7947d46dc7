import { circlePath } from "./shapes.ts";

const n = (value: number) => Number(value.toFixed(2));

/** A line through points as the SVG path data of a fill (non-zero), with round ends and joints. */
export function strokePath(points: readonly (readonly [number, number])[], widthPx: number): string {
	const joints = points.map(([x, y]) => circlePath(x, y, widthPx / 2));
	const segments = points.slice(1).map(([toX, toY], index) => {
		const [fromX, fromY] = points[index] ?? [toX, toY];
		const lengthPx = Math.hypot(toX - fromX, toY - fromY) || 1;
		const [dx, dy] = [((fromY - toY) / lengthPx) * (widthPx / 2), ((toX - fromX) / lengthPx) * (widthPx / 2)];
		// The way round is that of the circles: against it, the overlap would be a hole.
		return `M${n(fromX + dx)} ${n(fromY + dy)}L${n(toX + dx)} ${n(toY + dy)}L${n(toX - dx)} ${n(toY - dy)}L${n(fromX - dx)} ${n(fromY - dy)}Z`;
	});
	return [...segments, ...joints].join("");
}
