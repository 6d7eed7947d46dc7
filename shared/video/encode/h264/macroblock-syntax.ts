import type { CabacEncoder } from "./cabac-encoder.ts";
import { CTX } from "./cabac-tables.ts";

/** mvd_l0 or mvd_l1 (9.3.2.3, UEG3 with signedValFlag 1 and uCoff 9); `neighbours` is the sum of absMvdComp (9.3.3.1.1.7). */
export function codeMvd(cabac: CabacEncoder, ctxIdxOffset: number, value: number, neighbours: number): void {
	const magnitude = Math.abs(value);
	const firstInc = neighbours < 3 ? 0 : neighbours > 32 ? 2 : 1;
	const contextOf = (bin: number) => ctxIdxOffset + (bin === 0 ? firstInc : Math.min(bin + 2, 6));
	for (let bin = 0; bin < Math.min(magnitude, MVD_CUTOFF); bin++) cabac.decision(contextOf(bin), 1);
	if (magnitude < MVD_CUTOFF) cabac.decision(contextOf(magnitude), 0);
	else codeExpGolomb(cabac, magnitude - MVD_CUTOFF, 3);
	if (magnitude > 0) cabac.bypass(value < 0 ? 1 : 0);
}

const MVD_CUTOFF = 9;

/** The suffix of a UEGk binarization (9.3.2.3). */
function codeExpGolomb(cabac: CabacEncoder, value: number, order: number): void {
	let rest = value;
	let k = order;
	while (rest >= 1 << k) {
		cabac.bypass(1);
		rest -= 1 << k;
		k++;
	}
	cabac.bypass(0);
	for (let bit = k - 1; bit >= 0; bit--) cabac.bypass(((rest >> bit) & 1) === 1 ? 1 : 0);
}

/**
 * coded_block_pattern 0 (9.3.2.6). Luma (9.3.3.1.1.4): a neighbouring 8×8 block of the slice or of this macroblock that
 * is without residual, also a skipped one, counts 1 on the left and 2 above. Chroma: such a neighbour counts nothing.
 */
export function codeEmptyPattern(
	cabac: CabacEncoder,
	{ hasLeft, hasAbove }: { readonly hasLeft: boolean; readonly hasAbove: boolean },
): void {
	for (let block = 0; block < 4; block++) {
		const left = hasLeft || block % 2 === 1;
		const above = hasAbove || block >= 2;
		cabac.decision(CTX.cbpLuma + Number(left) + 2 * Number(above), 0);
	}
	cabac.decision(CTX.cbpChroma, 0);
}
