import { type CabacEncoder, encodeCabac } from "./cabac-encoder.ts";
import { CTX } from "./cabac-tables.ts";
import { codeEmptyPattern, codeMvd } from "./macroblock-syntax.ts";
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
