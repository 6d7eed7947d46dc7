import type { JsonObject } from "../../core/json.ts";
import type { Conversation } from "../../video/conversation/conversation.ts";
import { LIMITS } from "../../video/conversation/limits.ts";
import type { PlanSummary } from "../../video/cost/plan-summary.ts";
import type { VideoPlan } from "../../video/plan-video.ts";
import { restingMs } from "../../video/timeline/message-times.ts";
import type { CalibratedQuote } from "../quota/calibration.ts";
import { withFps, withLength, withoutTail, withSize } from "./changed-summary.ts";
import { quoteFigures } from "./price.ts";

/** One change to a conversation after which it should fit, with an estimate of its quote. */
export type Suggestion = JsonObject & {
	readonly change: "fps" | "size" | "length" | "fps and size";
	readonly message: string;
	readonly isEstimate: true;
};

type Change = {
	readonly change: Suggestion["change"];
	/** What of the conversation is to be replaced, as JSON says it. */
	readonly set: JsonObject;
	readonly message: string;
	readonly summary: PlanSummary;
};

/** Of each kind as many are tried, the least change first. */
const SIZE_SHARES = [2 / 3, 1 / 2, 1 / 3];
const LENGTH_TRIES = 3;

/** An estimate must fit with so much to spare, so that the change does. */
const SPARE = 1.05;

/**
 * What to change so that the video fits: fewer frames a second, a smaller picture, fewer messages, and where none of them alone
 * helps, the first two together. Empty where nothing helps. `share` is the share of what it needs that it may use. Nothing is
 * planned again: a request that is refused must not cost more than one that is made.
 */
export function suggestionsFor(
	conversation: Conversation,
	{ plan: { summary }, timeline }: Pick<VideoPlan, "plan" | "timeline">,
	share: number,
	fits: (quote: CalibratedQuote) => boolean,
	quoteOf: (summary: PlanSummary) => CalibratedQuote,
): readonly Suggestion[] {
	const first = (changes: readonly Change[]): readonly Suggestion[] => {
		for (const { summary: changed, ...change } of changes) {
			const quote = quoteOf(changed);
			if (!fits(withSpare(quote))) continue;
			const durationSeconds = changed.durationMs / 1000;
			return [{ ...change, isEstimate: true, ...quoteFigures(quote), durationSeconds }];
		}
		return [];
	};
	const startsMs = timeline.events.flatMap((event) => (event.kind === "message" ? event.startMs : []));
	const slow = slower(summary);
	const found = [
		...first(slow),
		...first(smaller(summary)),
		...first(shorter(conversation, summary, startsMs, share)),
	];
	return found.length > 0 ? found : first(slow.flatMap(({ summary: slowed }) => both(slowed)));
}

function withSpare(quote: CalibratedQuote): CalibratedQuote {
	const { lowBytes, upperBytes } = quote.file;
	return {
		...quote,
		upperMs: quote.upperMs * SPARE,
		file: { lowBytes: lowBytes * SPARE, upperBytes: upperBytes * SPARE },
	};
}

function slower(summary: PlanSummary): readonly Change[] {
	const fps = LIMITS.fps.min;
	if (summary.fps <= fps) return [];
	const message = `Set video.fps to ${fps}.`;
	return [{ change: "fps", set: { video: { fps } }, message, summary: withFps(summary, fps) }];
}

function smaller(summary: PlanSummary): readonly Change[] {
	const { widthPx, heightPx } = summary;
	const sideOf = (sidePx: number, share: number) =>
		Math.max(LIMITS.side.min, 2 * Math.round((sidePx * share) / 2));
	return SIZE_SHARES.flatMap((share): readonly Change[] => {
		const [width, height] = [sideOf(widthPx, share), sideOf(heightPx, share)];
		if (width === widthPx && height === heightPx) return [];
		const message = `Set video.width to ${width} and video.height to ${height}.`;
		const changed = withSize(summary, width, height);
		return [{ change: "size", set: { video: { width, height } }, message, summary: changed }];
	});
}

/** Without the tail that `durationSeconds` holds, or the first of the messages. */
function shorter(
	{ messages, video: { durationSeconds } }: Conversation,
	summary: PlanSummary,
	startsMs: readonly number[],
	share: number,
): readonly Change[] {
	const endMs = (count: number) => (startsMs[count - 1] ?? 0) + restingMs(messages[count - 1]?.text ?? "");
	const untailedMs = endMs(messages.length);
	const tail: readonly Change[] =
		durationSeconds === undefined || untailedMs >= summary.durationMs
			? []
			: [
					{
						change: "length",
						set: { video: { durationSeconds: null } },
						message: "Leave out video.durationSeconds.",
						summary: withoutTail(summary, untailedMs),
					},
				];
	const untailed = tail[0]?.summary ?? summary;
	const counts = Array.from({ length: LENGTH_TRIES }, (_, index) =>
		Math.floor(messages.length * Math.min(1, share) * 0.75 ** index),
	);
	const fewer = counts
		.filter((count) => count >= 1 && count < messages.length)
		.map((count): Change => {
			const message = `Keep the first ${count} of the ${messages.length} messages${durationSeconds === undefined ? "" : ", without video.durationSeconds"}, and make another video of the rest.`;
			const changed = withLength(untailed, endMs(count));
			return { change: "length", set: { messageCount: count }, message, summary: changed };
		});
	return [...tail, ...fewer];
}

function both(slowed: PlanSummary): readonly Change[] {
	const { fps } = slowed;
	return smaller(slowed).map(({ set, message, summary }) => ({
		change: "fps and size",
		set: { video: { ...(set["video"] as JsonObject), fps } },
		message: `Set video.fps to ${fps}. ${message}`,
		summary,
	}));
}
