import { intersect, type Rect } from "../../scene/rect.ts";
import type { Shape } from "../../scene/scene.ts";
import { rectanglePath } from "../shapes.ts";
import type { BlockItem } from "./block.ts";

/** The item with holes, which have round ends: what is behind it is seen through them. */
export function cutOut(item: BlockItem, holes: readonly Rect[]): BlockItem {
	const { sprite, xPx, yPx } = item;
	const { widthPx, heightPx } = sprite;
	const through = holes.filter((hole) => intersect(hole, { xPx, yPx, widthPx, heightPx }) !== null);
	if (through.length === 0) return item;
	const whole = rectanglePath({ xPx: 0, yPx: 0, widthPx, heightPx }, 0);
	// One clip for each: where two paths of one clip overlap, there would be no hole.
	const shapes = through.reduce<readonly Shape[]>((inside, hole) => {
		const at = { ...hole, xPx: hole.xPx - xPx, yPx: hole.yPx - yPx };
		return [{ kind: "clip", d: whole + roundPath(at), shapes: inside }];
	}, sprite.shapes);
	const key = through.map((hole) => `${hole.xPx - xPx} ${hole.yPx - yPx} ${hole.widthPx}`).join(", ");
	return { ...item, sprite: { ...sprite, key: `${sprite.key} cut at ${key}`, shapes } };
}

/** A rectangle with round ends; a square is a circle. */
const roundPath = (rect: Rect) => rectanglePath(rect, Math.min(rect.widthPx, rect.heightPx) / 2);
