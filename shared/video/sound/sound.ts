/** Mono sound: samples in -1..1 at `sampleRate` Hz. */
export type Pcm = { readonly sampleRate: number; readonly samples: Float32Array };

/**
 * The sound of a video, sparse: a few effects and where each starts; everything between is silence. Starts ascend and
 * no two effects overlap (where two sounds would, the mixed stretch is an effect of its own). No starts means a video
 * with a silent track; `null` in its place means a video without a track.
 */
export type Sound = {
	readonly sampleRate: number;
	readonly effects: readonly Pcm[];
	readonly starts: readonly { readonly effect: number; readonly atSample: number }[];
};
