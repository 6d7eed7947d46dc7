import type { Film } from "../../shared/video/encode/film.ts";
import type { ChatLayout } from "../../shared/video/layout/chat-layout.ts";
import type {
	Placement as OldPlacement,
	Scene as OldScene,
	Shape as OldShape,
} from "../../shared/video/layout/scene.ts";
import type { Painter } from "../../shared/video/machine.ts";
import type { RenderPlan } from "../../shared/video/plan/render-plan.ts";
import type { Draw } from "../../shared/video/scene/draw.ts";
import type { Layer, MeasureText, Placement, Scene, Shape, Sprite } from "../../shared/video/scene/scene.ts";
import type { Sound } from "../../shared/video/sound/sound.ts";

/**
 * What a plan of the pipeline before films shows, as a film: its bars are layers, and its column is one that moves. Fades keep
 * their 255 steps, so that holds that differ in nothing else still do.
 */
export function filmFromPlan(
	{ layout, holds, fps, frameCount }: RenderPlan,
	measure: MeasureText,
	sound: Sound | null,
): Film {
	const toScene = sceneConverter(layout, measure);
	return {
		...{ widthPx: layout.widthPx, heightPx: layout.heightPx, fps, frameCount, sound },
		holds: holds.map((hold) => ({
			scene: toScene(hold.scene),
			frameCount: hold.frameCount,
			settled: hold.scene.scrollPx % 16 === 0,
		})),
	};
}

/** Draws the scenes of such a film with the painter of the plan that it is from. */
export function drawAsPlanned(film: Film, { layout, holds }: RenderPlan, { rowsAt }: Painter): Draw {
	const scenes = new Map(film.holds.map(({ scene }, index) => [scene, holds[index]?.scene]));
	return (scene, rect) => {
		const planned = scenes.get(scene);
		if (planned === undefined) throw new RangeError("A scene of the film was expected");
		const { yPx, heightPx } = rect ?? { yPx: 0, heightPx: layout.heightPx };
		return rowsAt(planned, { fromPx: yPx, toPx: yPx + heightPx });
	};
}

function sceneConverter(layout: ChatLayout, measure: MeasureText): (scene: OldScene) => Scene {
	const { widthPx, heightPx, background, viewport } = layout;
	const sprites = layout.sprites.map(({ id, widthPx, heightPx, shapes }): Sprite => {
		return { key: id, widthPx, heightPx, shapes: shapes.map((shape) => toShape(shape, measure)) };
	});
	const place = ({ sprite, xPx, yPx, alpha }: OldPlacement, item: string, dyPx: number): Placement => {
		const shown = sprites[sprite];
		if (shown === undefined) throw new RangeError(`There is no sprite ${sprite}`);
		return { item, sprite: shown, xPx, yPx: yPx - dyPx, opacity: (64 * alpha) / 255 };
	};
	const rows = (fromPx: number, toPx: number) => ({ xPx: 0, yPx: fromPx, widthPx, heightPx: toPx - fromPx });
	const bar = (name: "header" | "footer", index: number): Layer => {
		const fixed = layout.fixed[index];
		const size = layout.sprites[fixed?.sprite ?? -1];
		if (fixed === undefined || size === undefined) throw new RangeError(`There is no ${name}`);
		return {
			name,
			clip: rows(fixed.yPx, fixed.yPx + size.heightPx),
			dyPx: 0,
			ground: size.background,
			placements: [place({ ...fixed, alpha: 255 }, `${name}/bar`, 0)],
		};
	};
	const backdrop: Layer = {
		...{ name: "backdrop", clip: rows(0, heightPx), dyPx: 0, ground: background, placements: [] },
	};
	const bars = [bar("header", 0), bar("footer", 1)];
	const clip = rows(viewport.topPx, viewport.bottomPx);
	return ({ scrollPx, placements }) => {
		const dyPx = viewport.topPx - scrollPx;
		const inColumn = placements.slice(0, placements.length - layout.fixed.length);
		const column: Layer = {
			...{ name: "column", clip, dyPx, ground: background },
			placements: inColumn.map((placement, index) => place(placement, `column/${index}`, dyPx)),
		};
		return { layers: [backdrop, column, ...bars] };
	};
}

function toShape(shape: OldShape, measure: MeasureText): Shape {
	if (shape.kind === "path") {
		const { d, fill } = shape;
		if (typeof fill === "string") return { kind: "path", d, fill };
		const { top, bottom, topPx: fromPx, bottomPx: toPx } = fill;
		const stops = [
			{ at: 0, colour: top },
			{ at: 1, colour: bottom },
		];
		return { kind: "path", d, fill: { stops, fromPx, toPx, space: "sprite" } };
	}
	const { text, style, colour, direction, xPx, baselinePx } = shape;
	const spans = [{ text, style, paint: colour }];
	return { kind: "text", spans, direction, xPx, baselinePx, widthPx: measure(text, style) };
}
