import type { Sound } from "../../sound/sound.ts";
import { FRAME_SAMPLES } from "./aac-track.ts";
import type { Stretch } from "./cut-stretches.ts";

/** Each different stretch once, with silence before and after it. The encoder gets this instead of the whole sound. */
type EffectTimeline = {
	readonly sound: Sound;
	readonly sampleCount: number;
	/** The frame at which a stretch begins, by the stretch's key. */
	readonly firstFrames: ReadonlyMap<string, number>;
};

/**
 * Frames of silence before each stretch and after the last. More than the overlap needs, so that the encoder's bit
 * reservoir fills, as it does in a whole sound, where seconds of silence come before.
 */
const SILENT_FRAMES = 8;

/** A frame in the middle of the first silence. */
export const SILENT_FRAME_INDEX = 3;

export function layOutEffects(stretches: readonly Stretch[], sampleRate: number): EffectTimeline {
	const firstFrames = new Map<string, number>();
	const effects: { sampleRate: number; samples: Float32Array }[] = [];
	const starts: { effect: number; atSample: number }[] = [];
	let frame = SILENT_FRAMES;
	for (const { key, samples, frameCount } of stretches) {
		if (firstFrames.has(key)) continue;
		firstFrames.set(key, frame);
		starts.push({ effect: effects.length, atSample: frame * FRAME_SAMPLES });
		effects.push({ sampleRate, samples });
		frame += frameCount + SILENT_FRAMES;
	}
	return { sound: { sampleRate, effects, starts }, sampleCount: frame * FRAME_SAMPLES, firstFrames };
}
