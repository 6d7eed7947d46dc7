import fc from "fast-check";
import { expect, test } from "vitest";
import { readBits } from "../../../shared/video/encode/h264/bit-reader.ts";
import { encodeCabac } from "../../../shared/video/encode/h264/cabac-encoder.ts";
import {
	CTX,
	NEXT_STATE_LPS,
	P_SLICE_CONTEXTS,
	RANGE_LPS,
} from "../../../shared/video/encode/h264/cabac-tables.ts";
import { skipSliceData } from "../../../shared/video/encode/h264/skip-slice.ts";

type Bin = 0 | 1;
type Step =
	| { readonly kind: "decision"; readonly ctxIdx: number; readonly bin: Bin }
	| { readonly kind: "bypass"; readonly bin: Bin }
	| { readonly kind: "run"; readonly count: number };

/** The arithmetic decoder of 9.3.1.2 and 9.3.3.2, which reads bit by bit. */
function decodeCabac(data: Uint8Array, sliceQp: number) {
	// Behind the end a decoder sees what follows; nothing it decodes depends on that.
	const reader = readBits(Uint8Array.of(...data, 0, 0));
	const states = new Map<number, { state: number; mps: Bin }>();
	for (const [first, ...values] of P_SLICE_CONTEXTS)
		for (const [index, [m, n]] of values.entries()) {
			const pre = Math.min(126, Math.max(1, ((m * sliceQp) >> 4) + n));
			states.set(first + index, pre <= 63 ? { state: 63 - pre, mps: 0 } : { state: pre - 64, mps: 1 });
		}
	let range = 510;
	let offset = reader.bits(9);
	const renormalise = () => {
		for (; range < 256; range *= 2) offset = 2 * offset + reader.bits(1);
	};
	return {
		decision: (ctxIdx: number): Bin => {
			const context = states.get(ctxIdx) ?? { state: 0, mps: 0 };
			const lps = RANGE_LPS[4 * context.state + ((range >> 6) & 3)] ?? 0;
			range -= lps;
			let { state, mps } = context;
			let bin: Bin = mps;
			if (offset >= range) {
				bin = mps === 0 ? 1 : 0;
				offset -= range;
				range = lps;
				if (state === 0) mps = bin;
				state = NEXT_STATE_LPS[state] ?? 0;
			} else state = Math.min(62, state + 1);
			states.set(ctxIdx, { state, mps });
			renormalise();
			return bin;
		},
		bypass: (): Bin => {
			offset = 2 * offset + reader.bits(1);
			if (offset < range) return 0;
			offset -= range;
			return 1;
		},
		terminate: (): Bin => {
			range -= 2;
			if (offset >= range) return 1;
			renormalise();
			return 0;
		},
	};
}

const bin = fc.constantFrom<Bin>(0, 1);
const contexts = P_SLICE_CONTEXTS.flatMap(([first, ...values]) => values.map((_, index) => first + index));
const step: fc.Arbitrary<Step> = fc.oneof(
	fc.record({ kind: fc.constant("decision" as const), ctxIdx: fc.constantFrom(...contexts), bin }),
	fc.record({ kind: fc.constant("bypass" as const), bin }),
	fc.record({ kind: fc.constant("run" as const), count: fc.integer({ min: 0, max: 300 }) }),
);

function expectRead(steps: readonly Step[], sliceQp: number): void {
	const encoder = encodeCabac(sliceQp);
	for (const each of steps) {
		if (each.kind === "decision") encoder.decision(each.ctxIdx, each.bin);
		else if (each.kind === "bypass") encoder.bypass(each.bin);
		else encoder.decideAndGoOn(CTX.skipFlag, each.count);
	}
	encoder.terminate(1);
	const data = encoder.bytes();
	const decoder = decodeCabac(data, sliceQp);
	for (const each of steps) {
		if (each.kind === "decision") expect(decoder.decision(each.ctxIdx)).toBe(each.bin);
		else if (each.kind === "bypass") expect(decoder.bypass()).toBe(each.bin);
		else
			for (let done = 0; done < each.count; done++)
				expect([decoder.decision(CTX.skipFlag), decoder.terminate()]).toEqual([1, 0]);
	}
	expect(decoder.terminate()).toBe(1);
	// rbsp_stop_one_bit is the last of the slice.
	expect(data.at(-1)).not.toBe(0);
}

test("a decoder reads what was encoded, runs of skipped macroblocks too, and then the end", () => {
	fc.assert(
		fc.property(fc.array(step, { maxLength: 200 }), fc.integer({ min: 0, max: 51 }), (steps, sliceQp) => {
			expectRead(steps, sliceQp);
		}),
		{ numRuns: 300 },
	);
});

test("a decoder reads thirty thousand bins, in which carries pass through bytes of ones", () => {
	let state = 1;
	const steps = Array.from({ length: 30_000 }, (_, index): Step => {
		state = (state * 48_271) % 2_147_483_647;
		const bin: Bin = state % 5 < 2 ? 1 : 0;
		return index % 3 === 0 ? { kind: "decision", ctxIdx: CTX.mbType, bin } : { kind: "bypass", bin };
	});
	expectRead(steps, 26);
});

test("a slice of skipped macroblocks is as long as it says, and 39 bytes for 8160 of them", () => {
	expect(skipSliceData(8160)).toHaveLength(39);
	for (const count of [1, 2, 68, 8160]) {
		const decoder = decodeCabac(skipSliceData(count), 51);
		for (let mb = 1; mb <= count; mb++)
			expect([decoder.decision(CTX.skipFlag), decoder.terminate()]).toEqual([1, mb === count ? 1 : 0]);
	}
});
