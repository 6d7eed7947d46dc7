import { type CabacEncoder, encodeCabac } from "./cabac-encoder.ts";
import { CTX } from "./cabac-tables.ts";
import { EMPTY_SLICE_QP } from "./skip-slice.ts";

/**
 * The slice data (7.3.4) of a P slice of full rows in which every macroblock has the vector (0, 4 · `shiftPx`) in quarter
 * samples. P_Skip infers a zero vector where the left or the upper neighbour is not available (8.4.1.1), so the first
 * row and the first column are P_L0_16x16; all others are skipped and infer their neighbours' median.
 */
export function motionSliceData(widthMbs: number, heightMbs: number, shiftPx: number): Uint8Array {
	const cabac = encodeCabac(EMPTY_SLICE_QP);
	for (let y = 0; y < heightMbs; y++) {
		for (let x = 0; x < widthMbs; x++) {
			if (x === 0 || y === 0) codeMacroblock(cabac, { x, y, widthMbs, shiftPx });
			else cabac.decision(skipContext(x, y), 1);
			cabac.terminate(y === heightMbs - 1 && x === widthMbs - 1 ? 1 : 0);
		}
	}
	return cabac.bytes();
}

type Place = { readonly x: number; readonly y: number; readonly widthMbs: number; readonly shiftPx: number };

/** macroblock_layer() (7.3.5) of a P_L0_16x16 without residual. */
function codeMacroblock(cabac: CabacEncoder, { x, y, shiftPx }: Place): void {
	cabac.decision(skipContext(x, y), 0);
	// mb_type P_L0_16x16 is the bin string 000 (table 9-37 (a)); ctxIdx 14, 15, 16 (9.3.3.1.2).
	for (const bin of [0, 1, 2]) cabac.decision(CTX.mbType + bin, 0);
	// ref_idx_l0 is absent with one reference (7.3.5.1). mvd_l0: horizontal, then vertical.
	codeMvd(cabac, CTX.mvdX, 0, 0);
	// All but the first are predicted exactly by their only or their equal neighbours (8.4.1.3).
	const isFirst = x === 0 && y === 0;
	const isAfterFirst = x + y === 1;
	codeMvd(cabac, CTX.mvdY, isFirst ? 4 * shiftPx : 0, isAfterFirst ? Math.abs(4 * shiftPx) : 0);
	codeEmptyPattern(cabac, { hasLeft: x > 0, hasAbove: y > 0 });
}

/** mb_skip_flag (9.3.3.1.1.1): one more for each neighbour in the slice that is not skipped. */
function skipContext(x: number, y: number): number {
	const isLeftCoded = x > 0 && (y === 0 || x === 1);
	const isAboveCoded = y > 0 && (x === 0 || y === 1);
	return CTX.skipFlag + Number(isLeftCoded) + Number(isAboveCoded);
}

/** mvd_l0 (9.3.2.3, UEG3 with signedValFlag 1 and uCoff 9); `neighbours` is the sum of absMvdComp (9.3.3.1.1.7). */
function codeMvd(cabac: CabacEncoder, ctxIdxOffset: number, value: number, neighbours: number): void {
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
function codeEmptyPattern(
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
