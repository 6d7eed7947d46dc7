import type { CodedStrip } from "../../shared/video/encode/h264/coded-strip.ts";

/** A strip whose data are made up: for what does not decode it. */
export function stripOf(widthPx: number, heightPx: number, other: Partial<CodedStrip> = {}): CodedStrip {
	return {
		widthPx,
		heightPx,
		widthMbs: Math.ceil(widthPx / 16),
		heightMbs: Math.ceil(heightPx / 16),
		tools: { chromaQpOffset: -2, secondChromaQpOffset: -2, isIntraConstrained: false, hasTransform8x8: true },
		qp: 23,
		deblocking: { idc: 0, alphaOffsetDiv2: 0, betaOffsetDiv2: 0 },
		escapedData: Uint8Array.of(0xaa, 0xbb, 0x80),
		...other,
	};
}
