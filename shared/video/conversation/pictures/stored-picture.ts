import type { ByteRange } from "./bytes.ts";
import type { Orientation } from "./exif.ts";

/** What the reader of a format finds, before the picture is turned upright. */
export type StoredPicture = {
	readonly storedWidthPx: number;
	readonly storedHeightPx: number;
	/** How the stored picture must be turned to be upright. */
	readonly orientation: Orientation;
	/** Whether a part of it may be transparent. */
	readonly hasAlpha: boolean;
	/** Where its EXIF data is, with what frames it. */
	readonly exif: readonly ByteRange[];
};
