import type { Curve } from "../themes/motion.ts";

/** The control points of a cubic Bézier curve from (0, 0) to (1, 1). */
type Bezier = Exclude<Curve, string>;

/** As Core Animation's `easeInEaseOut`, and CSS' `ease-in-out`. */
const EASE_IN_OUT: Bezier = { x1: 0.42, y1: 0, x2: 0.58, y2: 1 };

/** As easings.net's `easeOutBack`: 10 % too far, and back. */
const BACK_OUT: Bezier = { x1: 0.34, y1: 1.56, x2: 0.64, y2: 1 };

/** How far a movement is after a share of its time, from 0 to 1. */
export function progressOf(curve: Curve, share: number): number {
	if (curve === "ease-out") return easeOut(share);
	if (share <= 0 || share >= 1) return Math.max(0, Math.min(1, share));
	if (curve === "ease-in-out") return heightAt(EASE_IN_OUT, share);
	return heightAt(curve === "back-out" ? BACK_OUT : curve, share);
}

/** Cubic ease-out: 1 − (1 − x)³. */
export const easeOut = (share: number) => 1 - (1 - Math.min(1, share)) ** 3;

/** Enough for a thousandth of a pixel on any screen. */
const HALVINGS = 24;

/** The y of a curve at an x. The x of its points only ever grows, so halving finds the one. */
function heightAt({ x1, y1, x2, y2 }: Bezier, x: number): number {
	let [low, high] = [0, 1];
	for (let halving = 0; halving < HALVINGS; halving++) {
		const middle = (low + high) / 2;
		if (coordinateAt(x1, x2, middle) < x) low = middle;
		else high = middle;
	}
	return coordinateAt(y1, y2, (low + high) / 2);
}

/** One coordinate of the point at `t`: 3(1 − t)²t·first + 3(1 − t)t²·second + t³. */
function coordinateAt(first: number, second: number, t: number): number {
	return 3 * (1 - t) ** 2 * t * first + 3 * (1 - t) * t ** 2 * second + t ** 3;
}
