import type { Sound } from "../../sound/sound.ts";
import { FRAME_SAMPLES } from "./aac-track.ts";

/** Sound between silences, cut out along the borders of AAC frames. */
export type Stretch = {
	/** The place of the first sample, in frames of 1024 samples from the start of the sound. */
	readonly firstFrame: number;
	readonly frameCount: number;
	/** `frameCount` × 1024 samples. */
	readonly samples: Float32Array;
	/** Equal for stretches that sound the same. */
	readonly key: string;
};

/**
 * Frames of silence that make two sounds independent. A sound's frames are those whose windows touch it (one more than
 * it fills), and one on each side, where the encoder prepares for short windows and returns from them: with three
 * silent frames between, no frame belongs to two sounds.
 */
const SILENT_FRAMES_BETWEEN = 3;

/**
 * Cuts out the stretches of `sound` before `sampleCount`, ascending. A sound that continues beyond `sampleCount` is cut off
 * there.
 */
export function cutStretches({ effects, starts }: Sound, sampleCount: number): readonly Stretch[] {
	const groups: Part[][] = [];
	for (const { effect, atSample } of starts) {
		const samples = effects[effect]?.samples.subarray(0, Math.max(0, sampleCount - atSample));
		if (samples === undefined || samples.length === 0) continue;
		const part = { effect, atSample, samples };
		const last = groups.at(-1);
		const isClose =
			last !== undefined && findFirstFrame(part) - findEndFrame(last.at(-1) ?? part) < SILENT_FRAMES_BETWEEN;
		if (isClose) last.push(part);
		else groups.push([part]);
	}
	return groups.map(createStretch);
}

type Part = { readonly effect: number; readonly atSample: number; readonly samples: Float32Array };

function createStretch(parts: readonly Part[]): Stretch {
	const firstFrame = Math.min(...parts.map(findFirstFrame));
	const frameCount = Math.max(...parts.map(findEndFrame)) - firstFrame;
	const samples = new Float32Array(frameCount * FRAME_SAMPLES);
	const words: string[] = [];
	for (const part of parts) {
		const offset = part.atSample - firstFrame * FRAME_SAMPLES;
		samples.set(part.samples, offset);
		words.push(`${part.effect}@${offset}+${part.samples.length}`);
	}
	return { firstFrame, frameCount, samples, key: words.join(" ") };
}

function findFirstFrame({ atSample }: Part): number {
	return Math.floor(atSample / FRAME_SAMPLES);
}

function findEndFrame({ atSample, samples }: Part): number {
	return Math.ceil((atSample + samples.length) / FRAME_SAMPLES);
}
