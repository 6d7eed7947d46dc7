import { type ChatreelError, isKind } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Conversation } from "../../video/conversation/conversation.ts";
import type { ConversationText } from "../../video/conversation/text-form.ts";
import type { Answer, Caller } from "../caller.ts";
import type { Bounds, Context } from "../context.ts";
import { loadPinned } from "../pictures/load-pinned.ts";
import { pinPictures } from "../pictures/pin-pictures.ts";
import { findBudget, toCanRenderBody } from "../quota/budget.ts";
import type { CalibratedQuote } from "../quota/calibration.ts";
import { toMonth } from "../quota/months.ts";
import { payerFor, runUncharged, withPlanning } from "../quote/planning.ts";
import { pointIntoRequest } from "../quote/point-into-request.ts";
import {
	feasibleShare,
	fileSizeWarning,
	findAboveMax,
	requireFeasible,
	type VideoBounds,
} from "../quote/prepare.ts";
import { type Priced, priceVideo, toQuoteFigures } from "../quote/price.ts";
import { parseRequest, type RenderRequest } from "../quote/request.ts";
import { suggestChanges } from "../quote/suggestions.ts";
import type { RowStore } from "../row-store.ts";

/** `POST /quote`. The caller is charged for the plan. */
export async function postQuote(body: ConversationText, caller: Caller, context: Context): Promise<Answer> {
	const { bounds, process, video, pictures, webhooks } = context;
	const parse = () => runUncharged(process, () => parseRequest(body, bounds.maxMessages, webhooks.problem));
	const price = async (conversation: Conversation) => {
		const pinned = await pinPictures(conversation, caller, pictures);
		const loadPicture = loadPinned(pinned, pictures);
		return withPlanning(payerFor(caller), context, ({ runSteps, inTurn }) =>
			inTurn(conversation, () => priceVideo(conversation, { ...video, loadPicture, runSteps })),
		);
	};
	return { status: 200, body: await quoteAnswer(caller, context, { parse, price }) };
}

export type QuoteContext = Pick<Context, "limits" | "nowMs"> & {
	readonly store: Pick<RowStore, "find">;
	readonly bounds: VideoBounds & Pick<Bounds, "syncMs">;
};

/** How the request is read and priced: the caller may be charged for it, or not. */
export type QuoteSteps = {
	readonly parse: () => RenderRequest;
	readonly price: (conversation: Conversation) => Promise<Priced>;
};

/**
 * What a video would cost, and whether `POST /` would make it. Draws and reserves nothing. A request that `POST /` would refuse is an
 * answer too: `valid: false`, every fault, and all that is known nevertheless.
 */
export async function quoteAnswer(
	caller: Caller,
	{ store, limits, nowMs, bounds }: QuoteContext,
	{ parse, price }: QuoteSteps,
): Promise<JsonObject> {
	let request: RenderRequest;
	try {
		request = parse();
	} catch (thrown) {
		if (!isKind(thrown, "INVALID_INPUT")) throw thrown;
		return { ...UNKNOWN, errors: listFaults(thrown) };
	}
	const { conversation } = request;
	let priced: Priced;
	try {
		priced = await pointIntoRequest(request, () => price(conversation));
	} catch (thrown) {
		// Pictures are read only then.
		if (!isKind(thrown, "INVALID_INPUT") || !Array.isArray(thrown.details["faults"])) throw thrown;
		return { ...UNKNOWN, errors: listFaults(thrown) };
	}
	const { quote, video } = priced;
	const { frameCount, fps } = video.plan.film;
	const { pictureCount, placedSliceCount, keySliceCount } = video.plan.work;
	const refusals = [findAboveMax(request, priced), findInfeasible(priced, bounds)];
	const errors = refusals.flatMap((refusal) => (refusal === null ? [] : listFaults(refusal)));
	const userId = caller.kind === "user" ? caller.userId : null;
	const budget = await findBudget(store, { month: toMonth(nowMs()), userId }, limits);
	const { canRender, message } = toCanRenderBody(budget, quote.upperMs);
	const fileSize = fileSizeWarning(priced, bounds);
	return {
		valid: errors.length === 0,
		errors,
		...toQuoteFigures(quote),
		durationSeconds: frameCount / fps,
		frames: frameCount,
		pictures: pictureCount,
		bands: placedSliceCount - keySliceCount,
		warnings: fileSize === null ? video.warnings : [...video.warnings, fileSize],
		// It is JSON: fields that are undefined are not sent.
		conversation: conversation as unknown as JsonObject,
		quota: { allowed: canRender, message },
		fitsSync: quote.upperMs <= bounds.syncMs,
		fitsDeadline: quote.upperMs <= bounds.workMs,
		suggestions: listSuggestions(request, priced, budget.remainingMs, bounds),
	};
}

/** The answer when no conversation could be read. */
const UNKNOWN = {
	valid: false,
	errors: [],
	quotedCpuSeconds: null,
	errorBand: null,
	durationSeconds: null,
	frames: null,
	pictures: null,
	bands: null,
	warnings: [],
	conversation: null,
	quota: null,
	fitsSync: null,
	fitsDeadline: null,
	suggestions: [],
} as const satisfies JsonObject;

function findInfeasible(priced: Priced, bounds: VideoBounds): ChatreelError | null {
	try {
		requireFeasible(priced, bounds);
		return null;
	} catch (thrown) {
		if (!isKind(thrown, "INVALID_INPUT")) throw thrown;
		return thrown;
	}
}

/** Changes after which the video fits maxCpuSeconds, a render's time, the storage and what remains of the month. */
function listSuggestions(
	{ conversation, options }: RenderRequest,
	{ quote, video, quoteFor }: Priced,
	remainingMs: number,
	bounds: VideoBounds,
): readonly JsonObject[] {
	const maxMs = Math.min((options.maxCpuSeconds ?? Infinity) * 1000, remainingMs);
	const shareThatFits = (each: CalibratedQuote) =>
		Math.min(maxMs / each.upperMs, feasibleShare({ quote: each }, bounds));
	const share = shareThatFits(quote);
	if (share >= 1 || share === 0) return [];
	return suggestChanges(conversation, video, share, (changed) => shareThatFits(changed) >= 1, quoteFor);
}

/** The faults with their pointers. An error without faults is one fault of the whole request. */
function listFaults({ message, details }: ChatreelError): readonly JsonObject[] {
	const { faults } = details;
	return Array.isArray(faults) ? (faults as readonly JsonObject[]) : [{ pointer: "", message }];
}
