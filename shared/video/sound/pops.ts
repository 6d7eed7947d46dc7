import { fadingOut, ring, type Tone } from "./tone.ts";

/** A dry pop: a tone that glides up by a half and is gone after a few hundredths of a second. */
function createPop(hz: number): Tone {
	const glideSeconds = 0.02;
	const riseHz = hz / 2;
	const wave = (seconds: number) => {
		const glide = glideSeconds * (1 - Math.exp(-seconds / glideSeconds));
		return ring(seconds, (hz + riseHz) * seconds - riseHz * glide, 0.025, [1, 0.1], 0.003);
	};
	return { frames: 5, peakDbfs: -4, wave: fadingOut(wave) };
}

export const pop = createPop(440);

export const highPop = createPop(660);

/** Two pops of steady pitch, C5 and then the G5 above it. */
export const twoNotePop: Tone = {
	frames: 10,
	peakDbfs: -5,
	wave: fadingOut((seconds) => {
		const late = seconds - 0.08;
		const second = late < 0 ? 0 : ring(late, 784 * late, 0.04, [1, 0.08], 0.003);
		return 0.8 * ring(seconds, 523.25 * seconds, 0.03, [1, 0.08], 0.003) + second;
	}),
};

/** Hardly heard, for apps that are silent. */
export const tick: Tone = {
	frames: 2,
	peakDbfs: -18,
	wave: fadingOut((seconds) => ring(seconds, 1500 * seconds, 0.006, [1], 0.001)),
};
