/** Mono sound: samples in -1..1 at `sampleRate` Hz. */
type Pcm = { readonly sampleRate: number; readonly samples: Float32Array };

/**
 * The sound of a video: a few effects and where each starts, with silence between. Starts ascend and no two effects overlap
 * (overlapping sounds are mixed to an effect of their own). No starts means a silent track; `null` in place of a Sound means no
 * track.
 */
export type Sound = {
	readonly sampleRate: number;
	readonly effects: readonly Pcm[];
	readonly starts: readonly { readonly effect: number; readonly atSample: number }[];
};
