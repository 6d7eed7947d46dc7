/** Why a browser cannot export, and what may go wrong on the way: sentences for the maker. */
export const WORK_WORDS = {
	noEncoder:
		"This browser has no video encoder (WebCodecs). Render on the server, or open this page in Chrome, Edge or Safari.",
	noFormat:
		"This browser's encoder does not take H.264 of this size. Render on the server, or choose a smaller video.",
	trialFailed:
		"This browser's video encoder does not work here: two frames were tried. Render on the server.",
	canExport: "This browser can make the video.",
	encoderFailed: "The browser's video encoder failed. Try again, or render on the server.",
	busy: "Another export is under way.",
} as const;
