import type { Tone, Weight } from "./tone.ts";

/** A voice note in its frame, from the start: a button to play it, its waveform, its length. */
export type Voice = {
	/** Of the row, in the frame's padding. What is higher reaches into that. */
	readonly heightPt: number;
	/** The least is that of the shortest, the most that of one of so many seconds or more. No wider than the frame lets a text be. */
	readonly width: { readonly leastPt: number; readonly mostPt: number; readonly fullSeconds: number };
	readonly play: { readonly heightPt: number; readonly discPt?: number; readonly gapPt: number };
	/** Round bars side by side, of heights between the least and the most. */
	readonly bars: {
		readonly widthPt: number;
		readonly gapPt: number;
		readonly leastPt: number;
		readonly mostPt: number;
	};
	/** A knob at the start of the waveform. Default: none. */
	readonly knobPt?: number;
	/** `end`: behind the waveform. `under`: below its start, in the line of the time if there is one. */
	readonly length: {
		readonly at: "end" | "under";
		readonly gapPt: number;
		readonly sizePt: number;
		readonly linePt: number;
		readonly weight: Weight;
	};
	/** Of who speaks, over the height of all: at the start of your own notes, at the end of others', with a microphone before it. Default: none. */
	readonly avatar?: {
		readonly sizePt: number;
		readonly gapPt: number;
		readonly microphonePt: number;
	};
	readonly own: VoiceTones;
	readonly theirs: VoiceTones;
};

type VoiceTones = {
	readonly play: Tone | "accent";
	/** Behind the sign to play. Without one it is not drawn. */
	readonly disc?: Tone | "accent";
	readonly bars: Tone;
	/** Of the knob and the microphone. */
	readonly knob: Tone;
	readonly length: Tone;
};
