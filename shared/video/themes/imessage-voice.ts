/** A voice note of iMessage: a play sign on a disc, the waveform, and its length at the end. White in one's own bubbles. */
export const IMESSAGE_VOICE = {
	width: { leastPt: 190, mostPt: 240, fullSeconds: 60 },
	play: { heightPt: 11.5, discPt: 27, gapPt: 9 },
	bars: { widthPt: 2.5, gapPt: 2, leastPt: 2.5, mostPt: 20 },
	length: { at: "end", gapPt: 9, sizePt: 13, linePt: 16, weight: 400 },
	own: {
		play: "accent",
		disc: "#ffffff",
		bars: "#ffffffcc",
		knob: "#ffffff",
		length: "#ffffffe6",
	},
} as const;
