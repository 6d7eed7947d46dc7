/** Numbers that look random and are the same for the same seed. */
export type Random = {
	/** From `min` up to, not including, `max`. */
	readonly between: (min: number, max: number) => number;
	/** A whole number from `min` to `max`. */
	readonly whole: (min: number, max: number) => number;
	/** Log-normal: half of them are below `median`. */
	readonly logNormal: (median: number, sigma: number) => number;
};

export function createRandom(seed: string): Random {
	const next = startMulberry(hash(seed));
	const between = (min: number, max: number) => min + (max - min) * next();
	return {
		between,
		whole: (min, max) => Math.floor(between(min, max + 1)),
		logNormal: (median, sigma) => {
			// Box–Muller; 1 − x is never 0.
			const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
			return median * Math.exp(sigma * normal);
		},
	};
}

/** FNV-1a with 32 bits, over UTF-16 units. */
function hash(text: string): number {
	let sum = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
	return sum >>> 0;
}

/**
 * Numbers from 0 up to, not including, 1. Mulberry32 by Tommy Ettinger, in the public domain: a state of 32 bits is enough for one text,
 * sound or picture.
 */
export function startMulberry(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
