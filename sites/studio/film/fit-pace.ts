import type { ConversationInput } from "../../../shared/video/conversation/conversation.ts";
import { LIMITS } from "../../../shared/video/conversation/limits.ts";
import { checkConversation } from "../../../shared/video/conversation/parse.ts";
import { planLength } from "../../../shared/video/plan-film.ts";
import type { Answer } from "./messages.ts";

/** The paces of the page's slider, in tenths. */
const [SLOWEST, FASTEST] = [10 * LIMITS.pace.min, 10 * LIMITS.pace.max];

/**
 * The slowest pace at which a video lasts at most `seconds`; the fastest, if none is fast enough. Null: the conversation has faults,
 * or says its own length, which no pace changes.
 */
export function fitPace(conversation: ConversationInput, seconds: number): (Answer & { kind: "fit" })["fit"] {
	if (conversation.video?.durationSeconds !== undefined) return null;
	const lengthAt = (tenths: number) => {
		const checked = checkConversation({ ...conversation, pace: tenths / 10 });
		return checked.ok ? planLength(checked.conversation) : null;
	};
	let [slow, fast] = [SLOWEST, FASTEST];
	while (slow < fast) {
		const middle = Math.floor((slow + fast) / 2);
		const length = lengthAt(middle);
		if (length === null) return null;
		if (length <= seconds) fast = middle;
		else slow = middle + 1;
	}
	const durationSeconds = lengthAt(fast);
	return durationSeconds === null ? null : { pace: fast / 10, durationSeconds };
}
