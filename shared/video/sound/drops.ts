import { fadingOut, ring, type Tone } from "./tone.ts";

/** A drop of water that flies off: one tone that glides up, quickly at first. */
function createDrop(lowHz: number, riseHz: number): Tone {
	const glideSeconds = 0.07;
	const wave = (seconds: number) => {
		const glide = glideSeconds * (1 - Math.exp(-seconds / glideSeconds));
		// The integral of a frequency that goes from lowHz to lowHz + riseHz.
		const turns = (lowHz + riseHz) * seconds - riseHz * glide;
		return ring(seconds, turns, 0.08, [1, 0.18, 0.05]);
	};
	return { frames: 11, peakDbfs: -6, wave: fadingOut(wave) };
}

/** From A4 by a ninth. */
export const drop = createDrop(440, 560);

/** A fifth lower. */
export const lowDrop = createDrop(294, 373);

/** Levels of the first partials; the fourth, without the third, is what makes a struck bar sound like one. */
const BELL = [1, 0.12, 0, 0.1] as const;

/** Two small bells, A5 and then the E6 above it. */
export const bells: Tone = {
	frames: 21,
	peakDbfs: -6,
	wave: fadingOut((seconds) => {
		const late = seconds - 0.085;
		const second = late < 0 ? 0 : ring(late, 1318.51 * late, 0.12, BELL);
		return 0.8 * ring(seconds, 880 * seconds, 0.09, BELL) + second;
	}),
};
