type Point = readonly [x: number, y: number];

/** A curve becomes so many straight pieces. */
const PIECES = 8;

/**
 * The outline of a line with round ends and joins: one capsule for each straight piece, all in one direction, so that the non-zero
 * rule joins them. Of SVG path data it takes absolute M, L, C and Z; `map` places its points.
 */
export function strokePath(d: string, widthPx: number, map: (point: Point) => Point): string {
	return flatten(d)
		.flatMap((line) => line.slice(1).map((point, index) => [line[index] ?? point, point] as const))
		.map(([from, to]) => capsule(map(from), map(to), widthPx / 2))
		.join("");
}

/** The lines of path data, each as its points. */
function flatten(d: string): readonly (readonly Point[])[] {
	const lines: Point[][] = [];
	for (const [, command = "", rest = ""] of d.matchAll(/([MLCZ])([^MLCZ]*)/g)) {
		const numbers = rest.match(/-?\d+(?:\.\d+)?/g)?.map(Number) ?? [];
		const points = Array.from({ length: numbers.length / 2 }, (_, index): Point => {
			return [numbers[2 * index] ?? 0, numbers[2 * index + 1] ?? 0];
		});
		if (command === "M") lines.push(points);
		const line = lines.at(-1) ?? [];
		if (command === "L") line.push(...points);
		const [first] = line;
		if (command === "Z" && first !== undefined) line.push(first);
		if (command !== "C") continue;
		for (let index = 0; index + 2 < points.length; index += 3) {
			const [from, ...through] = [line.at(-1), points[index], points[index + 1], points[index + 2]];
			line.push(...curve([from, ...through].flatMap((point) => (point === undefined ? [] : [point]))));
		}
	}
	return lines;
}

/** The points of a cubic Bézier curve, without its first. */
function curve(points: readonly Point[]): readonly Point[] {
	return Array.from({ length: PIECES }, (_, index) => between(points, (index + 1) / PIECES));
}

/** De Casteljau's way: the point of a curve is the point between two points of lesser curves. */
function between(points: readonly Point[], share: number): Point {
	const [first = [0, 0], ...others] = points;
	if (others.length === 0) return first;
	const from = between(points.slice(0, -1), share);
	const to = between(others, share);
	return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

function capsule([fromX, fromY]: Point, [toX, toY]: Point, radius: number): string {
	const length = Math.hypot(toX - fromX, toY - fromY);
	const [acrossX, acrossY] =
		length === 0 ? [0, radius] : [((fromY - toY) / length) * radius, ((toX - fromX) / length) * radius];
	const at = (x: number, y: number) => `${x.toFixed(2)} ${y.toFixed(2)}`;
	const r = radius.toFixed(2);
	const turn = (x: number, y: number) => `A${r} ${r} 0 0 1 ${at(x, y)}`;
	return `M${at(fromX + acrossX, fromY + acrossY)}${turn(fromX - acrossX, fromY - acrossY)}L${at(toX - acrossX, toY - acrossY)}${turn(toX + acrossX, toY + acrossY)}Z`;
}
