import type { Icon } from "./icon.ts";
import { ROUND_ICONS } from "./round-icons.ts";

export type IconName = keyof typeof ICONS;

/** Drawn for this project. */
const ICONS = {
	back: {
		widthPt: 12,
		heightPt: 20,
		outlines: ["M10.2 0L11.9 1.7L3.6 10L11.9 18.3L10.2 20L0.2 10Z"],
		isDirectional: true,
	},
	disclosure: {
		widthPt: 4.4,
		heightPt: 7,
		outlines: ["M0.9 0L4.4 3.5L0.9 7L0 6.1L2.6 3.5L0 0.9Z"],
		isDirectional: true,
	},
	video: {
		widthPt: 28,
		heightPt: 16,
		outlines: [
			"M3.6 0L16 0C18 0 19.6 1.6 19.6 3.6L19.6 12.4C19.6 14.4 18 16 16 16L3.6 16C1.6 16 0 14.4 0 12.4L0 3.6C0 1.6 1.6 0 3.6 0Z",
			"M21 5.8L26 2C26.8 1.4 27.8 1.9 27.8 2.9L27.8 13.1C27.8 14.1 26.8 14.6 26 14L21 10.2Z",
		],
	},
	/** Head and shoulders in a round avatar; the shoulders end in its edge, 23 from its middle. */
	person: {
		widthPt: 46,
		heightPt: 46,
		outlines: [
			"M23 10C27.7 10 31.2 13.7 31.2 18.4C31.2 23.3 27.7 27.6 23 27.6C18.3 27.6 14.8 23.3 14.8 18.4C14.8 13.7 18.3 10 23 10Z",
			"M23 30.4C30.6 30.4 36.6 33.6 38.9 39.6C34.7 43.6 29.2 46 23 46C16.8 46 11.3 43.6 7.1 39.6C9.4 33.6 15.4 30.4 23 30.4Z",
		],
	},
	/** Three of them, whole, in a round avatar. */
	people: {
		widthPt: 46,
		heightPt: 46,
		outlines: [
			"M23 11.9C26.1 11.9 28.6 14.4 28.6 17.5C28.6 20.6 26.1 23.1 23 23.1C19.9 23.1 17.4 20.6 17.4 17.5C17.4 14.4 19.9 11.9 23 11.9Z",
			"M23 25.5C29.2 25.5 33.4 28.4 34 33.6C34.1 34.6 33.4 35.3 32.4 35.3L13.6 35.3C12.6 35.3 11.9 34.6 12 33.6C12.6 28.4 16.8 25.5 23 25.5Z",
			"M11.5 15.1C13.7 15.1 15.4 16.8 15.4 19C15.4 21.2 13.7 22.9 11.5 22.9C9.3 22.9 7.6 21.2 7.6 19C7.6 16.8 9.3 15.1 11.5 15.1Z",
			"M11.5 25C12.6 25 13.6 25.2 14.5 25.5C11.6 27.4 10 30 9.8 33.2L6.4 33.2C5.5 33.2 4.9 32.5 5 31.7C5.4 27.5 7.8 25 11.5 25Z",
			"M34.5 15.1C36.7 15.1 38.4 16.8 38.4 19C38.4 21.2 36.7 22.9 34.5 22.9C32.3 22.9 30.6 21.2 30.6 19C30.6 16.8 32.3 15.1 34.5 15.1Z",
			"M34.5 25C33.4 25 32.4 25.2 31.5 25.5C34.4 27.4 36 30 36.2 33.2L39.6 33.2C40.5 33.2 41.1 32.5 41 31.7C40.6 27.5 38.2 25 34.5 25Z",
		],
	},
	/** The capsule, the holder around it, and the foot. */
	microphone: {
		widthPt: 12,
		heightPt: 18,
		outlines: [
			"M6 0C7.8 0 9.2 1.4 9.2 3.2L9.2 8.4C9.2 10.2 7.8 11.6 6 11.6C4.2 11.6 2.8 10.2 2.8 8.4L2.8 3.2C2.8 1.4 4.2 0 6 0Z",
			"M0.4 7.4L1.7 7.4L1.7 8.6C1.7 11.1 3.6 13 6 13C8.4 13 10.3 11.1 10.3 8.6L10.3 7.4L11.6 7.4L11.6 8.6C11.6 11.6 9.4 13.9 6.7 14.3L6.7 16.6L9.6 16.6L9.6 17.9L2.4 17.9L2.4 16.6L5.3 16.6L5.3 14.3C2.6 13.9 0.4 11.6 0.4 8.6Z",
		],
	},
	/** A triangle with round corners. It points the way that time runs, which no language turns around. */
	play: {
		widthPt: 14,
		heightPt: 16,
		outlines: [
			"M0 1.7C0 0.4 1.3 -0.4 2.5 0.3L13 6.5C14.2 7.2 14.2 8.8 13 9.5L2.5 15.7C1.3 16.4 0 15.6 0 14.3Z",
		],
	},
	/** Three nested fans, from the widest to the dot. */
	wifi: {
		widthPt: 16,
		heightPt: 11,
		outlines: [
			"M8 0C11.1 0 13.9 1.2 16 3.2L14.4 4.8C12.7 3.2 10.5 2.3 8 2.3C5.5 2.3 3.3 3.2 1.6 4.8L0 3.2C2.1 1.2 4.9 0 8 0Z",
			"M8 3.9C10 3.9 11.9 4.7 13.3 6L11.7 7.6C10.7 6.7 9.4 6.2 8 6.2C6.6 6.2 5.3 6.7 4.3 7.6L2.7 6C4.1 4.7 6 3.9 8 3.9Z",
			"M8 7.8C9 7.8 9.9 8.2 10.6 8.8L8 11.4L5.4 8.8C6.1 8.2 7 7.8 8 7.8Z",
		],
	},
	/** A circle with a stroke through it. */
	ban: {
		widthPt: 16,
		heightPt: 16,
		outlines: [
			"M8 0C12.42 0 16 3.58 16 8C16 12.42 12.42 16 8 16C3.58 16 0 12.42 0 8C0 3.58 3.58 0 8 0ZM8 1.5C4.41 1.5 1.5 4.41 1.5 8C1.5 11.59 4.41 14.5 8 14.5C11.59 14.5 14.5 11.59 14.5 8C14.5 4.41 11.59 1.5 8 1.5Z",
			"M3.4 2.34L13.66 12.6L12.6 13.66L2.34 3.4Z",
		],
	},
	/** Back to what was said. */
	replyArrow: {
		widthPt: 12,
		heightPt: 10.2,
		outlines: [
			"M5.4 0.6L5.4 3.2C9.6 3.4 12 5.8 12 10.2C10.6 7.8 8.6 6.8 5.4 6.8L5.4 9.4C5.4 9.9 4.8 10.2 4.4 9.8L0.2 5.6C-0.1 5.3 -0.1 4.7 0.2 4.4L4.4 0.2C4.8 -0.2 5.4 0.1 5.4 0.6Z",
		],
		isDirectional: true,
	},
	...ROUND_ICONS,
} as const satisfies Record<string, Icon>;

/** The icons that themes name. */
export const icons: Readonly<Record<IconName, Icon>> = ICONS;
