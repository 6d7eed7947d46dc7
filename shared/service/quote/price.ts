import type { RunSteps } from "../../core/steps.ts";
import type { Conversation } from "../../video/conversation/conversation.ts";
import type { LoadPicture } from "../../video/conversation/pictures/read-pictures.ts";
import { quotePlan } from "../../video/cost/quote-plan.ts";
import type { EngineName } from "../../video/encode/engine.ts";
import type { Work } from "../../video/encode/work.ts";
import type { PlanningMachine } from "../../video/machine.ts";
import { planVideo, type VideoPlan } from "../../video/plan-video.ts";
import { type CalibratedQuote, type Calibration, calibrateQuote } from "../quota/calibration.ts";

/** A video with its plan and its price. Nothing is drawn yet. */
export type Priced = {
	readonly video: VideoPlan;
	readonly quote: CalibratedQuote;
	/** The quote for other work of its engine. */
	readonly quoteFor: (work: Work) => CalibratedQuote;
};

export type PricePorts = {
	readonly machine: PlanningMachine;
	/** Default: all steps at once. */
	readonly runSteps?: RunSteps;
	/** Default: a picture that is no data URL is a fault. */
	readonly loadPicture?: LoadPicture | undefined;
	readonly engine: EngineName;
	/** What renders cost on this deployment. Never rejects. */
	readonly findCalibration: (engine: EngineName) => Promise<Calibration>;
};

export async function priceVideo(conversation: Conversation, ports: PricePorts): Promise<Priced> {
	const { machine, engine, runSteps, loadPicture, findCalibration } = ports;
	const video = await planVideo(conversation, machine, { engine, runSteps, loadPicture });
	const calibration = await findCalibration(engine);
	const quoteFor = (work: Work) => calibrateQuote(quotePlan({ ...video.plan, work }), calibration);
	return { video, quote: quoteFor(video.plan.work), quoteFor };
}

/** The figures of a quote in answers: CPU seconds, and the band that holds nine of ten renders. */
export function toQuoteFigures({ expectedMs, lowMs, upperMs, jobs }: CalibratedQuote) {
	return {
		quotedCpuSeconds: expectedMs / 1000,
		errorBand: { low: lowMs / 1000, high: upperMs / 1000, jobs },
	};
}
