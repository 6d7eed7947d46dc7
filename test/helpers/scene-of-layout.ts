import type { ChatLayout } from "../../shared/video/layout/chat-layout.ts";
import type * as Old from "../../shared/video/layout/scene.ts";
import type { Layer, Paint, Scene, Shape, Sprite } from "../../shared/video/scene/scene.ts";

/**
 * Scenes of layers that show what the scenes of a layout show: each ground on its layer, and no background in a sprite. Fades are
 * rounded to 64ths. Sprites are the same objects in all of them.
 */
export function createSceneOf(layout: ChatLayout): (scene: Old.Scene) => Scene {
	const { widthPx, heightPx, viewport, background } = layout;
	const sprites = layout.sprites.map(spriteOf);
	const bars = layout.fixed.map(({ sprite, xPx, yPx }, index): Layer => {
		const drawn = sprites[sprite] as Sprite;
		const clip = { xPx, yPx, widthPx: drawn.widthPx, heightPx: drawn.heightPx };
		return {
			name: index === 0 ? "header" : "footer",
			clip,
			dyPx: yPx,
			ground: layout.sprites[sprite]?.background ?? background,
			placements: [{ item: `bar-${index}`, sprite: drawn, xPx, yPx: 0, opacity: 64 }],
		};
	});
	const backdrop: Layer = {
		name: "backdrop",
		clip: { xPx: 0, yPx: 0, widthPx, heightPx },
		dyPx: 0,
		ground: background,
		placements: [],
	};
	const clip = { xPx: 0, yPx: viewport.topPx, widthPx, heightPx: viewport.bottomPx - viewport.topPx };
	return ({ scrollPx, placements }) => {
		const dyPx = viewport.topPx - scrollPx;
		const inColumn = placements.slice(0, placements.length - layout.fixed.length);
		const column: Layer = {
			name: "column",
			clip,
			dyPx,
			ground: background,
			placements: inColumn.map(({ sprite, xPx, yPx, alpha }) => ({
				item: itemOf(layout.sprites[sprite]?.id ?? ""),
				sprite: sprites[sprite] as Sprite,
				xPx,
				yPx: yPx - dyPx,
				opacity: Math.round((alpha * 64) / 255),
			})),
		};
		return { layers: [backdrop, column, ...bars] };
	};
}

/** The phases of the dots are one item. */
const itemOf = (id: string) => id.replace(/^typing-\d+/, "typing");

function spriteOf({ id, widthPx, heightPx, shapes }: Old.Sprite): Sprite {
	return { key: id, widthPx, heightPx, shapes: shapes.map(shapeOf) };
}

function shapeOf(shape: Old.Shape): Shape {
	if (shape.kind === "path") return { ...shape, fill: paintOf(shape.fill) };
	const { text, style, colour, direction, xPx, baselinePx } = shape;
	return {
		kind: "text",
		spans: [{ text, style, paint: colour }],
		direction,
		xPx,
		baselinePx,
		widthPx: 0,
	};
}

function paintOf(fill: Old.Fill): Paint {
	if (typeof fill === "string") return fill;
	const stops = [
		{ at: 0, colour: fill.top },
		{ at: 1, colour: fill.bottom },
	];
	return { stops, fromPx: fill.topPx, toPx: fill.bottomPx, space: "sprite" };
}
