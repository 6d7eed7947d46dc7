import type { RunSteps } from "../../core/steps.ts";
import type { Conversation } from "../../video/conversation/conversation.ts";
import { quotePlan } from "../../video/cost/cost-model.ts";
import type { PlanSummary } from "../../video/cost/plan-summary.ts";
import type { Machine } from "../../video/machine.ts";
import type { EngineName } from "../../video/plan/engine.ts";
import { planVideo, type VideoPlan } from "../../video/plan-video.ts";
import { type CalibratedQuote, type Calibration, calibrateQuote } from "../quota/calibration.ts";

/** A video with its plan and its price. Nothing is drawn yet. */
export type Priced = {
	readonly video: VideoPlan;
	readonly quote: CalibratedQuote;
	/** The quote for another plan of this video. */
	readonly quoteFor: (summary: PlanSummary) => CalibratedQuote;
};

export type PricePorts = {
	readonly machine: Pick<Machine, "loadFonts">;
	/** Default: all steps at once. */
	readonly runSteps?: RunSteps;
	readonly engine: EngineName;
	/** What renders cost on this deployment. Never rejects. */
	readonly findCalibration: (engine: EngineName) => Promise<Calibration>;
};

export async function priceVideo(conversation: Conversation, ports: PricePorts): Promise<Priced> {
	const video = await planVideo(conversation, ports.machine, ports.runSteps);
	const calibration = await ports.findCalibration(ports.engine);
	const { preset, crf } = video.plan;
	const quoteFor = (summary: PlanSummary) =>
		calibrateQuote(quotePlan(summary, { engine: ports.engine, preset, crf }), calibration);
	return { video, quote: quoteFor(video.plan.summary), quoteFor };
}

/** The figures of a quote in answers: CPU seconds, and the band that holds nine of ten renders. */
export function toQuoteFigures({ expectedMs, lowMs, upperMs, jobs }: CalibratedQuote) {
	return {
		quotedCpuSeconds: expectedMs / 1000,
		errorBand: { low: lowMs / 1000, high: upperMs / 1000, jobs },
	};
}
