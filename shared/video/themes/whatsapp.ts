import { IOS_17_KEYBOARD, KEYBOARD_MOTION } from "./ios-keyboards.ts";
import type { Entrance, Timing } from "./motion.ts";
import type { Theme } from "./theme.ts";
import type { Tone } from "./tone.ts";
import { whatsappFooter, whatsappHeader } from "./whatsapp-bars.ts";

const TEXT: Tone = { light: "#0a1014", dark: "#fafafa" };
const META: Tone = { light: "#0a1014b3", dark: "#ffffff99" };
const LINK: Tone = { light: "#027eb5", dark: "#53bdeb" };
const SHADOW = { tone: { light: "#00000014", dark: "#00000033" }, downPt: 1 };

const BUBBLE = {
	kind: "bubble",
	text: TEXT,
	secondary: META,
	padding: { xPt: 12, topPt: 6, bottomPt: 8 },
	radius: { wholePt: 18, lastPt: 10 },
	tail: { kind: "nub", at: "bottom", sizePt: 15 },
	shadow: SHADOW,
	widest: { sparePt: 30 },
	narrowestPt: 48,
	marginPt: 10,
} as const;

const VOICE = {
	play: { light: "#667781", dark: "#ffffffb3" },
	bars: { light: "#0a10144d", dark: "#ffffff4d" },
	length: META,
} as const;

/** Of the names in a group. */
const PEOPLE: readonly Tone[] = [
	{ light: "#e91e63", dark: "#ff6b98" },
	"#00bfa5",
	{ light: "#ff5722", dark: "#ff7a50" },
	{ light: "#673ab7", dark: "#a98bea" },
	{ light: "#2196f3", dark: "#53adf5" },
	"#ff9800",
	"#4caf50",
	{ light: "#9c27b0", dark: "#d07fdf" },
];

const PILL = {
	at: "pill",
	fill: { light: "#ffffff", dark: "#242626" },
	shadow: SHADOW,
	padding: { xPt: 12, yPt: 6 },
	radiusPt: 8,
	sizePt: 12.5,
	linePt: 16,
	weight: 500,
	tone: { light: "#54656f", dark: "#a5abae" },
} as const;

const RISE: Entrance = {
	kind: "rise",
	timing: { kind: "curve", ms: 250, curve: "ease-out" },
	riseShare: 0.02,
	fadeMs: 100,
};
const FADE: Entrance = { kind: "fade", ms: 100, fromOpacity: 0, riseShare: 0 };
const POP: Timing = { kind: "curve", ms: 250, curve: "back-out" };

/**
 * WhatsApp on iOS, light as of 2025 and dark in its tones since then. Bubbles, paddings, shadow, pill and notice are of a design kit at
 * 375 points; the bars are measured on screenshots.
 */
export const whatsapp: Theme = {
	basisPt: 390,
	leastHeightPt: 560,
	phoneHeightPt: 640,
	page: {
		ground: { light: "#f5f1eb", dark: "#161717" },
		text: { light: "#0a1014", dark: "#fafafa" },
		secondary: { light: "#667781", dark: "#9a9fa2" },
		separator: { light: "#dcdcdd", dark: "#2b2d2d" },
		bar: { light: "#f6f6f6", dark: "#1c1e1e" },
		accent: { light: "#1daa61", dark: "#21c063" },
		wallpaper: { kind: "doodles", tone: { light: "#eae0d3", dark: "#1f2121" } },
	},
	font: { sizeShare: 0.97, trackingEm: -0.013 },
	smartQuotes: true,
	text: { sizePt: 17, linePt: 22, tallLinePt: 26, nastaliqLinePt: 40 },
	inline: {
		link: { weight: 400, isUnderlined: false, tones: { own: LINK, theirs: LINK } },
		mention: { weight: 500, isUnderlined: false, hidesSign: false, tones: { own: LINK, theirs: LINK } },
		hasMarkup: true,
	},
	loneEmoji: [
		{ sizePt: 50, linePt: 58 },
		{ sizePt: 40, linePt: 48 },
		{ sizePt: 34, linePt: 42 },
	],
	message: {
		own: { ...BUBBLE, fill: { light: "#d9fdd3", dark: "#144d37" } },
		theirs: { ...BUBBLE, fill: { light: "#ffffff", dark: "#242626" } },
	},
	avatars: {
		top: { light: "#c3c9ce", dark: "#565a5c" },
		bottom: { light: "#aab1b7", dark: "#484c4e" },
		ink: "#ffffff",
		sign: "person",
	},
	runs: { topPt: 10, gapPt: 3, betweenPt: 9, bottomPt: 8 },
	link: {
		at: "inside",
		marginPt: 4,
		widestShare: 0.72,
		pictureShape: 1.91,
		padding: { xPt: 10, topPt: 8, bottomPt: 9 },
		title: { sizePt: 15, linePt: 19, weight: 600, lines: 2 },
		site: { sizePt: 13, linePt: 17, weight: 400 },
		radiusPt: 14,
		own: { fill: { light: "#0b2a130f", dark: "#00000040" }, title: TEXT, site: META },
		theirs: { fill: { light: "#f4f5f5", dark: "#00000040" }, title: TEXT, site: META },
	},
	columnWidthPt: 560,
	name: { at: "inside", tones: PEOPLE, sizePt: 14, linePt: 19, weight: 600, tone: "#1daa61" },
	avatar: { at: "last", sizePt: 28, gapPt: 8, when: "group" },
	reply: {
		at: "inside",
		own: {
			fill: { light: "#0b2a130f", dark: "#00000040" },
			text: { light: "#0a101499", dark: "#ffffffa6" },
			ink: { light: "#1daa61", dark: "#21c063" },
		},
		theirs: {
			fill: { light: "#f4f5f5", dark: "#00000040" },
			text: { light: "#0a101499", dark: "#ffffffa6" },
			ink: { light: "#1daa61", dark: "#21c063" },
		},
		authors: { you: { light: "#1daa61", dark: "#21c063" }, tones: PEOPLE },
		barPt: 4,
		name: { sizePt: 13.5, linePt: 18, weight: 600 },
		sizePt: 14,
		linePt: 18,
		lines: 2,
		deleted: "deleted",
		signs: { sizePt: 12, gapPt: 4 },
		padding: { xPt: 8, yPt: 5 },
		radiusPt: 13,
		picturePt: 48,
		marginPt: 4,
		belowPt: 4,
	},
	media: {
		at: "inside",
		widestShare: 0.66,
		highestPt: 330,
		narrowest: 3 / 4,
		flattest: 16 / 9,
		gapPt: 3,
		paddingPt: 3,
		radiusPt: 15,
		missing: { light: "#e7eaec", dark: "#333636" },
		time: { tone: "#ffffff", shade: "#00000073", shadePt: 34 },
	},
	voice: {
		heightPt: 32,
		width: { leastPt: 262, mostPt: 262, fullSeconds: 1 },
		play: { heightPt: 19, gapPt: 14 },
		bars: { widthPt: 2, gapPt: 2, leastPt: 2.5, mostPt: 22 },
		knobPt: 12,
		length: { at: "under", gapPt: 0, sizePt: 13, linePt: 16, weight: 400 },
		avatar: { sizePt: 44, gapPt: 12, microphonePt: 17 },
		own: { ...VOICE, knob: { light: "#667781", dark: "#aebac1" } },
		// Green until it is heard.
		theirs: { ...VOICE, knob: { light: "#1daa61", dark: "#21c063" } },
	},
	meta: { at: "inside", gapPt: 8, dropPt: 4, sizePt: 13, linePt: 16, weight: 400 },
	edited: { at: "time", word: "editedWhatsApp" },
	receipt: {
		at: "inside",
		kind: "ticks",
		sent: { light: "#667781", dark: "#ffffff99" },
		read: { light: "#007bfc", dark: "#53bdeb" },
		heightPt: 10,
		gapPt: 4,
	},
	reaction: {
		at: "below",
		pills: "one",
		perPerson: "one",
		most: 3,
		side: "start",
		insetPt: 10,
		sizePt: 15,
		heightPt: 26,
		overlapPt: 6,
		paddingPt: 6,
		gapPt: 0,
		edgePt: 1.5,
		count: { gapPt: 4, sizePt: 12.5, weight: 400, tone: { light: "#54656f", dark: "#a5abae" } },
		shadow: SHADOW,
		theirs: { fill: { light: "#ffffff", dark: "#242626" } },
		own: { fill: { light: "#ffffff", dark: "#242626" } },
	},
	typing: { at: "header" },
	deleted: {
		at: "inside",
		words: { own: "deletedOwn", theirs: "deleted" },
		isItalic: true,
		icon: { icon: "ban", sizePt: 15, gapPt: 5 },
	},
	opening: [
		{ kind: "date", belowPt: 6 },
		{
			kind: "notice",
			word: "encrypted",
			widestPt: 330,
			fill: { light: "#fff0d4", dark: "#242626" },
			shadow: SHADOW,
			padding: { xPt: 12, yPt: 6 },
			radiusPt: 8,
			belowPt: 6,
			sizePt: 12.5,
			linePt: 17,
			weight: 400,
			tone: { light: "#5b6368", dark: "#ffd279" },
		},
	],
	lines: { abovePt: 10, belowPt: 10, betweenPt: 6, marginPt: 30, date: PILL, system: PILL },
	header: whatsappHeader,
	footer: whatsappFooter,
	keyboard: IOS_17_KEYBOARD,
	motion: {
		scroll: { timing: { kind: "curve", ms: 250, curve: "ease-out" }, carriesNew: false },
		arrive: { own: RISE, theirs: RISE },
		replace: { kind: "fade", ms: 100, fromOpacity: 32, riseShare: 0 },
		typing: { enter: FADE, leave: { kind: "fade", ms: 100 } },
		receipt: { enter: { kind: "none" }, changeMs: 0, leave: { kind: "none" } },
		rewriteMs: 150,
		reaction: {
			enter: { kind: "grow", timing: POP, fromScale: 0.3, fadeMs: 60 },
			leave: { kind: "shrink", ms: 150, toScale: 0.3 },
		},
		keyboard: KEYBOARD_MOTION,
		other: { enter: FADE, leave: { kind: "fade", ms: 100 } },
	},
	sounds: {
		send: "highPop",
		receive: "pop",
		reaction: { theirs: "bubble", yours: "softBubble" },
		isVaried: true,
	},
};
