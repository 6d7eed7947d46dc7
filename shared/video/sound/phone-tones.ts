import { smoothStep, smoothStepSum, type Tone } from "./tone.ts";

/**
 * The sounds of an open iMessage chat, made anew after what was measured of theirs: lengths, pitches and levels are theirs, the waves
 * are sines of ours.
 */

/** From silence to silence: rises from `fromSeconds` and is silent again at the last of the three. */
function swell(seconds: number, [from, loudest, to]: readonly [number, number, number], hold = 0): number {
	const up = smoothStep((seconds - from) / (loudest - from));
	const fall = loudest + hold;
	return up * (1 - smoothStep((seconds - fall) / (to - fall)));
}

const sine = (turns: number) => Math.sin(2 * Math.PI * turns);

/** Received: a soft C4 for 70 ms, then a short E5 that is loudest at 85 ms. Dry, nearly a sine. */
export const twoTone: Tone = {
	frames: 6,
	peakDbfs: -9,
	wave: (seconds) => {
		const low = sine(260 * seconds) + 0.06 * sine(520 * seconds);
		const high = sine(658 * seconds) + 0.04 * sine(1316 * seconds);
		return 0.6 * swell(seconds, [0, 0.014, 0.078], 0.04) * low + swell(seconds, [0.066, 0.085, 0.122]) * high;
	},
};

/** Sent: a soft swoop from B3 up by an octave, over 0.3 s. */
export const swoop: Tone = {
	frames: 15,
	peakDbfs: -12,
	wave: (seconds) => {
		const [riseFrom, riseSeconds] = [0.08, 0.14];
		const rise = riseSeconds * smoothStepSum((seconds - riseFrom) / riseSeconds);
		const turns = 248 * seconds + 252 * rise;
		return swell(seconds, [0, 0.11, 0.312], 0.05) * (sine(turns) + 0.08 * sine(2 * turns));
	},
};
