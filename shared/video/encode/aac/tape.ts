import type { Sound } from "../../sound/sound.ts";
import { FRAME_SAMPLES } from "./aac-track.ts";
import type { Stretch } from "./cut-stretches.ts";

/** Each different stretch once, with silence around: what the encoder is given in place of the whole sound. */
export type Tape = {
	readonly sound: Sound;
	readonly sampleCount: number;
	/** Where a stretch begins on the tape, in frames, by its key. */
	readonly frameOf: ReadonlyMap<string, number>;
};

/**
 * Frames of silence before each stretch and after the last. More than the overlap needs: the encoder's bit reservoir
 * fills meanwhile, as it does in a whole sound, where seconds of silence come before.
 */
const SILENT_FRAMES = 8;

/** A frame of the tape that is silence and far from everything. */
export const SILENT_FRAME_INDEX = 3;

export function layTape(stretches: readonly Stretch[], sampleRate: number): Tape {
	const frameOf = new Map<string, number>();
	const effects: { sampleRate: number; samples: Float32Array }[] = [];
	const starts: { effect: number; atSample: number }[] = [];
	let frame = SILENT_FRAMES;
	for (const { key, samples, frameCount } of stretches) {
		if (frameOf.has(key)) continue;
		frameOf.set(key, frame);
		starts.push({ effect: effects.length, atSample: frame * FRAME_SAMPLES });
		effects.push({ sampleRate, samples });
		frame += frameCount + SILENT_FRAMES;
	}
	return { sound: { sampleRate, effects, starts }, sampleCount: frame * FRAME_SAMPLES, frameOf };
}
