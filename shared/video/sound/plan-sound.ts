import type { Step } from "../timeline/step.ts";
import { type AppSounds, makeSound, type SoundName, variantOf } from "./app-sounds.ts";
import { FRAME_SAMPLES, SAMPLE_RATE } from "./format.ts";
import { type Heard, listKeySounds, listMessageSounds, type SoundedMessage } from "./list-heard.ts";
import { mix } from "./mix.ts";
import type { Sound } from "./sound.ts";
import { mergeIntoStretches, type Placed } from "./stretches.ts";

type SoundOptions = {
	readonly sounds: AppSounds;
	/** Whether messages and reactions are heard. Default: true. */
	readonly messages?: boolean | undefined;
	/** Whether the keys of the keyboard are heard. Default: true. */
	readonly keys?: boolean | undefined;
	/** The share of their amplitude, 0 to 1. Default: 1. */
	readonly volume?: number | undefined;
};

/**
 * Places a sound at every message that is shown, by its sender, at every reaction, and at every key. A sound begins at the first AAC
 * frame at or after what is seen, at most 21 ms later, and a key's at most 43 ms later. Equal steps give equal samples. Throws
 * RangeError for a step whose message is not among `messages`.
 */
export function planSound(
	steps: readonly Step[],
	messages: readonly SoundedMessage[],
	{ sounds, messages: hasMessages = true, keys: hasKeys = true, volume = 1 }: SoundOptions,
): Sound {
	const ofMessages = hasMessages ? placeMessages(listMessageSounds(steps, messages, sounds), sounds) : [];
	const ofKeys = hasKeys ? placeKeys(listKeySounds(steps)) : [];
	const placed = [...ofMessages, ...ofKeys].toSorted((a, b) => a.atSample - b.atSample);

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

function placeMessages(heard: readonly Heard[], { isVaried }: AppSounds): readonly Placed[] {
	const counts = { send: 0, receive: 0, reaction: 0, key: 0 };
	return heard.map(({ atMs, sound, role }) => {
		const variant = isVaried ? variantOf(counts[role]++) : 0;
		return { ...soundOf(sound, variant), atSample: firstFrameFrom(atMs) * FRAME_SAMPLES };
	});
}

/** Silence between two sounds that are in no window of the encoder together: a window is two frames. */
const APART_FRAMES = 1;

/** So much later than it is seen a key may be heard: with the frame of rounding less than 50 ms, which nobody notices. */
const KEY_LATE_FRAMES = 1;

/**
 * A key that follows the one before too closely to be encoded apart from it waits for a frame, if that is enough. Otherwise the two are
 * encoded together, as one of few pairs: the second always sounds as the first does.
 */
function placeKeys(heard: readonly Heard[]): readonly Placed[] {
	let [freeFrame, variant, count] = [0, 0, 0];
	return heard.map(({ atMs, sound }) => {
		const first = firstFrameFrom(atMs);
		const isApart = first + KEY_LATE_FRAMES >= freeFrame;
		const frame = isApart ? Math.max(first, freeFrame) : first;
		if (isApart) variant = variantOf(count++);
		const placed = { ...soundOf(sound, variant), atSample: frame * FRAME_SAMPLES };
		freeFrame = frame + placed.samples.length / FRAME_SAMPLES + APART_FRAMES;
		return placed;
	});
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
 * The AAC frame at which a sound begins: at the same place within a frame an effect gives the same bytes, so the encoder makes it once.
 * Rounded up, as the picture is: a message is first seen in the frame at or after its time.
 */
function firstFrameFrom(timeMs: number): number {
	return Math.ceil((timeMs * SAMPLE_RATE) / 1000 / FRAME_SAMPLES);
}
