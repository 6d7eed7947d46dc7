import type { Warning } from "../conversation/warning.ts";

/** What happens on screen, in milliseconds from the start of the video. `message` is the index in `drawnMessages`. */
export type TimelineEvent =
	/** The dots are seen in [startMs, endMs); the message takes their place at endMs. */
	| { readonly kind: "typing"; readonly message: number; readonly startMs: number; readonly endMs: number }
	/** The bubble starts to appear, and its sound starts. */
	| { readonly kind: "message"; readonly message: number; readonly startMs: number }
	/** The line under a "you" message appears or changes; it goes when the next "you" message appears. */
	| {
			readonly kind: "receipt";
			readonly message: number;
			readonly state: "delivered" | "read";
			readonly startMs: number;
	  };

/** Ascending by `startMs`; times are whole milliseconds. */
export type Timeline = {
	readonly events: readonly TimelineEvent[];
	readonly durationMs: number;
	readonly warnings: readonly Warning[];
};
