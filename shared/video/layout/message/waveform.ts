import { createRandom } from "../../../core/random.ts";

/**
 * How loud a voice note is in each of `count` equal parts of its time, 0 (silence) to 1, the loudest. Nobody spoke: it is made out of
 * the seed, and looks as speech does: words that begin at once and fade, breaths between them, some words louder than others (ours).
 */
export function makeWaveform(seed: string, seconds: number, count: number): readonly number[] {
	const random = createRandom(seed);
	const partSeconds = seconds / Math.max(1, count);
	const levels: number[] = [];
	while (levels.length < count) {
		const loudness = random.between(0.35, 1);
		const wordParts = Math.round(random.between(0.3, 1.4) / partSeconds);
		// In a long note a part is as long as a word, and what is seen are sentences.
		const parts = Math.min(random.whole(5, 9), Math.max(random.whole(2, 5), wordParts));
		for (let at = 0; at < parts; at++) {
			const share = (at + 0.5) / parts;
			const envelope = Math.min(1, 3 * share + 0.3) * (1 - 0.6 * share ** 2);
			levels.push(loudness * envelope * random.between(0.5, 1));
		}
		for (let breath = random.between(0, 1) < 0.7 ? 1 : 2; breath > 0; breath--)
			levels.push(random.between(0, 0.1));
	}
	const shown = levels.slice(0, count);
	const loudest = Math.max(0.01, ...shown);
	return shown.map((level) => level / loudest);
}
