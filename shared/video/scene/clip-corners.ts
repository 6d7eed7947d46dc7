import type { Rect } from "./rect.ts";
import type { Layer } from "./scene.ts";

/** The four squares in which a rounded clip is not the whole rectangle, even; none if it is. */
export function clipCorners({ xPx, yPx, widthPx, heightPx, radiusPx = 0 }: Layer["clip"]): readonly Rect[] {
	if (radiusPx <= 0) return [];
	const sidePx = 2 * Math.ceil(radiusPx / 2);
	const [rightPx, bottomPx] = [xPx + widthPx - sidePx, yPx + heightPx - sidePx];
	return [
		{ xPx, yPx },
		{ xPx: rightPx, yPx },
		{ xPx, yPx: bottomPx },
		{ xPx: rightPx, yPx: bottomPx },
	].map((corner) => ({ ...corner, widthPx: sidePx, heightPx: sidePx }));
}
