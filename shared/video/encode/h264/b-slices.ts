import { encodeCabac } from "./cabac-encoder.ts";
import { CTX } from "./cabac-tables.ts";
import { codeEmptyPattern, codeMvd } from "./macroblock-syntax.ts";
import { EMPTY_SLICE_QP } from "./skip-slice.ts";

/**
 * The slice data (7.3.4) of a B slice of `mbCount` macroblocks in full rows, each B_Skip: no neighbour refers to anything, so spatial
 * direct prediction takes both lists, and a zero vector (8.4.1.2.2).
 */
export function mixedSliceData(mbCount: number): Uint8Array {
	const cabac = encodeCabac(EMPTY_SLICE_QP);
	// ctxIdxInc 0, as in skipSliceData.
	cabac.decideAndGoOn(CTX.skipFlagB, mbCount - 1);
	cabac.decision(CTX.skipFlagB, 1);
	cabac.terminate(1);
	return cabac.bytes();
}

/**
 * The slice data of a B slice of one row in which every macroblock has the vector (0, 4 · `shiftPx`) into one list. All are
 * B_L0_16x16 or B_L1_16x16: spatial direct prediction makes vectors zero where the reference itself stood still (8.4.1.2.2).
 */
export function listedSliceData(widthMbs: number, shiftPx: number, list: 0 | 1): Uint8Array {
	const cabac = encodeCabac(EMPTY_SLICE_QP);
	for (let x = 0; x < widthMbs; x++) {
		const hasLeft = x > 0;
		// mb_skip_flag and the first bin count neighbours that are not skipped (9.3.3.1.1.1, 9.3.3.1.1.3).
		cabac.decision(CTX.skipFlagB + Number(hasLeft), 0);
		// mb_type is the bin string 100 or 101 (table 9-37 (b)); ctxIdx 27 or 28, 30, 32 (9.3.3.1.2).
		cabac.decision(CTX.mbTypeB + Number(hasLeft), 1);
		cabac.decision(CTX.mbTypeB + 3, 0);
		cabac.decision(CTX.mbTypeB + 5, list);
		// ref_idx is absent with one reference in a list. All vectors but the first are as predicted.
		codeMvd(cabac, CTX.mvdX, 0, 0);
		codeMvd(cabac, CTX.mvdY, hasLeft ? 0 : 4 * shiftPx, x === 1 ? Math.abs(4 * shiftPx) : 0);
		codeEmptyPattern(cabac, { hasLeft, hasAbove: false });
		cabac.terminate(x === widthMbs - 1 ? 1 : 0);
	}
	return cabac.bytes();
}
