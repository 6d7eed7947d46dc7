import type { JsonObject } from "../../core/json.ts";
import { type ChatEntry, listEntries } from "../../video/conversation/chat-entries.ts";
import type { Conversation } from "../../video/conversation/conversation.ts";
import { LIMITS } from "../../video/conversation/limits.ts";
import type { Work } from "../../video/encode/work.ts";
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
	readonly work: Work;
};

/** How many of each kind are tried, the smallest change first. */
const SIZE_SHARES = [2 / 3, 1 / 2, 1 / 3];
const LENGTH_TRIES = 3;

/**
 * The share of the work that stays whatever changes: a text is drawn once anyway, and a narrow picture has as many slices. Rather too
 * high: on 2102 changes of 160 chats, the quote of a new plan was 0.9 to 1 times the estimate (median) and at most 1.06 times, and
 * its file had at most 1.2 times the bytes. A change must leave that much to spare.
 */
const STAYS = { fps: 0.6, size: 0.7, length: 0.3 };
const SPARE = { cpu: 1.07, file: 1.25 };

const PICTURE_WORK = [
	"drawnPixelCount",
	"movedPixelCount",
	"placedSliceCount",
	"keySliceCount",
	"placedTextEms",
] as const;
type Counted = (typeof PICTURE_WORK)[number] | "spritePixelCount" | "soundMs";

/**
 * Suggests changes after which the video fits: fewer frames a second, a smaller picture, fewer messages, or, when none of these is
 * enough, the first two together. Empty when nothing helps. `share` is what the video may use, as a share of what it needs.
 * Arithmetic on the plan's counts: a refused request must not cost more than one that is rendered.
 */
export function suggestChanges(
	conversation: Conversation,
	{ plan: { work }, endsMs }: Pick<VideoPlan, "plan" | "endsMs">,
	share: number,
	fits: (quote: CalibratedQuote) => boolean,
	quoteOf: (work: Work) => CalibratedQuote,
): readonly Suggestion[] {
	const first = (changes: readonly Change[]): readonly Suggestion[] => {
		for (const { work: changed, ...change } of changes) {
			const quote = quoteOf(changed);
			if (!fits(addSpare(quote))) continue;
			const seconds = changed.durationMs / 1000;
			return [{ ...change, isEstimate: true, ...toQuoteFigures(quote), durationSeconds: seconds }];
		}
		return [];
	};
	const { durationSeconds } = conversation.video;
	const lengthMs = durationSeconds === undefined ? (endsMs.at(-1) ?? 0) : Math.round(durationSeconds * 1000);
	const slow = suggestFps(work, lengthMs);
	const found = [
		...first(slow),
		...first(suggestSizes(work)),
		...first(suggestLengths(conversation, work, endsMs, share)),
	];
	return found.length > 0 ? found : first(slow.flatMap(({ work: slowed }) => suggestFpsAndSizes(slowed)));
}

function addSpare({ file: { lowBytes, upperBytes }, ...quote }: CalibratedQuote): CalibratedQuote {
	const file = { lowBytes: lowBytes * SPARE.file, upperBytes: upperBytes * SPARE.file };
	return { ...quote, upperMs: quote.upperMs * SPARE.cpu, file };
}

/** `lengthMs` is the length before it was rounded to frames. */
function suggestFps(work: Work, lengthMs: number): readonly Change[] {
	const fps = LIMITS.fps.min;
	if (work.fps <= fps) return [];
	const changed = {
		...scaleWork(work, PICTURE_WORK, STAYS.fps, fps / work.fps),
		...countLength(lengthMs, fps),
	};
	return [{ change: "fps", set: { video: { fps } }, message: `Set video.fps to ${fps}.`, work: changed }];
}

function suggestSizes(work: Work): readonly Change[] {
	const { widthPx, heightPx } = work;
	const sideOf = (sidePx: number, share: number) =>
		Math.max(LIMITS.side.min, 2 * Math.round((sidePx * share) / 2));
	return SIZE_SHARES.flatMap((share): readonly Change[] => {
		const [width, height] = [sideOf(widthPx, share), sideOf(heightPx, share)];
		if (width === widthPx && height === heightPx) return [];
		const message = `Set video.width to ${width} and video.height to ${height}.`;
		const lower = scaleWork(work, [...PICTURE_WORK, "spritePixelCount"], STAYS.size, height / heightPx);
		const changed = {
			...lower,
			widthPx: width,
			heightPx: height,
			spritePixelCount: (lower.spritePixelCount * width) / widthPx,
			drawnPixelCount: (lower.drawnPixelCount * width) / widthPx,
			movedPixelCount: (lower.movedPixelCount * width * height) / (widthPx * heightPx),
		};
		return [{ change: "size", set: { video: { width, height } }, message, work: changed }];
	});
}

/** Drops the tail that `durationSeconds` adds, or keeps only the first messages. */
function suggestLengths(
	conversation: Conversation,
	work: Work,
	endsMs: readonly number[],
	share: number,
): readonly Change[] {
	const entries = listEntries(conversation);
	const isHeld = conversation.video.durationSeconds !== undefined;
	const untailedMs = endsMs.at(-1) ?? 0;
	const untailed = isHeld && untailedMs < work.durationMs ? cutTail(work, untailedMs) : work;
	const tail: readonly Change[] =
		untailed === work
			? []
			: [
					{
						change: "length",
						set: { video: { durationSeconds: null } },
						message: "Leave out video.durationSeconds.",
						work: untailed,
					},
				];
	const counts = Array.from({ length: LENGTH_TRIES }, (_, index) =>
		Math.floor(entries.length * Math.min(1, share) * 0.75 ** index),
	);
	// Entries that are not drawn cost nothing: what counts is how many of the list remain.
	const entryCount = conversation.messages.length;
	const keep = (count: number) => entries[count]?.index ?? entryCount;
	const fewer = counts
		.filter((count) => count >= 1 && count < entries.length && keepsTimes(entries, count))
		.map((count): Change => {
			const message = `Keep the first ${keep(count)} of the ${entryCount} messages${isHeld ? ", without video.durationSeconds" : ""}, and make another video of the rest.`;
			const changed = cutWork(untailed, endsMs[count - 1] ?? 0, count / entries.length);
			const video = isHeld ? { video: { durationSeconds: null } } : {};
			return { change: "length", set: { messageCount: keep(count), ...video }, message, work: changed };
		});
	return [...tail, ...fewer];
}

/** Whether the first messages keep their times: those without a timestamp are squeezed in before a later one that has one. */
function keepsTimes(entries: readonly ChatEntry[], count: number): boolean {
	const isTimed = (entry: ChatEntry) => entry.kind === "message" && entry.timestamp !== undefined;
	return entries.slice(count - 1, count).some(isTimed) || !entries.slice(count).some(isTimed);
}

function suggestFpsAndSizes(slowed: Work): readonly Change[] {
	const { fps } = slowed;
	return suggestSizes(slowed).map(({ set, message, work }) => ({
		change: "fps and size",
		set: { video: { ...(set["video"] as JsonObject), fps } },
		message: `Set video.fps to ${fps}. ${message}`,
		work,
	}));
}

/** The first messages alone: this share of them, which end at `lengthMs`. */
function cutWork(work: Work, lengthMs: number, messageShare: number): Work {
	const ratio = Math.min(1, Math.max(messageShare, lengthMs / work.durationMs));
	const less = scaleWork(work, [...PICTURE_WORK, "spritePixelCount", "soundMs"], STAYS.length, ratio);
	return { ...less, ...countLength(lengthMs, work.fps) };
}

/** Nothing happens in a tail: its frames are repeats, and its key pictures are slices used before. */
function cutTail(work: Work, lengthMs: number): Work {
	const { keySliceCount, placedSliceCount, placedTextEms } = work;
	const keyCount = keySliceCount / Math.ceil(work.heightPx / ROW_HEIGHT_PX);
	const fewerKeys = Math.floor(keyCount * (1 - lengthMs / work.durationMs));
	const share = fewerKeys === 0 ? 1 : 1 - (keySliceCount * fewerKeys) / keyCount / placedSliceCount;
	return {
		...work,
		...countLength(lengthMs, work.fps),
		keySliceCount: keyCount === 0 ? 0 : keySliceCount * (1 - fewerKeys / keyCount),
		placedSliceCount: placedSliceCount * share,
		placedTextEms: placedTextEms * share,
	};
}

/** One row of macroblocks, as in the plan, of which this folder imports types alone. */
const ROW_HEIGHT_PX = 16;

function scaleWork(work: Work, names: readonly Counted[], stays: number, ratio: number): Work {
	const changed = names.map((name) => [name, work[name] * (stays + (1 - stays) * ratio)]);
	return { ...work, ...Object.fromEntries(changed) };
}

/** Rounded to frames as a video's own length is. */
function countLength(lengthMs: number, fps: number): Pick<Work, "fps" | "frameCount" | "durationMs"> {
	const frameCount = Math.round((lengthMs / 1000) * fps);
	return { fps, frameCount, durationMs: (frameCount * 1000) / fps };
}
