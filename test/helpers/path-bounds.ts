import type { Rect } from "../../shared/video/scene/rect.ts";

type Point = readonly [x: number, y: number];

/** What an outline of lines, curves and round corners covers. */
export function pathBounds(d: string): Rect {
	const points = pathPoints(d);
	const xs = points.map(([px]) => px);
	const ys = points.map(([, py]) => py);
	const [xPx, yPx] = [Math.min(...xs), Math.min(...ys)];
	return { xPx, yPx, widthPx: Math.max(...xs) - xPx, heightPx: Math.max(...ys) - yPx };
}

/** Points of an outline: of its curves in steps, of its arcs the ends. */
export function pathPoints(d: string): readonly Point[] {
	const points: Point[] = [];
	let [x, y] = [0, 0];
	for (const [, command = "", rest = ""] of d.matchAll(/([MLCA])([^MLCAZ]*)/g)) {
		const n = rest
			.trim()
			.split(/[\s,]+/)
			.map(Number);
		const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = n;
		const [endX = 0, endY = 0] = n.slice(-2);
		if (command === "C")
			for (let step = 1; step <= 40; step++) {
				const t = step / 40;
				const at = (a: number, b: number, c: number, e: number) =>
					(1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * e;
				points.push([at(x, x1, x2, endX), at(y, y1, y2, endY)]);
			}
		else points.push([endX, endY]);
		[x, y] = [endX, endY];
	}
	return points;
}
