import { PACING, type Pacing } from "./pacing.ts";

/**
 * The numbers at a pace: 2 is twice as fast. It changes how long things are looked at and waited for. Movements take the time that they
 * take, and what the eye needs to see something at all stays.
 */
export function scalePacing(pace = 1): Pacing {
	const scale = (ms: number) => Math.round(ms / pace);
	const { english, korean, chinese, japanese } = PACING.charactersPerSecond;
	return {
		...PACING,
		charactersPerSecond: {
			english: english * pace,
			korean: korean * pace,
			chinese: chinese * pace,
			japanese: japanese * pace,
		},
		inText: { ...PACING.inText, afterMs: scale(PACING.inText.afterMs) },
		shortestHoldMs: scale(PACING.shortestHoldMs),
		typing: {
			// Shorter ones would be left out.
			minMs: Math.max(PACING.shortestTypingMs, scale(PACING.typing.minMs)),
			maxMs: scale(PACING.typing.maxMs),
			msPerCharacter: PACING.typing.msPerCharacter / pace,
		},
		afterStoppedMs: scale(PACING.afterStoppedMs),
		voiceSeenMs: scale(PACING.voiceSeenMs),
		statusMs: scale(PACING.statusMs),
		firstMessageMs: scale(PACING.firstMessageMs),
		firstTypingMs: scale(PACING.firstTypingMs),
		shortestTailMs: scale(PACING.shortestTailMs),
		deliveredAfterMs: scale(PACING.deliveredAfterMs),
		readBeforeAnswerMs: {
			min: scale(PACING.readBeforeAnswerMs.min),
			max: scale(PACING.readBeforeAnswerMs.max),
		},
		readAfterDeliveredMs: scale(PACING.readAfterDeliveredMs),
		receiptTailMs: scale(PACING.receiptTailMs),
		reactionAfterMs: scale(PACING.reactionAfterMs),
		reactionGapMs: scale(PACING.reactionGapMs),
		eventSeenMs: scale(PACING.eventSeenMs),
	};
}
