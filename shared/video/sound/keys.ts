import { ring, smoothStep, type Tone } from "./tone.ts";

/**
 * The keys of a phone, after what was measured of an iPhone's: pitches and lengths are its, the waves are ours. They are 15 to 20 dB
 * below messages, and one AAC frame long where they can be: then few of a quick hand's lie so close that they must be encoded together.
 */

/** A wave that is brought to zero in the second half of its time: it rings as long as one frame lets it. */
function endingSoon(wave: (seconds: number) => number): Tone["wave"] {
	return (seconds, left) => wave(seconds) * smoothStep(2 * left);
}

/** About 700 Hz, of which a tenth is left after 25 ms. */
export const letterKey: Tone = {
	frames: 1,
	peakDbfs: -17,
	wave: endingSoon((seconds) => ring(seconds, 700 * seconds, 0.011, [1, 0.25, 0.12], 0.001)),
};

/** Space, return, shift and the keys of other pages: shorter, and duller. */
export const otherKey: Tone = {
	frames: 1,
	peakDbfs: -17,
	wave: endingSoon((seconds) => ring(seconds, 480 * seconds, 0.008, [1, 0.1], 0.0015)),
};

/** 666 Hz over 545 Hz, which rings on longer. */
export const deleteKey: Tone = {
	frames: 2,
	peakDbfs: -17,
	wave: endingSoon(
		(seconds) =>
			ring(seconds, 666 * seconds, 0.014, [1, 0.12], 0.001) +
			0.8 * ring(seconds, 545 * seconds, 0.022, [1], 0.002),
	),
};
