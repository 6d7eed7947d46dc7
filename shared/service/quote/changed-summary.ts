// What a plan would amount to after a change, by arithmetic and without planning again. The shares were read off 40 changes of
// eight chats (the examples and those of the bench): how much of each quantity follows the change, and how much stays. Between
// them and the plan itself lie 10 % of the quote for most, and 25 % at the worst; a test compares the two.
import type { PlanSummary } from "../../video/cost/plan-summary.ts";
import { frameCountOf } from "../../video/timeline/frame-times.ts";

/** The part `fixed` of a quantity stays, the rest follows `ratio`. */
const follow = (fixed: number, ratio: number) => fixed + (1 - fixed) * ratio;

const scaled = (summary: PlanSummary, ratios: Partial<Record<keyof PlanSummary, number>>): PlanSummary => {
	const changed = Object.entries(ratios).map(([name, ratio]) => {
		const value = summary[name as keyof PlanSummary];
		return [name, name === "placedTextEms" ? value * ratio : Math.round(value * ratio)];
	});
	return { ...summary, ...Object.fromEntries(changed) };
};

/** Fewer frames a second: what moves is told in fewer pictures, what rests is the same. */
export function withFps(summary: PlanSummary, fps: number): PlanSummary {
	const ratio = fps / summary.fps;
	const frameCount = frameCountOf(summary.durationMs / 1000, fps);
	return {
		...scaled(summary, {
			...{ stripCount: follow(0.5, ratio), placedStripCount: follow(0.65, ratio) },
			...{
				bandCount: follow(0.5, ratio),
				placedTextEms: follow(0.55, ratio),
				scrollCount: follow(0.1, ratio),
			},
			...{ pictureCount: ratio, dirtyRowCount: ratio, interCount: ratio },
		}),
		...{ fps, frameCount, repeatCount: frameCount - Math.round(summary.pictureCount * ratio) },
	};
}

/** Another size: a strip is always 16 rows high, so there are as many fewer as the picture is lower. */
export function withSize(summary: PlanSummary, widthPx: number, heightPx: number): PlanSummary {
	const ratio = heightPx / summary.heightPx;
	return {
		...scaled(summary, {
			...{ stripCount: follow(0.2, ratio), placedStripCount: follow(0.12, ratio) },
			...{
				bandCount: follow(0.2, ratio),
				placedTextEms: follow(0.05, ratio),
				scrollCount: follow(0.7, ratio),
			},
			...{ dirtyRowCount: ratio, spritePixelCount: (ratio * widthPx) / summary.widthPx },
		}),
		...{ widthPx, heightPx },
	};
}

/** The beginning of the video alone. */
export function withLength(summary: PlanSummary, durationMs: number): PlanSummary {
	const ratio = Math.min(1, durationMs / summary.durationMs);
	return {
		...scaled(summary, {
			...{ stripCount: follow(0.3, ratio), placedStripCount: follow(0.1, ratio), bandCount: ratio },
			...{ placedTextEms: follow(0.1, ratio), keyCount: ratio, interCount: ratio, scrollCount: ratio },
			...{ pictureCount: ratio, repeatCount: ratio, dirtyRowCount: ratio, soundMs: ratio },
			spritePixelCount: follow(0.45, ratio),
		}),
		...{ durationMs, frameCount: frameCountOf(durationMs / 1000, summary.fps) },
	};
}

/** Without a tail in which nothing happens: its frames are repeats, and its key pictures are strips that were seen before. */
export function withoutTail(summary: PlanSummary, durationMs: number): PlanSummary {
	const frameCount = frameCountOf(durationMs / 1000, summary.fps);
	const ratio = durationMs / summary.durationMs;
	const fewerKeys = Math.floor(summary.keyCount * (1 - ratio));
	const inKeys = summary.placedStripCount - summary.bandCount;
	const placedStripCount = summary.placedStripCount - Math.round((inKeys * fewerKeys) / summary.keyCount);
	return {
		...{ ...summary, durationMs, frameCount, placedStripCount },
		placedTextEms: (summary.placedTextEms * placedStripCount) / summary.placedStripCount,
		keyCount: summary.keyCount - fewerKeys,
		repeatCount: summary.repeatCount - (summary.frameCount - frameCount),
	};
}
