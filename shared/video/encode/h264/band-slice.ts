import type { Band } from "./coded-picture.ts";
import type { CodedStrip } from "./coded-strip.ts";
import type { Slice } from "./slice.ts";

/**
 * A strip as a slice of a larger picture. Intra prediction and CABAC contexts end at slice edges, so its data mean the
 * same there; deblocking must end there too, as it did at the strip's own edges.
 */
export function bandSlice({ atMb, strip }: Band): Slice {
	const { qp, deblocking, escapedData, widthMbs } = strip;
	const idc = deblocking.idc === 0 ? 2 : deblocking.idc;
	return { type: "I", firstMb: atMb * widthMbs, qp, deblocking: { ...deblocking, idc }, escapedData };
}

/** A strip as the only slice of a picture, with x264's own deblocking. */
export function keySlice({ qp, deblocking, escapedData }: CodedStrip): Slice {
	return { type: "I", firstMb: 0, qp, deblocking, escapedData };
}
