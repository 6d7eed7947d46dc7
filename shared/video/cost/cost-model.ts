import type { EngineName } from "../plan/engine.ts";
import type { PlanSummary } from "./plan-summary.ts";
import { type Quote, quotePlan as quoteWork } from "./quote-plan.ts";

export { defaultCoefficients, type Quote, UNCALIBRATED_BAND, type Units } from "./quote-plan.ts";

type Settings = { readonly engine: EngineName; readonly preset: string; readonly crf: number };

/** As in the plan, of which this folder imports types alone: one row of macroblocks. */
const STRIP_HEIGHT_PX = 16;

/** Prices a video before any pixel of it is drawn. Whole milliseconds, at least 1. */
export function quotePlan(summary: PlanSummary, { engine, preset, crf }: Settings): Quote {
	const { widthPx, heightPx, dirtyRowCount, stripCount, scrollCount } = summary;
	const drawnRowCount = engine === "plain" ? dirtyRowCount : stripCount * STRIP_HEIGHT_PX;
	const work = {
		...summary,
		drawnPixelCount: drawnRowCount * widthPx,
		movedPixelCount: scrollCount * widthPx * heightPx,
		placedSliceCount: summary.placedStripCount,
		keySliceCount: summary.placedStripCount - summary.bandCount,
	};
	return quoteWork({ engine, settings: { crf, preset }, work });
}
