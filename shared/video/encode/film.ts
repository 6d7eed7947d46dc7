import type { Hold } from "../scene/scene.ts";
import type { Sound } from "../sound/sound.ts";

/** A video before it is coded. A plain value: equal for equal input. */
export type Film = {
	readonly widthPx: number;
	readonly heightPx: number;
	readonly fps: number;
	/** The sum of the holds' frames. */
	readonly frameCount: number;
	/** Neighbours differ. */
	readonly holds: readonly Hold[];
	/** Null: a video without a sound track. */
	readonly sound: Sound | null;
	/** Pixels of the files' pictures that are decoded before the first is drawn. Default: 0. */
	readonly decodedPixelCount?: number;
};
