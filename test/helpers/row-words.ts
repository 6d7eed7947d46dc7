import { groundPeriodPx } from "../../shared/video/scene/same-look.ts";
import {
	LAYERS,
	type Layer,
	type Placement,
	type Scene,
	type Sprite,
} from "../../shared/video/scene/scene.ts";

type Size = { readonly widthPx: number; readonly heightPx: number };

const known = new WeakMap<Scene, readonly string[]>();

/**
 * Each row of pixels of a scene as the words of what is seen in it, from back to front: rows that look different have different
 * words. Rows with equal words look the same.
 */
export function rowWords(scene: Scene, size: Size): readonly string[] {
	const seen = known.get(scene);
	if (seen !== undefined) return seen;
	const words = Array.from({ length: size.heightPx }, () => "");
	for (const name of LAYERS) {
		const layer = scene.layers.find((each) => each.name === name);
		if (layer !== undefined) addLayer(words, layer, size);
	}
	known.set(scene, words);
	return words;
}

function addLayer(words: string[], layer: Layer, { widthPx, heightPx }: Size): void {
	const { clip, ground } = layer;
	const radiusPx = clip.radiusPx ?? 0;
	const isAcross = clip.xPx <= 0 && clip.xPx + clip.widthPx >= widthPx && radiusPx === 0;
	const endPx = clip.yPx + clip.heightPx;
	const [leftPx, rightPx] = [Math.max(0, clip.xPx), Math.min(widthPx, clip.xPx + clip.widthPx)];
	const isBeside = ({ xPx, sprite, scale }: Placement) => {
		const by = scale?.by ?? 1;
		const fromPx = xPx + (scale?.xPx ?? 0) * (1 - by);
		return fromPx >= rightPx || fromPx + by * sprite.widthPx <= leftPx;
	};
	const placements = layer.placements.filter((placement) => !isBeside(placement));
	for (let row = Math.max(0, clip.yPx); row < Math.min(heightPx, endPx); row++) {
		const placed = placements.map((placement) => placementWord(placement, row - layer.dyPx)).join("");
		const content = `${groundWord(layer, row)}${placed}`;
		if (isAcross) words[row] = ground === undefined ? `${words[row]}${content}` : content;
		else if (content !== "") {
			const fromTop = clip.rounded === "lower" ? radiusPx : row - clip.yPx;
			const fromEnd = clip.rounded === "upper" ? radiusPx : endPx - 1 - row;
			const corner = `${Math.min(fromTop, radiusPx)} ${Math.min(fromEnd, radiusPx)}`;
			words[row] = `${words[row]}(${clip.xPx},${clip.widthPx},${radiusPx},${corner}:${content})`;
		}
	}
}

function groundWord({ ground, dyPx }: Layer, row: number): string {
	if (ground === undefined) return "";
	if (typeof ground === "string") return `${ground};`;
	const periodPx = groundPeriodPx(ground);
	const phase = (((row - dyPx) % periodPx) + periodPx) % periodPx;
	if (ground.kind === "tile") return `${ground.tile.key}@${phase};`;
	const word = ground.kind === "gradient" ? JSON.stringify(ground.stops) : ground.picture.key;
	return `${word}@${Math.min(phase, periodPx - 1 - phase)};`;
}

function placementWord(
	{ sprite, xPx, yPx, opacity, from, scale, screenYPx = 0 }: Placement,
	row: number,
): string {
	if (opacity === 0 && from === undefined) return "";
	const by = scale?.by ?? 1;
	const topPx = withoutLastBits(yPx + (scale?.yPx ?? 0) * (1 - by));
	const endPx = withoutLastBits(yPx + (scale?.yPx ?? 0) * (1 - by) + by * sprite.heightPx);
	if (row + 1 <= topPx || row >= endPx) return "";
	const source = opacity === 64 ? undefined : from;
	const isFixed = [sprite, source].some((each) => each !== undefined && isFixedToScreen(each));
	const details = [source?.key, scale && `${by}/${scale.xPx}/${scale.yPx}`, isFixed ? screenYPx : null];
	return `${sprite.key}:${xPx},${row - yPx},${opacity},${details.join()};`;
}

/** Without those that the order of sums decides. */
const withoutLastBits = (px: number) => Number(px.toFixed(6));

const isFixedToScreen = ({ shapes }: Sprite) => JSON.stringify(shapes).includes('"space":"screen"');
