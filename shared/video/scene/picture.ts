/**
 * A picture in planar YUV 4:2:0 (I420), BT.709, limited range: a full-size luma plane, then two chroma planes of half
 * the width and height. Both sizes are even. Rows are packed: a plane's stride is its width.
 */
export type I420Picture = {
	readonly widthPx: number;
	readonly heightPx: number;
	readonly y: Uint8Array;
	readonly u: Uint8Array;
	readonly v: Uint8Array;
};

/** An all-zero picture of the given even size, its three planes views on one buffer in the order Y, U, V. */
export function allocatePicture(
	widthPx: number,
	heightPx: number,
): I420Picture & { readonly data: Uint8Array } {
	const lumaLength = widthPx * heightPx;
	const chromaLength = lumaLength / 4;
	const data = new Uint8Array(lumaLength + 2 * chromaLength);
	return {
		widthPx,
		heightPx,
		data,
		y: data.subarray(0, lumaLength),
		u: data.subarray(lumaLength, lumaLength + chromaLength),
		v: data.subarray(lumaLength + chromaLength),
	};
}
