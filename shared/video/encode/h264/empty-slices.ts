import { escapeRbsp } from "./emulation.ts";
import { motionSliceData } from "./motion-slice.ts";
import { EMPTY_SLICE_QP, skipSliceData } from "./skip-slice.ts";
import type { Slice } from "./slice.ts";

/** Slices without residual, each kind coded once. */
export type EmptySlices = {
	/** Rows that stay (`shiftPx` 0) or move. */
	readonly of: (rows: { readonly fromMb: number; readonly toMb: number; readonly shiftPx: number }) => Slice;
};

export function emptySlices(widthMbs: number): EmptySlices {
	const coded = new Map<string, Uint8Array>();
	const dataOf = (heightMbs: number, shiftPx: number) => {
		const key = `${heightMbs} ${shiftPx}`;
		const known = coded.get(key);
		if (known !== undefined) return known;
		const data =
			shiftPx === 0 ? skipSliceData(widthMbs * heightMbs) : motionSliceData(widthMbs, heightMbs, shiftPx);
		const escaped = escapeRbsp(data);
		coded.set(key, escaped);
		return escaped;
	};
	return {
		of: ({ fromMb, toMb, shiftPx }) => ({
			type: "P",
			firstMb: fromMb * widthMbs,
			qp: EMPTY_SLICE_QP,
			deblocking: UNFILTERED,
			escapedData: dataOf(toMb - fromMb, shiftPx),
		}),
	};
}

/** These rows were deblocked when they were coded. */
const UNFILTERED = { idc: 1, alphaOffsetDiv2: 0, betaOffsetDiv2: 0 };
