import { joinEscaped } from "./emulation.ts";
import { type PictureHeader, type PictureWeight, type SliceFacts, writeSliceHeader } from "./slice-header.ts";

/** A slice without the fields that it shares with the others of its picture. */
export type Slice = SliceFacts & {
	/** Slice data and trailing bits, with emulation prevention. */
	readonly escapedData: Uint8Array;
};

/** The slice as a NAL unit of that picture. */
export function sliceNal(picture: PictureHeader & PictureWeight, slice: Slice): Uint8Array {
	return joinEscaped(writeSliceHeader(picture, slice), slice.escapedData);
}
