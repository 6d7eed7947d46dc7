import { isSameClip, isSameGround } from "../scene/same-look.ts";
import type { Layer, Placement, Scene } from "../scene/scene.ts";

/** The scene with each layer that equals that of the scene before as the same object; the scene before itself if all do. */
export function shareLayers(scene: Scene, before: Scene): Scene {
	const layers = scene.layers.map((layer) => {
		const other = before.layers.find(({ name }) => name === layer.name);
		return other !== undefined && isSameLayer(layer, other) ? other : layer;
	});
	const isSame =
		layers.length === before.layers.length && layers.every((layer, index) => layer === before.layers[index]);
	return isSame ? before : { layers };
}

function isSameLayer(one: Layer, other: Layer): boolean {
	if (one === other) return true;
	return (
		one.dyPx === other.dyPx &&
		isSameClip(one.clip, other.clip) &&
		isSameGround(one.ground, other.ground) &&
		(one.placements === other.placements ||
			(one.placements.length === other.placements.length &&
				one.placements.every((placement, index) => isSamePlacement(placement, other.placements[index]))))
	);
}

function isSamePlacement(one: Placement, other: Placement | undefined): boolean {
	if (one === other) return true;
	return (
		one.item === other?.item &&
		one.sprite.key === other.sprite.key &&
		one.xPx === other.xPx &&
		one.yPx === other.yPx &&
		one.opacity === other.opacity &&
		one.from?.key === other.from?.key &&
		one.screenYPx === other.screenYPx &&
		one.scale?.by === other.scale?.by &&
		one.scale?.xPx === other.scale?.xPx &&
		one.scale?.yPx === other.scale?.yPx
	);
}
