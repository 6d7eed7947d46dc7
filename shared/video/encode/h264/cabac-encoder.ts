import { NEXT_STATE_LPS, P_SLICE_CONTEXTS, RANGE_LPS } from "./cabac-tables.ts";

/** The arithmetic encoder of 9.3.4.2 for one P slice. */
export type CabacEncoder = {
	readonly decision: (ctxIdx: number, bin: 0 | 1) => void;
	readonly bypass: (bin: 0 | 1) => void;
	/** end_of_slice_flag; 1 ends the slice with its rbsp_stop_one_bit. */
	readonly terminate: (bin: 0 | 1) => void;
	/** As often as `count` the decision 1, and that the slice goes on: skipped macroblocks. */
	readonly decideAndGoOn: (ctxIdx: number, count: number) => void;
	/** The slice data after its end, aligned by zeros. */
	readonly bytes: () => Uint8Array;
};

/** codILow's bits below those that are written: its register has 10 (9.3.4.2). */
const REGISTER_BITS = 10;

/** The highest pStateIdx that a decision leads to, as a context that expects 1. */
const SURE_OF_ONE = (62 << 1) | 1;

/** A slice of skipped rows has some twenty bytes. */
const FIRST_BYTES = 64;

/**
 * `sliceQp` is SliceQPY, cabac_init_idc is 0. Writes bytes where the standard writes bits: codILow keeps the bits that a carry may
 * still change, and bytes of ones, which a carry would pass through, are counted until it is known.
 */
export function encodeCabac(sliceQp: number): CabacEncoder {
	const contexts = initialContexts(sliceQp);
	let out = new Uint8Array(FIRST_BYTES);
	let length = 0;
	let low = 0;
	let range = 510;
	/** Shifts of `low` until it has a whole byte, as a number below 0. The first bit is left out (figure 9-9), so the first byte takes 9. */
	let untilByte = -9;
	let onesBytes = 0;

	const push = (byte: number) => {
		if (length === out.length) {
			const larger = new Uint8Array(2 * length);
			larger.set(out);
			out = larger;
		}
		out[length++] = byte;
	};
	const takeByte = () => {
		const byte = low >>> (untilByte + REGISTER_BITS);
		low &= (1 << (untilByte + REGISTER_BITS)) - 1;
		untilByte -= 8;
		if ((byte & 255) === 255) {
			onesBytes++;
			return;
		}
		const carry = byte >>> 8;
		if (carry === 1) out[length - 1] = (out[length - 1] ?? 0) + 1;
		for (; onesBytes > 0; onesBytes--) push(carry === 1 ? 0 : 255);
		push(byte & 255);
	};
	const shift = (count: number) => {
		low <<= count;
		untilByte += count;
		if (untilByte >= 0) takeByte();
	};
	/** RenormE (figure 9-8): shifts until the range has its 9 bits again. */
	const renormalise = () => {
		const count = Math.clz32(range) - 23;
		if (count <= 0) return;
		range <<= count;
		shift(count);
	};
	const decision = (ctxIdx: number, bin: 0 | 1) => {
		const context = contexts[ctxIdx] ?? 0;
		const state = context >> 1;
		const mps = context & 1;
		const rangeLps = RANGE_LPS[state * 4 + ((range >> 6) & 3)] ?? 0;
		range -= rangeLps;
		if (bin === mps) {
			if (state < 62) contexts[ctxIdx] = context + 2;
		} else {
			low += range;
			range = rangeLps;
			contexts[ctxIdx] = ((NEXT_STATE_LPS[state] ?? 0) << 1) | (state === 0 ? 1 - mps : mps);
		}
		renormalise();
	};
	/** EncodeFlush (figure 9-12): the three highest bits of the register are the last, and the last of them is 1. */
	const flush = () => {
		range = 2;
		renormalise();
		low = (low | 0x80) & ~0x7f;
		for (let bits = untilByte + 8 + 3; bits > 0; bits -= 8) shift(-untilByte);
		for (; onesBytes > 0; onesBytes--) push(255);
	};
	const terminate = (bin: 0 | 1) => {
		range -= 2;
		if (bin === 0) return renormalise();
		low += range;
		flush();
	};
	return {
		decision,
		bypass: (bin) => {
			low <<= 1;
			if (bin === 1) low += range;
			untilByte++;
			if (untilByte >= 0) takeByte();
		},
		terminate,
		decideAndGoOn: (ctxIdx, count) => {
			let left = count;
			for (; left > 0 && contexts[ctxIdx] !== SURE_OF_ONE; left--) {
				decision(ctxIdx, 1);
				terminate(0);
			}
			// The state stays: each takes the same two steps, written out for the thousands that there are.
			for (; left > 0; left--) {
				range -= RANGE_LPS[62 * 4 + ((range >> 6) & 3)] ?? 0;
				if (range < 256) renormalise();
				range -= 2;
				if (range < 256) renormalise();
			}
		},
		bytes: () => out.slice(0, length),
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
