import type { Difference } from "../../shared/video/scene/compare.ts";
import type { I420Picture } from "../../shared/video/scene/picture.ts";
import type { Rect } from "../../shared/video/scene/rect.ts";

type Pictures = { readonly scene: I420Picture; readonly before: I420Picture; readonly after: I420Picture };

const PLANES = [
	["y", 1],
	["u", 2],
	["v", 2],
] as const;

/**
 * Where the picture of a scene is not what the differences say, in words: each rectangle is held against its references alone, and
 * what is in none against the picture before. Empty: all is true. `draw` and `scale` say nothing to be held. A mix may be off by
 * `mixWithin` levels.
 */
export function findUntruths(
	differences: readonly Difference[],
	{ scene, before, after }: Pictures,
	mixWithin: 0 | 1,
): readonly string[] {
	const untruths: string[] = [];
	for (const [key, cellPx] of PLANES) {
		const stride = scene.widthPx / cellPx;
		const at = (xPx: number, yPx: number) => (yPx / cellPx) * stride + xPx / cellPx;
		const made = new Uint8Array(scene[key].length);
		const expectAt = (place: number, value: number | undefined, within: number, what: string) => {
			if (value === undefined || Math.abs((scene[key][place] ?? 0) - value) > within)
				untruths.push(`${what}: ${key} at ${place % stride}, ${Math.floor(place / stride)} of ${stride}`);
		};
		for (const difference of differences) {
			const what = JSON.stringify(difference);
			const { xPx, yPx, widthPx, heightPx } = difference.rect;
			if ([xPx, yPx, widthPx, heightPx].some((edge) => edge % 2 !== 0)) untruths.push(`odd: ${what}`);
			if (widthPx <= 0 || heightPx <= 0 || !isIn(difference.rect, scene)) untruths.push(`outside: ${what}`);
			for (let y = yPx; y < yPx + heightPx; y += cellPx) {
				for (let x = xPx; x < xPx + widthPx; x += cellPx) {
					const place = at(x, y);
					made[place] = 1;
					if (difference.kind === "move") {
						const from = difference.of === "before" ? before : after;
						const isThere = y - difference.dyPx >= 0 && y - difference.dyPx < scene.heightPx;
						expectAt(place, isThere ? from[key][at(x, y - difference.dyPx)] : undefined, 0, what);
					} else if (difference.kind === "mix") {
						const { opacity } = difference;
						const sum = (before[key][place] ?? 0) * (64 - opacity) + (after[key][place] ?? 0) * opacity;
						expectAt(place, (sum + 32) >> 6, mixWithin, what);
					}
				}
			}
		}
		for (let place = 0; place < made.length; place++)
			if (made[place] === 0) expectAt(place, before[key][place], 0, "left out");
	}
	return untruths;
}

const isIn = ({ xPx, yPx, widthPx, heightPx }: Rect, picture: I420Picture) =>
	xPx >= 0 && yPx >= 0 && xPx + widthPx <= picture.widthPx && yPx + heightPx <= picture.heightPx;
