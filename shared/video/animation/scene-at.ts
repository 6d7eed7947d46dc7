import type { Loop } from "../layout/chat-layout.ts";
import { intersect } from "../scene/rect.ts";
import type { Placement, Scene, Sprite } from "../scene/scene.ts";
import { entranceAt } from "./entrance.ts";
import { placeAt } from "./movement.ts";
import type { ItemMotion, Transition } from "./transition.ts";

export type Loops = ReadonlyMap<string, Loop>;

type SceneOptions = { readonly loops: Loops };

/** The scene at a time. Of the column it has what the clip shows, so that equal pictures are equal values. */
export function sceneAt(
	{ rest, column, dy, items }: Transition,
	timeMs: number,
	options: SceneOptions,
): Scene {
	const dyPx = placeAt(dy, timeMs);
	const isSeen = ({ sprite: { widthPx, heightPx }, xPx, yPx }: Placement) =>
		intersect(column.clip, { xPx, yPx: yPx + dyPx, widthPx, heightPx }) !== null;
	const placements = items.map((item) => placementAt(item, timeMs, options)).filter(isSeen);
	const moved = { ...column, dyPx, placements };
	return { layers: rest.layers.map((layer) => (layer === column ? moved : layer)) };
}

/** The rest's own placement once the item stands there. */
function placementAt(item: ItemMotion, timeMs: number, { loops }: SceneOptions): Placement {
	const { placement, entrance } = item;
	const sprite = spriteAt(item, timeMs, loops);
	const entering = entrance === null ? null : entranceAt(entrance, timeMs);
	const yPx = placeAt(item.top, timeMs) + (entering?.belowPx ?? 0);
	const opacity = entering?.opacity ?? placement.opacity;
	if (sprite === placement.sprite && yPx === placement.yPx && opacity === placement.opacity) return placement;
	return { ...placement, sprite, yPx, opacity };
}

/** What an item shows: its own sprite, or the one of its loop. */
export function spriteAt({ placement, sinceMs }: ItemMotion, timeMs: number, loops: Loops): Sprite {
	const loop = loops.get(placement.sprite.key);
	if (loop === undefined) return placement.sprite;
	const { sprites, periodMs } = loop;
	const phase = Math.floor(((timeMs - sinceMs) / periodMs) * sprites.length) % sprites.length;
	return sprites[phase] ?? placement.sprite;
}
