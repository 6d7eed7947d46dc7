import type { JsonObject } from "../../core/json.ts";
import type { Conversation } from "../../video/conversation/conversation.ts";
import { type DrawnMessage, drawnMessages } from "../../video/conversation/drawn-messages.ts";
import { LIMITS } from "../../video/conversation/limits.ts";
import type { PlanSummary } from "../../video/cost/plan-summary.ts";
import type { VideoPlan } from "../../video/plan-video.ts";
import type { CalibratedQuote } from "../quota/calibration.ts";
import { toQuoteFigures } from "./price.ts";

/** One change to a conversation after which it fits, with an estimate of its quote. */
export type Suggestion = JsonObject & {
	readonly change: "fps" | "size" | "length" | "fps and size";
	readonly message: string;
	readonly isEstimate: true;
};

type Change = {
	readonly change: Suggestion["change"];
	/** The fields of the conversation to replace. */
	readonly set: JsonObject;
	readonly message: string;
	readonly summary: PlanSummary;
};

/** How many of each kind are tried, the smallest change first. */
const SIZE_SHARES = [2 / 3, 1 / 2, 1 / 3];
const LENGTH_TRIES = 3;

/**
 * The share of the work that stays whatever changes: a text is drawn once anyway, and a narrow picture has as many strips. Rather too
 * high: on 2102 changes of 160 chats, the quote of a new plan was 0.9 to 1 times the estimate (median) and at most 1.06 times, and
 * its file had at most 1.2 times the bytes. A change must leave that much to spare.
 */
const STAYS = { fps: 0.6, size: 0.7, length: 0.3 };
const SPARE = { cpu: 1.07, file: 1.25 };

const PICTURE_WORK = [
	"stripCount",
	"placedStripCount",
	"placedTextEms",
	"scrollCount",
	"dirtyRowCount",
] as const;
type Work = (typeof PICTURE_WORK)[number] | "spritePixelCount" | "soundMs";

/**
 * Suggests changes after which the video fits: fewer frames a second, a smaller picture, fewer messages, or, when none of these is
 * enough, the first two together. Empty when nothing helps. `share` is what the video may use, as a share of what it needs.
 * Arithmetic on the plan's counts: a refused request must not cost more than one that is rendered.
 */
export function suggestChanges(
	conversation: Conversation,
	{ plan: { summary }, endsMs }: Pick<VideoPlan, "plan" | "endsMs">,
	share: number,
	fits: (quote: CalibratedQuote) => boolean,
	quoteOf: (summary: PlanSummary) => CalibratedQuote,
): readonly Suggestion[] {
	const first = (changes: readonly Change[]): readonly Suggestion[] => {
		for (const { summary: changed, ...change } of changes) {
			const quote = quoteOf(changed);
			if (!fits(addSpare(quote))) continue;
			const durationSeconds = changed.durationMs / 1000;
			return [{ ...change, isEstimate: true, ...toQuoteFigures(quote), durationSeconds }];
		}
		return [];
	};
	const slow = suggestFps(summary);
	const found = [
		...first(slow),
		...first(suggestSizes(summary)),
		...first(suggestLengths(conversation, summary, endsMs, share)),
	];
	return found.length > 0 ? found : first(slow.flatMap(({ summary: slowed }) => suggestFpsAndSizes(slowed)));
}

function addSpare({ file: { lowBytes, upperBytes }, ...quote }: CalibratedQuote): CalibratedQuote {
	const file = { lowBytes: lowBytes * SPARE.file, upperBytes: upperBytes * SPARE.file };
	return { ...quote, upperMs: quote.upperMs * SPARE.cpu, file };
}

function suggestFps(summary: PlanSummary): readonly Change[] {
	const fps = LIMITS.fps.min;
	if (summary.fps <= fps) return [];
	const changed = {
		...scaleWork(summary, PICTURE_WORK, STAYS.fps, fps / summary.fps),
		fps,
		frameCount: frameCountAt(summary.durationMs, fps),
	};
	return [{ change: "fps", set: { video: { fps } }, message: `Set video.fps to ${fps}.`, summary: changed }];
}

function suggestSizes(summary: PlanSummary): readonly Change[] {
	const { widthPx, heightPx } = summary;
	const sideOf = (sidePx: number, share: number) =>
		Math.max(LIMITS.side.min, 2 * Math.round((sidePx * share) / 2));
	return SIZE_SHARES.flatMap((share): readonly Change[] => {
		const [width, height] = [sideOf(widthPx, share), sideOf(heightPx, share)];
		if (width === widthPx && height === heightPx) return [];
		const message = `Set video.width to ${width} and video.height to ${height}.`;
		const work = scaleWork(summary, [...PICTURE_WORK, "spritePixelCount"], STAYS.size, height / heightPx);
		const changed = {
			...work,
			widthPx: width,
			heightPx: height,
			spritePixelCount: (work.spritePixelCount * width) / widthPx,
		};
		return [{ change: "size", set: { video: { width, height } }, message, summary: changed }];
	});
}

/** Drops the tail that `durationSeconds` adds, or keeps only the first messages. */
function suggestLengths(
	conversation: Conversation,
	summary: PlanSummary,
	endsMs: readonly number[],
	share: number,
): readonly Change[] {
	const messages = drawnMessages(conversation);
	const isHeld = conversation.video.durationSeconds !== undefined;
	const untailedMs = endsMs.at(-1) ?? 0;
	const untailed = isHeld && untailedMs < summary.durationMs ? cutTail(summary, untailedMs) : summary;
	const tail: readonly Change[] =
		untailed === summary
			? []
			: [
					{
						change: "length",
						set: { video: { durationSeconds: null } },
						message: "Leave out video.durationSeconds.",
						summary: untailed,
					},
				];
	const counts = Array.from({ length: LENGTH_TRIES }, (_, index) =>
		Math.floor(messages.length * Math.min(1, share) * 0.75 ** index),
	);
	// Entries that are not drawn cost nothing: what counts is how many of the list remain.
	const entryCount = conversation.messages.length;
	const keep = (count: number) => messages[count]?.index ?? entryCount;
	const fewer = counts
		.filter((count) => count >= 1 && count < messages.length && keepsTimes(messages, count))
		.map((count): Change => {
			const message = `Keep the first ${keep(count)} of the ${entryCount} messages${isHeld ? ", without video.durationSeconds" : ""}, and make another video of the rest.`;
			const changed = cutSummary(untailed, endsMs[count - 1] ?? 0, count / messages.length);
			const video = isHeld ? { video: { durationSeconds: null } } : {};
			return { change: "length", set: { messageCount: keep(count), ...video }, message, summary: changed };
		});
	return [...tail, ...fewer];
}

/** Whether the first messages keep their times: those without a timestamp are squeezed in before a later one that has one. */
function keepsTimes(messages: readonly DrawnMessage[], count: number): boolean {
	const isTimed = ({ timestamp }: DrawnMessage) => timestamp !== undefined;
	return messages.slice(count - 1, count).some(isTimed) || !messages.slice(count).some(isTimed);
}

function suggestFpsAndSizes(slowed: PlanSummary): readonly Change[] {
	const { fps } = slowed;
	return suggestSizes(slowed).map(({ set, message, summary }) => ({
		change: "fps and size",
		set: { video: { ...(set["video"] as JsonObject), fps } },
		message: `Set video.fps to ${fps}. ${message}`,
		summary,
	}));
}

/** The first messages alone: this share of them, which end at `durationMs`. */
function cutSummary(summary: PlanSummary, durationMs: number, messageShare: number): PlanSummary {
	const ratio = Math.min(1, Math.max(messageShare, durationMs / summary.durationMs));
	const work = scaleWork(summary, [...PICTURE_WORK, "spritePixelCount", "soundMs"], STAYS.length, ratio);
	return { ...work, durationMs, frameCount: frameCountAt(durationMs, summary.fps) };
}

/** Nothing happens in a tail: its frames are repeats, and its key pictures are strips used before. */
function cutTail(summary: PlanSummary, durationMs: number): PlanSummary {
	const { keyCount, bandCount, placedStripCount, placedTextEms } = summary;
	const fewerKeys = Math.floor(keyCount * (1 - durationMs / summary.durationMs));
	const placed = placedStripCount - ((placedStripCount - bandCount) * fewerKeys) / keyCount;
	return {
		...summary,
		durationMs,
		frameCount: frameCountAt(durationMs, summary.fps),
		placedStripCount: placed,
		placedTextEms: (placedTextEms * placed) / placedStripCount,
	};
}

function scaleWork(summary: PlanSummary, names: readonly Work[], stays: number, ratio: number): PlanSummary {
	const changed = names.map((name) => [name, summary[name] * (stays + (1 - stays) * ratio)]);
	return { ...summary, ...Object.fromEntries(changed) };
}

/** Rounded as a video's own frame count is. */
const frameCountAt = (durationMs: number, fps: number) => Math.round((durationMs / 1000) * fps);
