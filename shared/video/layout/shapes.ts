import type { Rect } from "../scene/rect.ts";
import type { Paint, Shape } from "../scene/scene.ts";

const n = (value: number) => Number(value.toFixed(2));

/** A filled circle. */
export function circle(xPx: number, yPx: number, radiusPx: number, fill: Paint): Shape {
	return { kind: "path", d: circlePath(xPx, yPx, radiusPx), fill };
}

export function circlePath(xPx: number, yPx: number, radiusPx: number): string {
	const r = n(radiusPx);
	return `M${n(xPx - radiusPx)} ${n(yPx)}a${r} ${r} 0 1 0 ${n(2 * radiusPx)} 0a${r} ${r} 0 1 0 ${n(-2 * radiusPx)} 0Z`;
}

/** A filled rectangle; `radiusPx` rounds its corners. */
export function rectangle(
	xPx: number,
	yPx: number,
	widthPx: number,
	heightPx: number,
	radiusPx: number,
	fill: Paint,
): Shape {
	return { kind: "path", d: rectanglePath({ xPx, yPx, widthPx, heightPx }, radiusPx), fill };
}

export function rectanglePath({ xPx, yPx, widthPx, heightPx }: Rect, radiusPx: number): string {
	const r = n(Math.min(radiusPx, widthPx / 2, heightPx / 2));
	const w = n(widthPx - 2 * r);
	const h = n(heightPx - 2 * r);
	const corner = (dx: number, dy: number) => (r === 0 ? "" : `a${r} ${r} 0 0 1 ${dx} ${dy}`);
	return `M${n(xPx + r)} ${n(yPx)}h${w}${corner(r, r)}v${h}${corner(-r, r)}h${-w}${corner(-r, -r)}v${-h}${corner(r, -r)}Z`;
}

/** SVG path data with its coordinates in points, as a shape in pixels at a place. Absolute commands of pairs only. */
export function pathAt(d: string, xPx: number, yPx: number, pxPerPt: number, fill: Paint): Shape {
	const scaled = mapPairs(d, (x, y) => [x * pxPerPt + xPx, y * pxPerPt + yPx]);
	return { kind: "path", d: scaled, fill };
}

/** The same path data, its left and right exchanged within a width. Absolute commands of pairs only. */
export function mirrorPath(d: string, width: number): string {
	return mapPairs(d, (x, y) => [width - x, y]);
}

function mapPairs(d: string, map: (x: number, y: number) => readonly [number, number]): string {
	return d.replace(/(-?\d+(?:\.\d+)?)[ ,]*(-?\d+(?:\.\d+)?)/g, (_, x, y) => {
		const [mappedX, mappedY] = map(Number(x), Number(y));
		return `${n(mappedX)} ${n(mappedY)}`;
	});
}

/**
 * The baseline that centres capital letters on a row: Inter's capitals are 0.727 of the type size high (its OS/2
 * table's sCapHeight, 1490 of 2048 units).
 */
export function centredBaseline(centrePx: number, sizePx: number): number {
	return Math.round(centrePx + (0.727 / 2) * sizePx);
}
