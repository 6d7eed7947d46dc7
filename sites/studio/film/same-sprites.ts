import type { Layer, Placement, Scene, Sprite } from "../../../shared/video/scene/scene.ts";

/**
 * Gives sprites of several films keys that are equal only where the pixels are. Within one film they are already; the next film of
 * a story that is being written says `message-3/bubble` of another text. So what was rasterised for one film serves the next, and
 * two scenes of different films can be compared.
 */
export type SameSprites = {
	readonly rename: (scene: Scene) => Scene;
	/** Whatever is drawn from now on may look different with equal shapes: other fonts or pictures. */
	readonly forget: () => void;
};

/** More than a long chat has. */
const MOST_SHAPES = 4000;

export function createSameSprites(): SameSprites {
	let layers = new WeakMap<Layer, Layer>();
	let sprites = new WeakMap<Sprite, Sprite>();
	const numbers = new Map<string, number>();
	let count = 0;

	const numberOf = (sprite: Sprite) => {
		const { widthPx, heightPx, shapes } = sprite;
		const key = `${widthPx} ${heightPx} ${JSON.stringify(shapes)}`;
		const known = numbers.get(key);
		if (known !== undefined) return known;
		if (numbers.size >= MOST_SHAPES) numbers.clear();
		numbers.set(key, count);
		return count++;
	};
	const renameSprite = (sprite: Sprite): Sprite => {
		const known = sprites.get(sprite);
		if (known !== undefined) return known;
		const named = { ...sprite, key: `${numberOf(sprite)}` };
		sprites.set(sprite, named);
		return named;
	};
	const renamePlacement = (placement: Placement): Placement => ({
		...placement,
		sprite: renameSprite(placement.sprite),
		...(placement.from !== undefined && { from: renameSprite(placement.from) }),
	});
	const renameGround = (ground: Layer["ground"]): Layer["ground"] => {
		if (typeof ground !== "object" || ground.kind === "gradient") return ground;
		if (ground.kind === "tile") return { ...ground, tile: renameSprite(ground.tile) };
		return { ...ground, picture: renameSprite(ground.picture) };
	};
	const renameLayer = (layer: Layer): Layer => {
		const known = layers.get(layer);
		if (known !== undefined) return known;
		const { ground, placements } = layer;
		const named = {
			...layer,
			placements: placements.map(renamePlacement),
			...(ground !== undefined && { ground: renameGround(ground) }),
		} as Layer;
		layers.set(layer, named);
		return named;
	};

	return {
		rename: (scene) => ({ layers: scene.layers.map(renameLayer) }),
		forget: () => {
			layers = new WeakMap();
			sprites = new WeakMap();
			numbers.clear();
		},
	};
}
