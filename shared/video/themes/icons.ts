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
	/** The capsule, the holder around it, and the foot. */
	microphone: {
		widthPt: 12,
		heightPt: 18,
		outlines: [
			"M6 0C7.8 0 9.2 1.4 9.2 3.2L9.2 8.4C9.2 10.2 7.8 11.6 6 11.6C4.2 11.6 2.8 10.2 2.8 8.4L2.8 3.2C2.8 1.4 4.2 0 6 0Z",
			"M0.4 7.4L1.7 7.4L1.7 8.6C1.7 11.1 3.6 13 6 13C8.4 13 10.3 11.1 10.3 8.6L10.3 7.4L11.6 7.4L11.6 8.6C11.6 11.6 9.4 13.9 6.7 14.3L6.7 16.6L9.6 16.6L9.6 17.9L2.4 17.9L2.4 16.6L5.3 16.6L5.3 14.3C2.6 13.9 0.4 11.6 0.4 8.6Z",
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
	...ROUND_ICONS,
} as const satisfies Record<string, Icon>;

/** The icons that themes name. */
export const icons: Readonly<Record<IconName, Icon>> = ICONS;
