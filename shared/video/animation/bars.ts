import { LAYERS, type Layer, type LayerName, type Scene } from "../scene/scene.ts";
import type { Motion, Timing } from "../themes/motion.ts";
import { isUnderWay, type Movement, placeAt, redirect, standingAt } from "./movement.ts";

/** The bar under the column and the keyboard on their way to a rest. */
export type Bars = {
	readonly footer: Layer | null;
	/** The footer's upper edge on the screen. */
	readonly top: Movement;
	/** The lower end of what of it stays while it grows. */
	readonly foot: Movement;
	/** The keyboard of the rest, or the one that goes. */
	readonly keyboard: Layer | null;
	/** How far below its place it is. */
	readonly below: Movement;
};

/** Bars that stand where a rest has them. */
export function standBars(rest: Scene): Bars {
	const footer = findLayer(rest, "footer");
	return {
		footer,
		top: standingAt(footer?.clip.yPx ?? 0),
		foot: standingAt(footer === null ? 0 : footOf(footer)),
		keyboard: findLayer(rest, "keyboard"),
		below: standingAt(0),
	};
}

/** Begins the way of the bars to another rest: with the keyboard, or as a text field grows. */
export function moveBars(before: Bars, was: Scene, rest: Scene, timeMs: number, { keyboard }: Motion): Bars {
	const footer = findLayer(rest, "footer");
	const shown = findLayer(rest, "keyboard");
	const hadKeyboard = findLayer(was, "keyboard") !== null;
	const timing = hadKeyboard === (shown !== null) ? keyboard.grow : keyboard.slide;
	const moving = shown ?? (isUnderWay(before.below, timeMs) || hadKeyboard ? before.keyboard : null);
	return {
		footer,
		top: redirect(before.top, footer?.clip.yPx ?? before.top.toPx, timeMs, timing),
		foot: redirect(before.foot, footer === null ? before.foot.toPx : footOf(footer), timeMs, timing),
		keyboard: moving,
		below: moveKeyboard(before, { shown, moving }, timeMs, timing),
	};
}

type Keyboards = { readonly shown: Layer | null; readonly moving: Layer | null };

function moveKeyboard(
	{ keyboard, below }: Bars,
	{ shown, moving }: Keyboards,
	timeMs: number,
	timing: Timing,
): Movement {
	if (moving === null) return standingAt(0);
	const outPx = heightOf(moving);
	const from = keyboard === null ? standingAt(outPx) : below;
	return redirect(from, shown === null ? outPx : 0, timeMs, timing);
}

/** From its upper edge to the screen's lower one. A pressed key may reach over it. */
const heightOf = ({ clip, dyPx }: Layer) => clip.yPx + clip.heightPx - dyPx;

/** How the column is to move so that it goes with the bars; null: they stay as high as they were. */
export function timingOfBars(was: Scene, rest: Scene, { keyboard }: Motion): Timing | null {
	const [hadKeyboard, hasKeyboard] = [findLayer(was, "keyboard"), findLayer(rest, "keyboard")];
	if ((hadKeyboard === null) !== (hasKeyboard === null)) return keyboard.slide;
	const [footer, before] = [findLayer(rest, "footer"), findLayer(was, "footer")];
	return footer?.clip.yPx === before?.clip.yPx ? null : keyboard.grow;
}

/** The layers of a rest with the bars where they are. The column ends at the footer. */
export function placeBars(layers: readonly Layer[], bars: Bars, timeMs: number): readonly Layer[] {
	const { footer, top, keyboard } = bars;
	if (!areMoving(bars, timeMs)) return layers;
	const placed = layers.flatMap((layer) => {
		if (layer.name === "keyboard") return [];
		if (layer === footer) return placeFooter(layer, bars, timeMs);
		return layer.name === "column" && footer !== null ? endAt(layer, placeAt(top, timeMs)) : layer;
	});
	return keyboard === null ? placed : insert(placed, placeKeyboard(keyboard, bars, timeMs));
}

/** What stays goes with its lower end. While the field grows, the rest comes up with its upper one; one that shrinks does so at once. */
function placeFooter(layer: Layer, { top, foot }: Bars, timeMs: number): Layer {
	const topPx = placeAt(top, timeMs);
	const { clip } = layer;
	const lowerPx = topPx - clip.yPx;
	const footLowerPx = placeAt(foot, timeMs) - footOf(layer);
	const growsPx = Math.max(0, lowerPx - footLowerPx);
	const movedPx = (item: string) => footLowerPx - lowerPx + (item === STAYS ? 0 : growsPx);
	return {
		...layer,
		clip: { ...clip, yPx: topPx, heightPx: clip.heightPx - lowerPx },
		dyPx: layer.dyPx + lowerPx,
		placements: layer.placements.map((each) =>
			movedPx(each.item) === 0 ? each : { ...each, yPx: each.yPx + movedPx(each.item) },
		),
	};
}

function placeKeyboard(layer: Layer, { below }: Bars, timeMs: number): Layer {
	const belowPx = placeAt(below, timeMs);
	const { clip } = layer;
	return {
		...layer,
		clip: { ...clip, yPx: clip.yPx + belowPx, heightPx: Math.max(0, clip.heightPx - belowPx) },
		dyPx: layer.dyPx + belowPx,
	};
}

function endAt(layer: Layer, endPx: number): Layer {
	const { clip } = layer;
	return { ...layer, clip: { ...clip, heightPx: endPx - clip.yPx } };
}

function insert(layers: readonly Layer[], layer: Layer): readonly Layer[] {
	const place = LAYERS.indexOf(layer.name);
	const at = layers.findIndex(({ name }) => LAYERS.indexOf(name) > place);
	return at === -1 ? [...layers, layer] : [...layers.slice(0, at), layer, ...layers.slice(at)];
}

/** What of a footer stays where it is while its text field grows. */
const STAYS = "footer/bar";

function footOf({ dyPx, clip, placements }: Layer): number {
	const bar = placements.find(({ item }) => item === STAYS);
	return bar === undefined ? clip.yPx + clip.heightPx : dyPx + bar.yPx + bar.sprite.heightPx;
}

/** Whether the bars are between two places. */
export function areMoving({ top, foot, below }: Bars, timeMs: number): boolean {
	return [top, foot, below].some((movement) => isUnderWay(movement, timeMs));
}

function findLayer({ layers }: Scene, name: LayerName): Layer | null {
	return layers.find((layer) => layer.name === name) ?? null;
}
