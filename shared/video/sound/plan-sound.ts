import type { Timeline } from "../timeline/timeline.ts";
import { FRAME_SAMPLES, SAMPLE_RATE } from "./format.ts";
import { receiveSound, sendSound } from "./message-sounds.ts";
import { mix } from "./mix.ts";
import type { Sound } from "./sound.ts";
import { mergeIntoStretches, type Placed } from "./stretches.ts";

/**
 * A send or receive sound at every message, by its sender; `senders` are in the order of the conversation's messages.
 * A sound begins at the first AAC frame at or after its message (21 ms later at the most, never earlier).
 * Equal timelines give equal samples. Throws RangeError for a message without a sender.
 * Whether a video has sound at all is the caller's to decide (`null` in place of a `Sound`).
 */
export function planSound({ events }: Pick<Timeline, "events">, senders: readonly ("you" | "them")[]): Sound {
	messageSounds ??= { you: sendSound(), them: receiveSound() };
	const samplesOf = messageSounds;
	const placed = events.flatMap((event): Placed[] => {
		if (event.kind !== "message") return [];
		const sender = senders[event.message];
		if (sender === undefined) throw new RangeError(`Message ${event.message} has no sender`);
		return [{ name: sender, samples: samplesOf[sender], atSample: frameStartFrom(event.startMs) }];
	});

	const effects = new Map<string, { readonly index: number; readonly samples: Float32Array }>();
	const starts = mergeIntoStretches(placed).map((stretch) => {
		const effect = effects.get(stretch.key) ?? { index: effects.size, samples: mix(stretch) };
		effects.set(stretch.key, effect);
		return { effect: effect.index, atSample: stretch.atSample };
	});
	return {
		sampleRate: SAMPLE_RATE,
		effects: [...effects.values()].map(({ samples }) => ({ sampleRate: SAMPLE_RATE, samples })),
		starts,
	};
}

/** Always the same. To make them costs about 20 ms of CPU, nearly all of a quote, so each process makes them once. */
let messageSounds: Readonly<Record<"you" | "them", Float32Array>> | undefined;

/**
 * The same effect on the same place within an AAC frame is the same bytes, which an encoder then makes once. Rounded
 * up, as the picture is: a message is first seen in the frame at or after its time.
 */
function frameStartFrom(timeMs: number): number {
	return Math.ceil((timeMs * SAMPLE_RATE) / 1000 / FRAME_SAMPLES) * FRAME_SAMPLES;
}
