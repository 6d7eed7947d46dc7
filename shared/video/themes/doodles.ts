/**
 * Small line drawings that are scattered over a wallpaper, drawn for this project. Each is SVG path data in points around its middle,
 * at most `DOODLE_RADIUS_PT` from it: absolute M, L, C and Z.
 */
export type Doodle = {
	readonly d: string;
	/** On the tile. */
	readonly xPt: number;
	readonly yPt: number;
	readonly turnDegrees: number;
};

export const DOODLE_RADIUS_PT = 17;

/** A tile that repeats in both directions. A drawing may stand across its edge. */
export const TILE = { widthPt: 210, heightPt: 420, strokePt: 1.5 } as const;

const circle = (x: number, y: number, r: number) => {
	// The usual approximation of a quarter of a circle by a Bézier curve.
	const k = 0.5523 * r;
	return [
		`M${x + r} ${y}`,
		`C${x + r} ${y + k} ${x + k} ${y + r} ${x} ${y + r}`,
		`C${x - k} ${y + r} ${x - r} ${y + k} ${x - r} ${y}`,
		`C${x - r} ${y - k} ${x - k} ${y - r} ${x} ${y - r}`,
		`C${x + k} ${y - r} ${x + r} ${y - k} ${x + r} ${y}`,
	].join("");
};

const DRAWINGS: readonly string[] = [
	// Star
	"M0 -12L3.4 -4.3L11.5 -3.8L5.3 1.5L7.2 9.6L0 5.3L-7.2 9.6L-5.3 1.5L-11.5 -3.8L-3.4 -4.3Z",
	// Cup
	"M-10 -4L6 -4L5 8C4.8 10 3.5 11 2 11L-6 11C-7.5 11 -8.8 10 -9 8ZM5.8 -1C11.5 -2.5 11.5 6.5 5.2 6M-5 -8C-7 -10 -3 -10.5 -5 -13M1 -8C-1 -10 3 -10.5 1 -13",
	// Leaf
	"M-9 10C-12 -3 -2 -11 11 -11C11.5 2 4 12 -9 10ZM-11.5 12.5L4 -4M-4 4.5L-4.5 -2M0 0L6 0.5",
	// Phone
	"M-4 -12L4 -12C5.5 -12 6.5 -11 6.5 -9.5L6.5 9.5C6.5 11 5.5 12 4 12L-4 12C-5.5 12 -6.5 11 -6.5 9.5L-6.5 -9.5C-6.5 -11 -5.5 -12 -4 -12ZM-1.5 9L1.5 9",
	// Heart
	"M0 10C-13 1 -11.5 -9.5 -5.5 -9.5C-2.5 -9.5 -0.6 -7.5 0 -5.5C0.6 -7.5 2.5 -9.5 5.5 -9.5C11.5 -9.5 13 1 0 10Z",
	// Camera
	`M-12 -6L-6 -6L-4 -9.5L4 -9.5L6 -6L12 -6L12 8.5L-12 8.5Z${circle(0, 1, 4.5)}M8.5 -2.5L9 -2.5`,
	// Notes
	`${circle(-7, 8, 3)}${circle(7, 5.5, 3)}M-4 8L-4 -8.5L10 -11.5L10 5.5M-4 -4L10 -7`,
	// Envelope
	"M-12 -8L12 -8L12 8L-12 8ZM-12 -8L0 2L12 -8M-12 8L-4 -1.3M12 8L4 -1.3",
	// Sun
	`${circle(0, 0, 5)}M0 -8.5L0 -12.5M0 8.5L0 12.5M-8.5 0L-12.5 0M8.5 0L12.5 0M6 -6L8.8 -8.8M-6 6L-8.8 8.8M6 6L8.8 8.8M-6 -6L-8.8 -8.8`,
	// Cloud
	"M-8 7C-13.5 7 -13.5 -0.5 -8.5 -1C-8.5 -8 1 -9.5 3.5 -4C8 -6 10.5 -2 9.5 0.5C13.5 1 13 7 8.5 7Z",
	// Moon
	"M4 -11.5C-4 -10.5 -9 -4 -7.5 3.5C-6 10 3 13.5 9.5 8C1 9 -4.5 1 4 -11.5Z",
	// Fish
	"M-12 0C-7 -8.5 3 -8 7 0C3 8 -7 8.5 -12 0ZM7 0L12.5 -5.5L12.5 5.5ZM-7 -1.5L-6.6 -1.5M-2.5 -5C-0.5 -2 -0.5 2 -2.5 5",
	// Balloon
	"M0 4.5C-10 0 -8 -12.5 0 -12.5C8 -12.5 10 0 0 4.5ZM-1.5 6.5L0 4.5L1.5 6.5ZM0 6.5C-3 8.5 3 10.5 0 13",
	// Present
	"M-11 -4L11 -4L11 0L-11 0ZM-9.5 0L-9.5 11L9.5 11L9.5 0M0 -4L0 11M0 -4C-9 -6 -6 -13 -2.5 -10.5C-0.5 -9 0 -6 0 -4C0 -6 0.5 -9 2.5 -10.5C6 -13 9 -6 0 -4",
	// Umbrella
	"M-12 0C-11 -14.5 11 -14.5 12 0C9.5 -2.5 6.5 -2.5 4 0C2 -2.5 -2 -2.5 -4 0C-6.5 -2.5 -9.5 -2.5 -12 0ZM0 -2L0 9C0 13 -5 13 -5 9.5M0 -11L0 -13",
	// Key
	`${circle(-7, 0, 5)}M-2 0L12.5 0L12.5 5M8 0L8 4M-8.5 0L-8 0`,
	// House
	"M-12 -1L0 -11.5L12 -1M-9 -3L-9 10.5L9 10.5L9 -3M-3 10.5L-3 3L3 3L3 10.5M6 -6.5L6 -11L9 -11L9 -4",
	// Flower
	`${circle(0, 0, 3)}${[0, 72, 144, 216, 288]
		.map((degrees) => (degrees * Math.PI) / 180)
		.map((angle) => circle(7.4 * Math.sin(angle), -7.4 * Math.cos(angle), 4))
		.join("")}`,
	// Pencil
	"M-12 12L-10.5 6L6 -10.5C8 -12.5 12.5 -8 10.5 -6L-6 10.5ZM-10.5 6L-6 10.5M3.5 -8L8 -3.5",
	// Glasses
	`${circle(-6.5, 2, 5)}${circle(6.5, 2, 5)}M-1.5 1C-0.8 -0.5 0.8 -0.5 1.5 1M-11.5 1L-10 -6M11.5 1L10 -6`,
	// Ice cream
	"M-7 -2L0 13L7 -2ZM-7 -2C-10 -6 -6 -8 -5.5 -7.5C-5 -14.5 5 -14.5 5.5 -7.5C6 -8 10 -6 7 -2M-3.5 5.5L4 -2M0.5 8L-4 -2",
	// Book
	"M0 -7C-3.5 -10 -8 -10 -12 -9L-12 8C-8 7 -3.5 7 0 10C3.5 7 8 7 12 8L12 -9C8 -10 3.5 -10 0 -7ZM0 -7L0 10M-8.5 -4.5L-3.5 -3.8M-8.5 0L-3.5 0.7M8.5 -4.5L3.5 -3.8M8.5 0L3.5 0.7",
	// Cat
	"M-9 -11L-9.5 1C-9.5 13 9.5 13 9.5 1L9 -11L4 -6.5L-4 -6.5ZM-4.2 -0.5L-4 -0.5M4 -0.5L4.2 -0.5M-2 4C-1 6 0 5 0 3.5C0 5 1 6 2 4M-13 2L-7 3M13 2L7 3",
	// Speech bubble
	"M-7 -10L7 -10C10 -10 12 -8 12 -5L12 2C12 5 10 7 7 7L0 7L-6.5 12L-6 7L-7 7C-10 7 -12 5 -12 2L-12 -5C-12 -8 -10 -10 -7 -10ZM-5 -1.5L-4.8 -1.5M0 -1.5L0.2 -1.5M5 -1.5L5.2 -1.5",
	// Lightning
	"M3 -13L-8 2L-1 2L-4 13L8 -3.5L0.5 -3.5Z",
];

/** Five in a row, every second row between those of the row above, and each a little beside its place: none touches another. */
const COLUMNS = 5;
const ROWS = 10;

/** Two drawings that are the same are far apart, and turned otherwise. */
export const DOODLES: readonly Doodle[] = Array.from({ length: COLUMNS * ROWS }, (_, index) => {
	const row = Math.floor(index / COLUMNS);
	const shifted = (index % COLUMNS) + (row % 2) / 2;
	return {
		d: DRAWINGS[(7 * index + 16 * Math.floor(index / DRAWINGS.length)) % DRAWINGS.length] ?? "",
		xPt: (shifted + 0.25) * (TILE.widthPt / COLUMNS) + 3 * Math.sin(5 * index),
		yPt: (row + 0.5) * (TILE.heightPt / ROWS) + 3 * Math.cos(3 * index),
		turnDegrees: Math.round(26 * Math.sin(2.4 * index)),
	};
});
