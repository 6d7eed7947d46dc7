import { instagramFooter, instagramHeader } from "./instagram-bars.ts";
import { IOS_17_KEYBOARD, KEYBOARD_MOTION } from "./ios-keyboards.ts";
import type { Curve, Entrance, Timing } from "./motion.ts";
import type { Theme } from "./theme.ts";
import type { Tone } from "./tone.ts";

const TEXT: Tone = { light: "#000000", dark: "#f5f5f5" };
const SECONDARY: Tone = { light: "#737373", dark: "#a8a8a8" };
const THEIRS: Tone = { light: "#f3f5f7", dark: "#25292e" };
const CAPTION = { sizePt: 12, linePt: 16, weight: 400, tone: SECONDARY } as const;

const BUBBLE = {
	kind: "bubble",
	padding: { xPt: 13, topPt: 9, bottomPt: 9 },
	radius: { wholePt: 20, joinedPt: 4 },
	tail: { kind: "none" },
	widest: { share: 0.7 },
	narrowestPt: 40,
	marginPt: 12,
} as const;

const EASE: Curve = { x1: 0.25, y1: 0.1, x2: 0.25, y2: 1 };
/** Each picture of a growth is as many new slices as the bubble has rows; of the last tenth of a size, half of them are hardly seen. */
const QUICK: Timing = { kind: "curve", ms: 130, curve: "ease-out" };
const SOFT: Timing = { kind: "curve", ms: 250, curve: "ease-out" };
const FADE: Entrance = { kind: "fade", ms: 200, fromOpacity: 0, riseShare: 0 };

/**
 * Instagram's direct messages. Colours are of its own lists of tokens; radii, paddings and bars are measured on screenshots.
 */
export const instagram: Theme = {
	basisPt: 390,
	leastHeightPt: 560,
	phoneHeightPt: 640,
	page: {
		ground: { light: "#ffffff", dark: "#000000" },
		text: { light: "#000000", dark: "#f5f5f5" },
		secondary: { light: "#737373", dark: "#a8a8a8" },
		separator: { light: "#dbdbdb", dark: "#262626" },
		bar: { light: "#ffffff", dark: "#000000" },
		accent: "#4a5df9",
		wallpaper: { kind: "none" },
	},
	font: { sizeShare: 0.97, trackingEm: -0.013 },
	smartQuotes: true,
	text: { sizePt: 15.5, linePt: 20, tallLinePt: 24, nastaliqLinePt: 37 },
	inline: {
		link: { weight: 400, isUnderlined: true },
		mention: { weight: 600, isUnderlined: false, hidesSign: false },
		hasMarkup: false,
	},
	loneEmoji: [
		{ sizePt: 44, linePt: 52 },
		{ sizePt: 44, linePt: 52 },
		{ sizePt: 44, linePt: 52 },
	],
	message: {
		own: { ...BUBBLE, fill: "#4a5df9", text: "#ffffff", secondary: "#ffffffb3" },
		theirs: { ...BUBBLE, fill: THEIRS, text: TEXT, secondary: SECONDARY },
	},
	avatars: {
		top: { light: "#dbdbdb", dark: "#3c3f44" },
		bottom: { light: "#c7c7c7", dark: "#2c2f33" },
		ink: "#ffffff",
		sign: "person",
	},
	runs: { topPt: 12, gapPt: 2, betweenPt: 12, bottomPt: 10 },
	link: {
		at: "alone",
		hidesAddress: false,
		widestShare: 0.62,
		pictureShape: 1.91,
		padding: { xPt: 12, topPt: 9, bottomPt: 10 },
		title: { sizePt: 14.5, linePt: 19, weight: 600, lines: 2 },
		site: { sizePt: 12, linePt: 16, weight: 400 },
		radiusPt: 18,
		own: { fill: THEIRS, title: TEXT, site: SECONDARY },
		theirs: { fill: THEIRS, title: TEXT, site: SECONDARY },
	},
	columnWidthPt: 560,
	name: { at: "head", startPt: 13, ...CAPTION },
	avatar: { at: "last", sizePt: 28, gapPt: 8, when: "always" },
	reply: {
		at: "above",
		side: "reply",
		head: { kind: "sentence", names: "group", startPt: 6, belowPt: 5, ...CAPTION },
		sizePt: 14,
		linePt: 18,
		lines: 2,
		deleted: "unavailable",
		padding: { xPt: 12, yPt: 8 },
		radiusPt: 17,
		picturePt: 96,
		bubble: { fill: { light: "#f7f8f9", dark: "#17191c" }, text: SECONDARY },
		widestShare: 0.6,
		overlapPt: -4,
		bar: { widthPt: 3, gapPt: 6, tone: { light: "#dbdbdb", dark: "#363636" } },
	},
	media: {
		at: "alone",
		widestShare: 0.6,
		highestPt: 330,
		narrowest: 9 / 16,
		flattest: 16 / 9,
		gapPt: 2,
		radiusPt: 20,
		missing: THEIRS,
	},
	voice: {
		heightPt: 26,
		width: { leastPt: 170, mostPt: 230, fullSeconds: 60 },
		play: { heightPt: 16, gapPt: 11 },
		bars: { widthPt: 2.5, gapPt: 2.5, leastPt: 3, mostPt: 24 },
		length: { at: "end", gapPt: 10, sizePt: 12.5, linePt: 16, weight: 400 },
		own: { play: "#ffffff", bars: "#ffffffb3", knob: "#ffffff", length: "#ffffff" },
		theirs: { play: TEXT, bars: SECONDARY, knob: TEXT, length: TEXT },
	},
	meta: { at: "none" },
	edited: { at: "above", word: "edited", insetPt: 8, gapPt: 2, ...CAPTION },
	receipt: {
		at: "below",
		kind: "words",
		words: { sent: "sent", delivered: "sent", read: "seen" },
		insetPt: 8,
		room: "newest",
		abovePt: 4,
		belowPt: 0,
		...CAPTION,
	},
	reaction: {
		at: "below",
		pills: "one",
		perPerson: "one",
		most: 3,
		side: "far",
		insetPt: 10,
		sizePt: 13.5,
		heightPt: 24,
		overlapPt: 7,
		paddingPt: 6,
		gapPt: 0,
		edgePt: 2,
		count: { gapPt: 4, sizePt: 12, weight: 400, tone: SECONDARY },
		theirs: { fill: THEIRS },
		own: { fill: THEIRS },
	},
	typing: {
		at: "column",
		widthPt: 58,
		heightPt: 38,
		radiusPt: 19,
		fill: THEIRS,
		circles: [],
		overhangPt: 0,
		marginPt: 12,
		dots: {
			pitchPt: 12,
			sizePt: 7,
			strong: { light: "#737373", dark: "#c7c7c7" },
			faint: { light: "#c7c7c7", dark: "#5f6368" },
			smallest: 0.85,
			risePt: 0,
			wave: { active: 0.5, lag: 0.17, curve: "arch" },
		},
		periodMs: 1200,
		phases: 18,
	},
	deleted: { at: "gone" },
	opening: [{ kind: "date" }],
	lines: {
		abovePt: 16,
		belowPt: 12,
		betweenPt: 8,
		marginPt: 40,
		date: { at: "plain", time: { separator: " ", weight: 500 }, ...CAPTION, weight: 500 },
		system: { at: "plain", ...CAPTION },
	},
	header: instagramHeader,
	footer: instagramFooter,
	keyboard: IOS_17_KEYBOARD,
	motion: {
		scroll: { timing: { kind: "curve", ms: 300, curve: EASE }, carriesNew: false },
		arrive: {
			own: {
				kind: "fly",
				up: { kind: "spring", responseMs: 300, damping: 0.75 },
				across: null,
				fromScale: 1,
				fadeMs: 80,
			},
			theirs: { kind: "grow", timing: SOFT, fromScale: 0.8, fadeMs: 200 },
		},
		replace: { kind: "grow", timing: QUICK, fromScale: 0.9, fadeMs: 0 },
		typing: {
			enter: { kind: "grow", timing: SOFT, fromScale: 0.6, fadeMs: 100 },
			leave: { kind: "shrink", ms: 200, toScale: 0.6 },
		},
		receipt: { enter: FADE, changeMs: 200, leave: { kind: "fade", ms: 200 } },
		rewriteMs: 200,
		reaction: {
			enter: {
				kind: "grow",
				timing: { kind: "spring", responseMs: 350, damping: 0.55 },
				fromScale: 0.2,
				fadeMs: 60,
			},
			leave: { kind: "shrink", ms: 150, toScale: 0.2 },
		},
		keyboard: KEYBOARD_MOTION,
		other: { enter: FADE, leave: { kind: "fade", ms: 200 } },
	},
	sounds: { send: "tick", receive: "tick", reaction: { theirs: "tick", yours: "tick" }, isVaried: true },
};
