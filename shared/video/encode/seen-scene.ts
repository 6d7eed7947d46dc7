import { placementRect } from "../scene/placement-rect.ts";
import type { RowSpan, Size } from "../scene/rect.ts";
import { type Ground, LAYERS, type Layer, type Placement, type Scene } from "../scene/scene.ts";
import type { SeenSprite, SeenSprites } from "./seen-sprites.ts";

/** A placement that is seen: the rows of the screen that it reaches, and what planning compares of it as numbers. */
export type SeenPlacement = RowSpan & {
	readonly sprite: SeenSprite;
	readonly xPx: number;
	/** On the screen. */
	readonly yPx: number;
	readonly opacity: number;
	/** What few placements have: what they fade from, their scale, where they came to rest. Equal for those that look the same. */
	readonly detail: string;
};

export type SeenLayer = {
	readonly layer: Layer;
	/** The rows of its clip that are on the screen. */
	readonly rows: RowSpan;
	/** Equal for grounds that look the same; empty for none. */
	readonly ground: string;
	/** From back to front, without those outside of its clip. */
	readonly placements: readonly SeenPlacement[];
};

/** A scene as planning sees it: by the order of LAYERS, null for a layer that it does not have or that is not seen. */
export type SeenScene = readonly (SeenLayer | null)[];

/** Looks at a scene. `before` is any scene that was looked at already: layers that are the same object are not looked at again. */
export function lookAt(
	{ layers }: Scene,
	size: Size,
	sprites: SeenSprites,
	before: SeenScene | null,
): SeenScene {
	const seen = Array<SeenLayer | null>(LAYERS.length).fill(null);
	for (const layer of layers) {
		const index = LAYERS.indexOf(layer.name);
		const known = before?.[index] ?? null;
		seen[index] = known?.layer === layer ? known : seeLayer(layer, size, sprites);
	}
	return seen;
}

function seeLayer(layer: Layer, { widthPx, heightPx }: Size, sprites: SeenSprites): SeenLayer | null {
	const { clip, dyPx, ground } = layer;
	const rows = { fromPx: Math.max(0, clip.yPx), toPx: Math.min(heightPx, clip.yPx + clip.heightPx) };
	const leftPx = Math.max(0, clip.xPx);
	const rightPx = Math.min(widthPx, clip.xPx + clip.widthPx);
	if (rows.fromPx >= rows.toPx || leftPx >= rightPx) return null;
	const placements: SeenPlacement[] = [];
	for (const placement of layer.placements) {
		const { opacity, from, sprite, scale, xPx } = placement;
		if (opacity === 0 && from === undefined) continue;
		const rect = placementRect(placement, layer);
		const fromPx = rect.yPx;
		const toPx = fromPx + rect.heightPx;
		if (fromPx >= rows.toPx || toPx <= rows.fromPx) continue;
		if (scale === undefined && (xPx >= rightPx || xPx + sprite.widthPx <= leftPx)) continue;
		const seen = sprites.see(sprite, scale);
		const isPlain = from === undefined && scale === undefined && !seen.isOfScreen;
		const detail = isPlain ? "" : detailOf(placement, seen, sprites);
		placements.push({ sprite: seen, xPx, yPx: placement.yPx + dyPx, opacity, detail, fromPx, toPx });
	}
	return { layer, rows, ground: groundKey(ground, sprites), placements };
}

function detailOf(
	{ from, opacity, scale, screenYPx = 0 }: Placement,
	seen: SeenSprite,
	sprites: SeenSprites,
): string {
	const source = from === undefined || opacity === 64 ? null : sprites.see(from, scale);
	const isOfScreen = seen.isOfScreen || source?.isOfScreen === true;
	return [
		source === null ? "" : ` from ${source.number}`,
		scale === undefined ? "" : ` scale ${scale.by} ${scale.xPx} ${scale.yPx}`,
		isOfScreen ? ` at ${screenYPx}` : "",
	].join("");
}

function groundKey(ground: Ground | undefined, sprites: SeenSprites): string {
	if (ground === undefined) return "";
	if (typeof ground === "string") return ground;
	if (ground.kind === "tile") return `tile ${sprites.see(ground.tile).number}`;
	if (ground.kind === "picture") return `picture ${sprites.see(ground.picture).number} ${ground.xPx}`;
	return `gradient ${ground.heightPx} ${ground.stops.map(({ at, colour }) => `${at} ${colour}`).join(" ")}`;
}
