import type { Sound } from "../sound/sound.ts";

/** Lays the effects out on silence, one second of samples at a time, so that memory does not grow with the video. */
export function* pcmChunks(
	{ sampleRate, effects, starts }: Sound,
	sampleCount: number,
): Generator<Float32Array> {
	let first = 0;
	for (let from = 0; from < sampleCount; from += sampleRate) {
		const chunk = new Float32Array(Math.min(sampleRate, sampleCount - from));
		const to = from + chunk.length;
		for (let index = first; index < starts.length; index++) {
			const { effect, atSample } = starts[index] ?? { effect: -1, atSample: to };
			if (atSample >= to) break;
			const samples = effects[effect]?.samples ?? new Float32Array(0);
			const heard = samples.subarray(Math.max(0, from - atSample), to - atSample);
			chunk.set(heard, Math.max(0, atSample - from));
			// Effects do not overlap and are in order, so those that end in this chunk are done.
			if (atSample + samples.length <= to) first = index + 1;
		}
		yield chunk;
	}
}
