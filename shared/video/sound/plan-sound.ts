import type { Step } from "../timeline/step.ts";
import { FRAME_SAMPLES, SAMPLE_RATE } from "./format.ts";
import { type MessageSounds, makeSound, type SoundName, variantOf } from "./message-sounds.ts";
import { mix } from "./mix.ts";
import type { Sound } from "./sound.ts";
import { mergeIntoStretches, type Placed } from "./stretches.ts";

type Sender = "you" | "them";

type SoundOptions = {
	readonly sounds: MessageSounds;
	/** The share of their amplitude, 0 to 1. Default: 1. */
	readonly volume?: number | undefined;
};

/**
 * Places a send or receive sound at every message that is shown, by its sender. A sound begins at the first AAC frame at or after
 * its message, at most 21 ms later. Equal steps give equal samples. Throws RangeError for a step whose message is not among
 * `messages`.
 */
export function planSound(
	steps: readonly Step[],
	messages: readonly { readonly index: number; readonly sender: Sender }[],
	{ sounds, volume = 1 }: SoundOptions,
): Sound {
	const senders = new Map(messages.map(({ index, sender }) => [index, sender]));
	const counts = { you: 0, them: 0 };
	const placed = steps.flatMap(({ atMs, change }): Placed[] => {
		if (change.kind !== "shown") return [];
		const sender = senders.get(change.entry);
		if (sender === undefined) throw new RangeError(`Message ${change.entry} has no sender`);
		const sound = sender === "you" ? sounds.send : sounds.receive;
		const variant = sounds.isVaried ? variantOf(counts[sender]++) : 0;
		return [{ ...soundOf(sound, variant), atSample: frameStartFrom(atMs) }];
	});

	const effects = new Map<string, { readonly index: number; readonly samples: Float32Array }>();
	const heard = volume === 0 ? [] : mergeIntoStretches(placed);
	const starts = heard.map((stretch) => {
		const effect = effects.get(stretch.key) ?? { index: effects.size, samples: mix(stretch, volume) };
		effects.set(stretch.key, effect);
		return { effect: effect.index, atSample: stretch.atSample };
	});
	return {
		sampleRate: SAMPLE_RATE,
		effects: [...effects.values()].map(({ samples }) => ({ sampleRate: SAMPLE_RATE, samples })),
		starts,
	};
}

/** Made once a process: they are always the same, and making them takes about 20 ms of CPU, nearly all of a quote. */
const known = new Map<string, Float32Array>();

function soundOf(sound: SoundName, variant: number): Omit<Placed, "atSample"> {
	const name = `${sound} ${variant}`;
	const samples = known.get(name) ?? makeSound(sound, variant);
	known.set(name, samples);
	return { name, samples };
}

/**
 * An effect at the same place within an AAC frame gives the same bytes, so the encoder makes it once. Rounded up, as the picture
 * is: a message is first seen in the frame at or after its time.
 */
function frameStartFrom(timeMs: number): number {
	return Math.ceil((timeMs * SAMPLE_RATE) / 1000 / FRAME_SAMPLES) * FRAME_SAMPLES;
}
