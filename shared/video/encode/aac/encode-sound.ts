import type { Sound } from "../../sound/sound.ts";
import { type AacTrack, countAacFrames, FRAME_SAMPLES } from "./aac-track.ts";
import { encodeFrame } from "./encode-frame.ts";
import { transformWindow, WINDOW_SAMPLES } from "./mdct.ts";

/** AAC-LC (2), 48 kHz (3), one channel (ISO/IEC 14496-3, 1.6.2.1). */
const AUDIO_SPECIFIC_CONFIG = Uint8Array.of((2 << 3) | (3 >> 1), ((3 & 1) << 7) | (1 << 3));

/**
 * Encodes a whole sound of 48 kHz, in any machine: few browsers have an encoder of AAC, and a process of ffmpeg costs more than this
 * does. Each different window is encoded once, and nearly all are silent, so the CPU depends on how many effects and mixes are
 * different, not on how long the sound is.
 */
export function encodeSound(sound: Sound, durationSeconds: number): AacTrack {
	const { sampleRate } = sound;
	if (sampleRate !== 48_000) throw new RangeError(`a sound of 48000 Hz was expected, not of ${sampleRate}`);
	const frameCount = countAacFrames(Math.round(durationSeconds * sampleRate));
	const encoded = new Map<string, Uint8Array>();
	const frames = listWindows(sound, frameCount).map((window) => {
		const key = window.map(({ effect, offset }) => `${effect}@${offset}`).join(" ");
		const frame = encoded.get(key) ?? encodeWindow(window, sound);
		encoded.set(key, frame);
		return frame;
	});
	return {
		audioSpecificConfig: AUDIO_SPECIFIC_CONFIG,
		sampleRate,
		channels: 1,
		frames,
		frameCount,
	};
}

/** The effects that are heard in a window, each with the place of its first sample from the start of the window. */
type Window = readonly { readonly effect: number; readonly offset: number }[];

/** Frame k is the window over the frames k − 1 and k of the sound. */
function listWindows({ effects, starts }: Sound, frameCount: number): readonly Window[] {
	const windows: Window[number][][] = Array.from({ length: frameCount }, () => []);
	for (const { effect, atSample } of starts) {
		const endSample = atSample + (effects[effect]?.samples.length ?? 0);
		const first = Math.floor(atSample / FRAME_SAMPLES);
		const last = Math.ceil(endSample / FRAME_SAMPLES);
		for (let frame = first; frame <= last; frame++)
			windows[frame]?.push({ effect, offset: atSample - (frame - 1) * FRAME_SAMPLES });
	}
	return windows;
}

/**
 * The frames of effects that are alone in their window, for the next render of this process: `planSound` gives an app's sounds as the
 * same arrays each time. Gone with the array.
 */
const known = new WeakMap<Float32Array, Map<number, Uint8Array>>();

function encodeWindow(window: Window, sound: Sound): Uint8Array {
	const encode = () => encodeFrame(transformWindow(samplesOf(window, sound)));
	const [only, ...others] = window;
	const samples = only === undefined ? undefined : sound.effects[only.effect]?.samples;
	if (only === undefined || samples === undefined || others.length > 0) return encode();
	const frames = known.get(samples) ?? new Map<number, Uint8Array>();
	known.set(samples, frames);
	const frame = frames.get(only.offset) ?? encode();
	frames.set(only.offset, frame);
	return frame;
}

function samplesOf(window: Window, { effects }: Sound): Float32Array {
	const samples = new Float32Array(WINDOW_SAMPLES);
	for (const { effect, offset } of window) {
		const heard = effects[effect]?.samples.subarray(Math.max(0, -offset), WINDOW_SAMPLES - offset);
		if (heard !== undefined) samples.set(heard, Math.max(0, offset));
	}
	return samples;
}
