import { writeBits } from "./bit-writer.ts";
import { NEXT_STATE_LPS, P_SLICE_CONTEXTS, RANGE_LPS } from "./cabac-tables.ts";

/** The arithmetic encoder of 9.3.4.2 for one P slice. */
export type CabacEncoder = {
	readonly decision: (ctxIdx: number, bin: 0 | 1) => void;
	readonly bypass: (bin: 0 | 1) => void;
	/** end_of_slice_flag; 1 ends the slice with its rbsp_stop_one_bit. */
	readonly terminate: (bin: 0 | 1) => void;
	/** The slice data after its end, aligned by zeros. */
	readonly bytes: () => Uint8Array;
};

/** `sliceQp` is SliceQPY, cabac_init_idc is 0. */
export function encodeCabac(sliceQp: number): CabacEncoder {
	const contexts = initialContexts(sliceQp);
	const out = writeBits();
	let low = 0;
	let range = 510;
	let isFirstBit = true;
	let outstanding = 0;

	/** PutBit (figure 9-9). */
	const put = (bit: number) => {
		if (isFirstBit) isFirstBit = false;
		else out.bits(bit, 1);
		for (; outstanding > 0; outstanding--) out.bits(1 - bit, 1);
	};
	/** RenormE (figure 9-8). */
	const renormalise = () => {
		while (range < 256) {
			if (low < 256) put(0);
			else if (low >= 512) {
				low -= 512;
				put(1);
			} else {
				low -= 256;
				outstanding++;
			}
			range <<= 1;
			low <<= 1;
		}
	};
	/** EncodeFlush (figure 9-12). */
	const flush = () => {
		range = 2;
		renormalise();
		put((low >> 9) & 1);
		out.bits(((low >> 7) & 3) | 1, 2);
	};
	return {
		decision: (ctxIdx, bin) => {
			const context = contexts[ctxIdx] ?? 0;
			const state = context >> 1;
			const mps = context & 1;
			const rangeLps = RANGE_LPS[state * 4 + ((range >> 6) & 3)] ?? 0;
			range -= rangeLps;
			if (bin === mps) {
				contexts[ctxIdx] = (Math.min(state + 1, 62) << 1) | mps;
			} else {
				low += range;
				range = rangeLps;
				contexts[ctxIdx] = ((NEXT_STATE_LPS[state] ?? 0) << 1) | (state === 0 ? 1 - mps : mps);
			}
			renormalise();
		},
		bypass: (bin) => {
			low <<= 1;
			if (bin === 1) low += range;
			if (low >= 1024) {
				put(1);
				low -= 1024;
			} else if (low < 512) put(0);
			else {
				low -= 512;
				outstanding++;
			}
		},
		terminate: (bin) => {
			range -= 2;
			if (bin === 0) return renormalise();
			low += range;
			flush();
		},
		bytes: out.bytes,
	};
}

/** pStateIdx · 2 + valMPS by ctxIdx (9.3.1.1). */
function initialContexts(sliceQp: number): Uint8Array {
	const contexts = new Uint8Array(128);
	for (const [firstCtxIdx, ...values] of P_SLICE_CONTEXTS) {
		values.forEach(([m, n], index) => {
			const state = Math.min(126, Math.max(1, ((m * sliceQp) >> 4) + n));
			contexts[firstCtxIdx + index] = state <= 63 ? (63 - state) << 1 : ((state - 64) << 1) | 1;
		});
	}
	return contexts;
}
