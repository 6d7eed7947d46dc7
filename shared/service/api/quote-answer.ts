import { type ChatreelError, isKind } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import { type RunSteps, runAtOnce } from "../../core/steps.ts";
import type { Conversation } from "../../video/conversation/conversation.ts";
import type { Caller } from "../caller.ts";
import { type Budget, canRenderAnswer, findBudget } from "../quota/budget.ts";
import type { CalibratedQuote } from "../quota/calibration.ts";
import { monthOf } from "../quota/months.ts";
import type { Limits } from "../quota/operations.ts";
import { aboveMax, type Bounds, feasibleShare, fileSizeWarning, requireFeasible } from "../quote/prepare.ts";
import { type Priced, type PricePorts, priceOf, quoteFigures } from "../quote/price.ts";
import { parseRequest, type RenderRequest, type WebhookProblem } from "../quote/request.ts";
import { suggestionsFor } from "../quote/suggestions.ts";
import type { RowStore } from "../row-store.ts";

export type QuotePorts = PricePorts & {
	readonly store: Pick<RowStore, "find">;
	readonly limits: Limits;
	readonly maxMessages: number;
	/** Default: no webhook is taken. */
	readonly webhookProblem?: WebhookProblem;
	readonly bounds: Bounds;
	/** What of a synchronous execution is left for a render, in ms. */
	readonly syncMs: number;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
	/** Parses, where others in the process are not to pay for it. */
	readonly unshared?: <Result>(work: () => Result) => Result;
	/** Plans in the caller's turn, and charges it. Default: at once, and nobody is charged. */
	readonly planFor?: PlanFor;
};

type PlanFor = <Result>(
	caller: Caller,
	conversation: Conversation,
	plan: (runSteps: RunSteps) => Promise<Result>,
) => Promise<Result>;

const planAtOnce: PlanFor = (_, __, plan) => plan(runAtOnce);

/**
 * What a video would cost, and whether it would be made: nothing is drawn or reserved. A request that `POST /` would
 * refuse is an answer like any other, with `valid: false`, every fault, and what could be told all the same.
 */
export async function quoteAnswer(body: string, caller: Caller, ports: QuotePorts): Promise<JsonObject> {
	let request: RenderRequest;
	try {
		const { maxMessages, webhookProblem, unshared = (work) => work() } = ports;
		request = unshared(() => parseRequest(body, maxMessages, webhookProblem));
	} catch (thrown) {
		if (!isKind(thrown, "INVALID_INPUT")) throw thrown;
		return { ...UNKNOWN, errors: faultsOf(thrown) };
	}
	const { conversation } = request;
	const { planFor = planAtOnce } = ports;
	const priced = await planFor(caller, conversation, (runSteps) =>
		priceOf(conversation, { ...ports, runSteps }),
	);
	const { quote, video } = priced;
	const { frameCount, fps, summary } = video.plan;
	const refusals = [aboveMax(request, priced), infeasible(priced, ports.bounds)];
	const errors = refusals.flatMap((refusal) => (refusal === null ? [] : faultsOf(refusal)));
	const budget = await budgetFor(caller, ports);
	const { canRender, message } = canRenderAnswer(budget, quote.upperMs);
	const fileSize = fileSizeWarning(priced, ports.bounds);
	return {
		valid: errors.length === 0,
		errors,
		...quoteFigures(quote),
		durationSeconds: frameCount / fps,
		frames: frameCount,
		pictures: summary.pictureCount,
		bands: summary.bandCount,
		warnings: fileSize === null ? video.warnings : [...video.warnings, fileSize],
		// What is undefined in it is not sent, so it is JSON.
		conversation: conversation as unknown as JsonObject,
		quota: { allowed: canRender, message },
		fitsSync: quote.upperMs <= ports.syncMs,
		fitsDeadline: quote.upperMs <= ports.bounds.workMs,
		suggestions: suggestions(request, priced, budget.remainingMs, ports),
	};
}

/** The answer of a request from which no conversation could be read. */
const UNKNOWN = {
	...{ valid: false, errors: [], quotedCpuSeconds: null, errorBand: null, durationSeconds: null },
	...{ frames: null, pictures: null, bands: null, warnings: [], conversation: null, quota: null },
	...{ fitsSync: null, fitsDeadline: null, suggestions: [] },
} as const satisfies JsonObject;

function infeasible(priced: Priced, bounds: Bounds): ChatreelError | null {
	try {
		requireFeasible(priced, bounds);
		return null;
	} catch (thrown) {
		if (!isKind(thrown, "INVALID_INPUT")) throw thrown;
		return thrown;
	}
}

function budgetFor(caller: Caller, { store, limits, nowMs }: QuotePorts): Promise<Budget> {
	const userId = caller.kind === "user" ? caller.userId : null;
	return findBudget(store, { month: monthOf(nowMs()), userId }, limits);
}

/** What to change so that it is made: within maxCpuSeconds, a render's time, the storage and what is left of the month. */
function suggestions(
	{ conversation, options }: RenderRequest,
	{ quote, video, quoteFor }: Priced,
	remainingMs: number,
	ports: QuotePorts,
): readonly JsonObject[] {
	const mostMs = Math.min((options.maxCpuSeconds ?? Infinity) * 1000, remainingMs);
	const shareOf = (each: CalibratedQuote) =>
		Math.min(mostMs / each.upperMs, feasibleShare({ quote: each }, ports.bounds));
	const share = shareOf(quote);
	if (share >= 1 || share === 0) return [];
	return suggestionsFor(conversation, video, share, (changed) => shareOf(changed) >= 1, quoteFor);
}

/** The faults with their places; a failure that has none is one of the whole. */
function faultsOf({ message, details }: ChatreelError): readonly JsonObject[] {
	const { faults } = details;
	return Array.isArray(faults) ? (faults as readonly JsonObject[]) : [{ pointer: "", message }];
}
