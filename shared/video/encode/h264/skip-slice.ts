import { encodeCabac } from "./cabac-encoder.ts";
import { CTX } from "./cabac-tables.ts";

/**
 * SliceQPY of the slices that hold no residual, where it only sets the first state of the contexts: at the highest,
 * "skipped" is the most expected (39 bytes for 8160 macroblocks, 41 at QP 23).
 */
export const EMPTY_SLICE_QP = 51;

/**
 * The slice data (7.3.4) of a P slice of `mbCount` macroblocks, each P_Skip with a zero vector: in full rows the first
 * macroblock has no neighbours, which makes its vector zero (8.4.1.1), and so has every one that follows from it.
 */
export function skipSliceData(mbCount: number): Uint8Array {
	const cabac = encodeCabac(EMPTY_SLICE_QP);
	// ctxIdxInc 0: the neighbours are skipped or not in the slice (9.3.3.1.1.1).
	cabac.decideAndGoOn(CTX.skipFlag, mbCount - 1);
	cabac.decision(CTX.skipFlag, 1);
	cabac.terminate(1);
	return cabac.bytes();
}
