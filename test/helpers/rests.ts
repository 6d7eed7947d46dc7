import { finishSteps } from "../../shared/core/steps.ts";
import { planHolds } from "../../shared/video/animation/plan-holds.ts";
import type { Loop } from "../../shared/video/layout/chat-layout.ts";
import type { Hold, Layer, Placement, Scene } from "../../shared/video/scene/scene.ts";
import type { Motion } from "../../shared/video/themes/motion.ts";
import type { Step } from "../../shared/video/timeline/step.ts";

const ARRIVE = { kind: "fade", ms: 220, fromOpacity: 0, riseShare: 0.05 } as const;
const FADE_IN = { kind: "fade", ms: 160, fromOpacity: 0, riseShare: 0 } as const;

/** Numbers of their own, so that none is taken for another. */
export const MOTION: Motion = {
	scroll: { timing: { kind: "curve", ms: 350, curve: "ease-out" }, carriesNew: true },
	arrive: { own: ARRIVE, theirs: ARRIVE },
	replace: { kind: "fade", ms: 260, fromOpacity: 32, riseShare: 0 },
	typing: { enter: FADE_IN, leave: { kind: "none" } },
	receipt: { enter: FADE_IN, changeMs: 0, leave: { kind: "none" } },
	rewriteMs: 0,
	reaction: { enter: { kind: "none" }, leave: { kind: "none" } },
	keyboard: {
		slide: { kind: "spring", responseMs: 344, damping: 1 },
		grow: { kind: "curve", ms: 200, curve: "ease-out" },
	},
	other: { enter: { kind: "none" }, leave: { kind: "none" } },
};

/** Of a screen of 200 × 480: the column between a header and a footer. */
export const VIEWPORT = { xPx: 0, yPx: 96, widthPx: 200, heightPx: 320 };
const HEIGHT_PX = 480;
export const COMPOSER = { xPx: 30, yPx: 424, widthPx: 160, heightPx: 40 };

/** An item at rest; its sprite's key is its name unless given. */
export function item(
	name: string,
	yPx: number,
	{ heightPx = 40, key = name, xPx = 10 }: { heightPx?: number; key?: string; xPx?: number } = {},
): Placement {
	return { item: name, sprite: { key, widthPx: 100, heightPx, shapes: [] }, xPx, yPx, opacity: 64 };
}

export function bar(name: "header" | "footer", key: string): Layer {
	const [yPx, heightPx] = name === "header" ? [0, 96] : [416, 64];
	const sprite = { key, widthPx: 200, heightPx, shapes: [] };
	return {
		name,
		clip: { xPx: 0, yPx, widthPx: 200, heightPx },
		dyPx: 0,
		placements: [{ item: `${name}/bar`, sprite, xPx: 0, yPx, opacity: 64 }],
	};
}

/** A resting scene whose column has moved up by `scrollPx`. */
export function rest(
	placements: readonly Placement[],
	scrollPx = 0,
	bars: readonly Layer[] = [bar("header", "header"), bar("footer", "footer")],
): Scene {
	const column: Layer = {
		name: "column",
		clip: VIEWPORT,
		dyPx: VIEWPORT.yPx - scrollPx,
		ground: "#ffffff",
		placements,
	};
	return { layers: [column, ...bars] };
}

/** Steps at these times. Which changes they are is nothing to the animation. */
const stepsAt = (...timesMs: readonly number[]): readonly Step[] =>
	timesMs.map((atMs) => ({ atMs, change: { kind: "status", status: null } }));

type Options = {
	readonly frameCount?: number;
	readonly fps?: number;
	readonly loops?: ReadonlyMap<string, Loop>;
	readonly motion?: Motion;
	readonly own?: readonly string[];
};

/** What `planHolds` takes: rests, and the times of the steps between them. */
export function inputOf(
	rests: readonly Scene[],
	timesMs: readonly number[],
	{ frameCount = 120, fps = 30, loops = new Map(), motion = MOTION, own = [] }: Options = {},
) {
	return {
		rests,
		loops,
		steps: stepsAt(...timesMs),
		motion,
		fps,
		frameCount,
		heightPx: HEIGHT_PX,
		composers: rests.map(() => COMPOSER),
		own: new Set(own),
	};
}

export function holdsOf(
	rests: readonly Scene[],
	timesMs: readonly number[],
	options: Options = {},
): readonly Hold[] {
	return finishSteps(planHolds(inputOf(rests, timesMs, options)));
}

/** The hold of each frame. */
export const byFrame = (holds: readonly Hold[]): readonly Hold[] =>
	holds.flatMap((hold) => Array.from({ length: hold.frameCount }, () => hold));

export function columnOf({ layers }: Scene): Layer {
	const column = layers.find(({ name }) => name === "column");
	if (column === undefined) throw new RangeError("The scene has no column");
	return column;
}

/** An item of the column as it is seen on the screen; undefined: it is not. */
export function seen(scene: Scene | undefined, name: string) {
	if (scene === undefined) return undefined;
	const { dyPx, placements } = columnOf(scene);
	const placement = placements.find((each) => each.item === name);
	if (placement === undefined) return undefined;
	const { sprite, xPx, yPx, opacity } = placement;
	return { key: sprite.key, xPx, yPx: yPx + dyPx, opacity };
}

/** An item in each frame from one on. */
export const track = (holds: readonly Hold[], name: string, from = 0, to?: number) =>
	byFrame(holds)
		.slice(from, to)
		.map(({ scene }) => seen(scene, name));
export const heights = (holds: readonly Hold[], name: string, from = 0, to?: number) =>
	track(holds, name, from, to).map((each) => each?.yPx);
export const opacities = (holds: readonly Hold[], name: string, from = 0, to?: number) =>
	track(holds, name, from, to).map((each) => each?.opacity);

/** Cubic ease-out. */
export const ease = (share: number) => 1 - (1 - Math.min(1, share)) ** 3;
/** The age in ms of the nth frame after one that begins at a step's time. */
export const age = (frames: number) => (frames * 1000) / 30;
