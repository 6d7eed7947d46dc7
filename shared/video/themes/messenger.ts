import { IOS_17_KEYBOARD, KEYBOARD_MOTION } from "./ios-keyboards.ts";
import { messengerFooter, messengerHeader } from "./messenger-bars.ts";
import type { Entrance, Timing } from "./motion.ts";
import type { Theme } from "./theme.ts";
import type { Tone } from "./tone.ts";

const TEXT: Tone = { light: "#050505", dark: "#e4e6eb" };
const SECONDARY: Tone = { light: "#65676b", dark: "#b0b3b8" };
const THEIRS: Tone = { light: "#f0f0f0", dark: "#303030" };
const CAPTION = { sizePt: 12, linePt: 16, weight: 400, tone: SECONDARY } as const;

const BUBBLE = {
	kind: "bubble",
	padding: { xPt: 12, topPt: 8, bottomPt: 8 },
	radius: { wholePt: 18, joinedPt: 4 },
	tail: { kind: "none" },
	widest: { share: 0.72 },
	narrowestPt: 36,
	marginPt: 16,
} as const;

const PILL = {
	fill: { light: "#ffffff", dark: "#3a3b3c" },
	line: { widthPt: 0.7, ink: { tone: { light: "#dadde1", dark: "#3a3b3c" } } },
} as const;

const SCROLL: Timing = { kind: "curve", ms: 280, curve: "ease-out" };
/** Each picture of a growth is as many new slices as the bubble has rows; of the last tenth of a size, half of them are hardly seen. */
const QUICK: Timing = { kind: "curve", ms: 130, curve: "ease-out" };
const SOFT: Timing = { kind: "curve", ms: 250, curve: "ease-out" };
const FADE: Entrance = { kind: "fade", ms: 200, fromOpacity: 0, riseShare: 0 };

/**
 * Messenger. Colours, padding and radius are of its own web variables; joined corners, heads and bars are measured on screenshots.
 */
export const messenger: Theme = {
	basisPt: 390,
	leastHeightPt: 560,
	phoneHeightPt: 640,
	page: {
		ground: { light: "#ffffff", dark: "#000000" },
		text: { light: "#050505", dark: "#e4e6eb" },
		secondary: { light: "#65676b", dark: "#b0b3b8" },
		separator: { light: "#e0e1e4", dark: "#262728" },
		bar: { light: "#ffffff", dark: "#000000" },
		accent: "#0a7cff",
		wallpaper: { kind: "none" },
	},
	font: { sizeShare: 0.97, trackingEm: -0.013 },
	smartQuotes: true,
	text: { sizePt: 16, linePt: 20, tallLinePt: 24, nastaliqLinePt: 38 },
	inline: {
		link: { weight: 400, isUnderlined: true },
		mention: { weight: 600, isUnderlined: false, hidesSign: false },
		hasMarkup: false,
	},
	loneEmoji: [
		{ sizePt: 48, linePt: 56 },
		{ sizePt: 48, linePt: 56 },
		{ sizePt: 48, linePt: 56 },
	],
	message: {
		own: { ...BUBBLE, fill: "#0a7cff", text: "#ffffff", secondary: "#ffffffb3" },
		theirs: { ...BUBBLE, fill: THEIRS, text: TEXT, secondary: SECONDARY },
	},
	avatars: {
		top: { light: "#d8dadf", dark: "#4e4f50" },
		bottom: { light: "#c3c6cc", dark: "#3a3b3c" },
		ink: "#ffffff",
		sign: "person",
	},
	runs: { topPt: 12, gapPt: 2, betweenPt: 10, bottomPt: 8 },
	link: {
		at: "alone",
		hidesAddress: false,
		widestShare: 0.65,
		pictureShape: 1.91,
		padding: { xPt: 12, topPt: 9, bottomPt: 10 },
		title: { sizePt: 14.5, linePt: 19, weight: 600, lines: 2 },
		site: { sizePt: 12, linePt: 16, weight: 400 },
		radiusPt: 18,
		own: { fill: THEIRS, title: TEXT, site: SECONDARY },
		theirs: { fill: THEIRS, title: TEXT, site: SECONDARY },
	},
	columnWidthPt: 560,
	name: { at: "head", startPt: 12, ...CAPTION },
	avatar: { at: "last", sizePt: 28, gapPt: 8, when: "always" },
	reply: {
		at: "above",
		side: "reply",
		head: {
			kind: "sentence",
			names: "always",
			icon: { icon: "replyArrow", sizePt: 11, gapPt: 5 },
			startPt: 8,
			belowPt: 5,
			...CAPTION,
		},
		sizePt: 14,
		linePt: 18,
		lines: 2,
		deleted: "unavailable",
		padding: { xPt: 12, yPt: 8 },
		radiusPt: 18,
		picturePt: 96,
		bubble: { fill: { light: "#f7f7f7", dark: "#1c1c1d" }, text: SECONDARY },
		widestShare: 0.62,
		overlapPt: 9,
	},
	media: {
		at: "alone",
		widestShare: 0.65,
		highestPt: 330,
		narrowest: 9 / 16,
		flattest: 16 / 9,
		gapPt: 2,
		radiusPt: 18,
		missing: THEIRS,
	},
	voice: {
		heightPt: 22,
		width: { leastPt: 150, mostPt: 235, fullSeconds: 60 },
		play: { heightPt: 11, discPt: 26, gapPt: 9 },
		bars: { widthPt: 3, gapPt: 2, leastPt: 3, mostPt: 20 },
		length: { at: "end", gapPt: 10, sizePt: 12.5, linePt: 16, weight: 600 },
		own: { play: "accent", disc: "#ffffff", bars: "#ffffff", knob: "#ffffff", length: "#ffffff" },
		theirs: { play: THEIRS, disc: TEXT, bars: TEXT, knob: TEXT, length: TEXT },
	},
	meta: { at: "none" },
	edited: { at: "above", word: "edited", insetPt: 12, gapPt: 2, ...CAPTION },
	receipt: {
		at: "below",
		kind: "heads",
		sizePt: 14,
		gapPt: 2,
		marginPt: 4,
		ring: { light: "#8a8d91", dark: "#8a8d91" },
		tick: { light: "#ffffff", dark: "#000000" },
		strokePt: 1.3,
		room: "newest",
		abovePt: 3,
		belowPt: 0,
	},
	reaction: {
		at: "below",
		pills: "one",
		perPerson: "one",
		most: 3,
		side: "far",
		insetPt: 4,
		sizePt: 13,
		heightPt: 22,
		overlapPt: 7,
		paddingPt: 4.5,
		gapPt: 0,
		edgePt: 1.5,
		count: { gapPt: 3, sizePt: 12, weight: 400, tone: SECONDARY },
		theirs: PILL,
		own: PILL,
	},
	typing: {
		at: "column",
		widthPt: 56,
		heightPt: 36,
		radiusPt: 18,
		fill: THEIRS,
		circles: [],
		overhangPt: 0,
		marginPt: 16,
		dots: {
			pitchPt: 11,
			sizePt: 7,
			strong: { light: "#8a8d91", dark: "#b0b3b8" },
			faint: { light: "#b5b7bb", dark: "#7d8085" },
			smallest: 1,
			risePt: 4,
			wave: { active: 0.45, lag: 0.15, curve: "arch" },
		},
		periodMs: 1300,
		phases: 24,
	},
	deleted: {
		at: "inside",
		words: { own: "unsent", theirs: "unsentBy" },
		isItalic: false,
		outline: { widthPt: 1, edge: { light: "#ced0d4", dark: "#3e4042" }, text: SECONDARY },
	},
	opening: [{ kind: "date" }],
	lines: {
		abovePt: 16,
		belowPt: 10,
		betweenPt: 8,
		marginPt: 40,
		date: { at: "plain", time: { separator: " ", weight: 500 }, ...CAPTION, weight: 500 },
		system: { at: "plain", ...CAPTION },
	},
	header: messengerHeader,
	footer: messengerFooter,
	keyboard: IOS_17_KEYBOARD,
	motion: {
		scroll: { timing: SCROLL, carriesNew: false },
		arrive: {
			own: { kind: "rise", timing: SCROLL, riseShare: 0.02, fadeMs: 60 },
			theirs: { kind: "fade", ms: 220, fromOpacity: 0, riseShare: 0.012 },
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
	sounds: {
		send: "twoNotePop",
		receive: "twoNotePop",
		reaction: { theirs: "bubble", yours: "softBubble" },
		isVaried: true,
	},
};
