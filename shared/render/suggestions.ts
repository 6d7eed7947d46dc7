import type { Conversation } from "../chat/conversation.ts";
import { LIMITS } from "../chat/limits.ts";
import type { JsonObject } from "../core/json.ts";
import { type Priced, type PricePorts, priceOf, quoteFigures } from "./price.ts";

/** One change to a conversation after which it fits, with its own quote. */
export type Suggestion = JsonObject & {
	readonly change: "fps" | "size" | "length" | "fps and size";
	readonly message: string;
};

type Change = {
	readonly change: Suggestion["change"];
	/** What of the conversation is to be replaced, as JSON says it. */
	readonly set: JsonObject;
	readonly message: string;
	readonly conversation: Conversation;
};

/** Of each kind as many are tried, the least change first: a plan costs some hundredths of a second of CPU. */
const SIZE_SHARES = [2 / 3, 1 / 2, 1 / 3];
const LENGTH_TRIES = 3;

/**
 * What to change so that the video fits: fewer frames a second, a smaller picture, fewer messages, and where none of them alone
 * helps, the first two together. Empty where nothing helps. `share` is the share of what it needs that it may use.
 */
export async function suggestionsFor(
	conversation: Conversation,
	share: number,
	fits: (priced: Priced) => boolean,
	ports: PricePorts,
): Promise<readonly Suggestion[]> {
	const first = async (changes: readonly Change[]): Promise<readonly Suggestion[]> => {
		for (const { conversation: changed, ...change } of changes) {
			const priced = await priceOf(changed, ports);
			if (!fits(priced)) continue;
			const durationSeconds = priced.video.plan.summary.durationMs / 1000;
			return [{ ...change, ...quoteFigures(priced.quote), durationSeconds }];
		}
		return [];
	};
	const found = [
		...(await first(slower(conversation))),
		...(await first(smaller(conversation))),
		...(await first(shorter(conversation, share))),
	];
	return found.length > 0
		? found
		: first(slower(conversation).flatMap(({ conversation: slow }) => both(slow)));
}

function slower(conversation: Conversation): readonly Change[] {
	const { video } = conversation;
	const fps = LIMITS.fps.min;
	if (video.fps <= fps) return [];
	const message = `Set video.fps to ${fps}.`;
	const changed = { ...conversation, video: { ...video, fps } };
	return [{ change: "fps", set: { video: { fps } }, message, conversation: changed }];
}

function smaller(conversation: Conversation): readonly Change[] {
	const { video } = conversation;
	const sideOf = (sidePx: number, share: number) =>
		Math.max(LIMITS.side.min, 2 * Math.round((sidePx * share) / 2));
	return SIZE_SHARES.flatMap((share): readonly Change[] => {
		const size = { width: sideOf(video.width, share), height: sideOf(video.height, share) };
		if (size.width === video.width && size.height === video.height) return [];
		const message = `Set video.width to ${size.width} and video.height to ${size.height}.`;
		const changed = { ...conversation, video: { ...video, ...size } };
		return [{ change: "size", set: { video: size }, message, conversation: changed }];
	});
}

/** Without the tail that `durationSeconds` holds, or the first of the messages. */
function shorter(conversation: Conversation, share: number): readonly Change[] {
	const { messages, video } = conversation;
	const { durationSeconds, ...paced } = video;
	const untailed = { ...conversation, video: paced };
	const tail: readonly Change[] =
		durationSeconds === undefined
			? []
			: [
					{
						change: "length",
						set: { video: { durationSeconds: null } },
						message: "Leave out video.durationSeconds.",
						conversation: untailed,
					},
				];
	const counts = Array.from({ length: LENGTH_TRIES }, (_, index) =>
		Math.floor(messages.length * Math.min(1, share) * 0.75 ** index),
	);
	const fewer = counts
		.filter((count) => count >= 1 && count < messages.length)
		.map((count): Change => {
			const message = `Keep the first ${count} of the ${messages.length} messages${durationSeconds === undefined ? "" : ", without video.durationSeconds"}, and make another video of the rest.`;
			const changed = { ...untailed, messages: messages.slice(0, count) };
			return { change: "length", set: { messageCount: count }, message, conversation: changed };
		});
	return [...tail, ...fewer];
}

function both(slow: Conversation): readonly Change[] {
	const { fps } = slow.video;
	return smaller(slow).map(({ set, message, conversation }) => ({
		change: "fps and size",
		set: { video: { ...(set["video"] as JsonObject), fps } },
		message: `Set video.fps to ${fps}. ${message}`,
		conversation,
	}));
}
