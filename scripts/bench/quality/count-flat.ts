/** Samples of flat ground, and how many of them were decoded as another level than they were drawn in; and as one farther off. */
export type FlatCounts = { readonly samples: number; readonly off: number; readonly farOff: number };

/** A macroblock: closer to a letter than that, what is off is the letter's ringing, and no stripe. */
const BLOCK = 16;

/** Looks at the whole macroblocks of a plane of luma that were drawn in one level. */
export function countFlat(decoded: Uint8Array, drawn: Uint8Array, width: number): FlatCounts {
	let [samples, off, farOff] = [0, 0, 0];
	for (let top = 0; top + BLOCK <= drawn.length / width; top += BLOCK) {
		for (let left = 0; left + BLOCK <= width; left += BLOCK) {
			const from = top * width + left;
			if (!isFlat(drawn, from, width)) continue;
			samples += BLOCK * BLOCK;
			for (let row = 0; row < BLOCK; row++) {
				for (let at = from + row * width; at < from + row * width + BLOCK; at++) {
					const levels = Math.abs((decoded[at] ?? 0) - (drawn[at] ?? 0));
					if (levels > 0) off++;
					if (levels > 1) farOff++;
				}
			}
		}
	}
	return { samples, off, farOff };
}

function isFlat(drawn: Uint8Array, from: number, width: number): boolean {
	const level = drawn[from];
	for (let row = 0; row < BLOCK; row++)
		for (let at = from + row * width; at < from + row * width + BLOCK; at++)
			if (drawn[at] !== level) return false;
	return true;
}
