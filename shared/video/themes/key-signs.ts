/** A drawing of thin lines, in points from its upper left corner. */
export type KeySign = {
	readonly widthPt: number;
	readonly heightPt: number;
	/** SVG path data, drawn as lines. */
	readonly lines: string;
	/** SVG path data that is filled too: absolute commands of pairs only. Default: none. */
	readonly filled?: string;
};

const ARROW = "M10 1L18.6 9.4H14.2V15.4A0.6 0.6 0 0 1 13.6 16H6.4A0.6 0.6 0 0 1 5.8 15.4V9.4H1.4Z";

const ARROW_GROUND = "M10 1L18.6 9.4L14.2 9.4L14.2 16L5.8 16L5.8 9.4L1.4 9.4Z";

const BACKSPACE =
	"M8 1H19.6A2.4 2.4 0 0 1 22 3.4V13.6A2.4 2.4 0 0 1 19.6 16H8C7.3 16 6.7 15.7 6.2 15.2L1.2 9.4A1.4 1.4 0 0 1 1.2 7.6L6.2 1.8C6.7 1.3 7.3 1 8 1Z";

/** Drawn for this project: what keys show in place of a letter, and the kinds of emoji. */
export const KEY_SIGNS = {
	shift: { widthPt: 20, heightPt: 17, lines: ARROW },
	/** While it is on. */
	shiftOn: { widthPt: 20, heightPt: 17, lines: ARROW, filled: ARROW_GROUND },
	delete: { widthPt: 23, heightPt: 17, lines: `${BACKSPACE}M11 5.6L16.8 11.4M16.8 5.6L11 11.4` },
	return: {
		widthPt: 20,
		heightPt: 15,
		lines: "M19 1.5V5.4A2.6 2.6 0 0 1 16.4 8H1.4M6.2 3.2L1.4 8L6.2 12.8",
	},
	globe: {
		widthPt: 26,
		heightPt: 26,
		lines:
			"M1 13A12 12 0 1 0 25 13A12 12 0 1 0 1 13ZM13 1V25M1 13H25M13 1C6 8 6 18 13 25M13 1C20 8 20 18 13 25M3.6 6.4C9 9.2 17 9.2 22.4 6.4M3.6 19.6C9 16.8 17 16.8 22.4 19.6",
	},
	search: {
		widthPt: 16,
		heightPt: 16,
		lines: "M1 6.6A5.6 5.6 0 1 0 12.2 6.6A5.6 5.6 0 1 0 1 6.6ZM10.8 10.8L15 15",
	},
	recent: { widthPt: 18, heightPt: 18, lines: "M1 9A8 8 0 1 0 17 9A8 8 0 1 0 1 9ZM9 4.4V9L12 11" },
	faces: {
		widthPt: 18,
		heightPt: 18,
		lines: "M1 9A8 8 0 1 0 17 9A8 8 0 1 0 1 9ZM5 10.6C6.4 13.9 11.6 13.9 13 10.6M6.4 6.4V7M11.6 6.4V7",
	},
	animals: {
		widthPt: 18,
		heightPt: 18,
		lines:
			"M2.4 10A6.6 6.2 0 1 0 15.6 10A6.6 6.2 0 1 0 2.4 10ZM3.4 7A2.5 2.5 0 1 1 6.6 4.2M14.6 7A2.5 2.5 0 1 0 11.4 4.2M6.6 9V9.4M11.4 9V9.4M7.6 12.2C8.2 13 9.8 13 10.4 12.2",
	},
	food: {
		widthPt: 18,
		heightPt: 18,
		lines:
			"M2.2 6.6H12.4V12.4A3.6 3.6 0 0 1 8.8 16H5.8A3.6 3.6 0 0 1 2.2 12.4ZM12.4 8H14A2 2 0 0 1 14 12.4H12.4M5.4 1.6V3.8M9.2 1.6V3.8",
	},
	activity: {
		widthPt: 18,
		heightPt: 18,
		lines:
			"M1 9A8 8 0 1 0 17 9A8 8 0 1 0 1 9ZM9 1V17M1 9H17M3.4 3.4C7 6.6 7 11.4 3.4 14.6M14.6 3.4C11 6.6 11 11.4 14.6 14.6",
	},
	travel: {
		widthPt: 18,
		heightPt: 18,
		lines:
			"M1.4 9.6L3.4 4.8A2 2 0 0 1 5.2 3.6H12.8A2 2 0 0 1 14.6 4.8L16.6 9.6V14.2H1.4ZM1.4 9.6H16.6M3.6 14.2V16M14.4 14.2V16M4.6 12H5M13 12H13.4",
	},
	objects: {
		widthPt: 18,
		heightPt: 18,
		lines:
			"M6.6 13.4C6.6 10.8 3.6 9.8 3.6 6.2A5.4 5.2 0 0 1 14.4 6.2C14.4 9.8 11.4 10.8 11.4 13.4ZM6.8 15H11.2M7.6 16.8H10.4",
	},
	symbols: {
		widthPt: 18,
		heightPt: 18,
		lines: "M2 2H7.4V7.4H2ZM10.6 10.6L16 16M16 10.6L10.6 16M4.7 10.6V16M2 13.3H7.4M10.6 4.7H16",
	},
	flags: {
		widthPt: 18,
		heightPt: 18,
		lines: "M3 17V2.4C6.4 0.2 10.6 4.6 15.4 2.4V10.8C10.6 13 6.4 8.6 3 10.8",
	},
} as const satisfies Record<string, KeySign>;
