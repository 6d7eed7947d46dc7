import { listedSliceData, mixedSliceData } from "./b-slices.ts";
import type { Move, Scroll } from "./coded-picture.ts";
import { escapeRbsp } from "./emulation.ts";
import { motionSliceData } from "./motion-slice.ts";
import { EMPTY_SLICE_QP, skipSliceData } from "./skip-slice.ts";
import type { Slice } from "./slice.ts";

/** Slices without residual, each kind coded once. */
export type EmptySlices = {
	/** Rows that stay as in the last reference (`shiftPx` 0) or move. */
	readonly of: (rows: Scroll) => Slice;
	/** Rows of one of the last two references: `after` is the last, `before` the one before it. */
	readonly moved: (rows: Move) => Slice;
	/** One row of them, `fromMb`, as a B slice. */
	readonly listed: (row: Omit<Move, "toMb">) => Slice;
	/** Rows mixed of both, as a B slice. */
	readonly mixed: (rows: { readonly fromMb: number; readonly toMb: number }) => Slice;
};

export function emptySlices(widthMbs: number): EmptySlices {
	const coded = new Map<string, Uint8Array>();
	const dataOf = (key: string, code: () => Uint8Array) => {
		const known = coded.get(key);
		if (known !== undefined) return known;
		const escaped = escapeRbsp(code());
		coded.set(key, escaped);
		return escaped;
	};
	const sliceOf = (type: "P" | "B", fromMb: number, escapedData: Uint8Array): Slice => ({
		...{ type, firstMb: fromMb * widthMbs, qp: EMPTY_SLICE_QP },
		...{ deblocking: UNFILTERED, escapedData },
	});
	const of = ({ fromMb, toMb, shiftPx }: Scroll) => {
		const heightMbs = toMb - fromMb;
		const code = () =>
			shiftPx === 0 ? skipSliceData(widthMbs * heightMbs) : motionSliceData(widthMbs, heightMbs, shiftPx);
		return sliceOf("P", fromMb, dataOf(`P ${heightMbs} ${shiftPx}`, code));
	};
	return {
		of,
		moved: (rows) => (rows.of === "before" ? { ...of(rows), isOfSecondLast: true } : of(rows)),
		listed: ({ fromMb, shiftPx, of: reference }) => {
			const list = reference === "before" ? 0 : 1;
			const data = dataOf(`B${list} ${shiftPx}`, () => listedSliceData(widthMbs, shiftPx, list));
			return sliceOf("B", fromMb, data);
		},
		mixed: ({ fromMb, toMb }) => {
			const mbCount = widthMbs * (toMb - fromMb);
			return sliceOf(
				"B",
				fromMb,
				dataOf(`B ${toMb - fromMb}`, () => mixedSliceData(mbCount)),
			);
		},
	};
}

/** These rows were deblocked when they were coded. */
const UNFILTERED = { idc: 1, alphaOffsetDiv2: 0, betaOffsetDiv2: 0 };
