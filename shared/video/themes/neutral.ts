import { KEYBOARD_MOTION, PLAIN_KEYBOARD } from "./ios-keyboards.ts";
import type { Entrance } from "./motion.ts";
import { neutralFooter, neutralHeader } from "./neutral-bars.ts";
import type { Theme } from "./theme.ts";
import type { Tone } from "./tone.ts";

const TEXT: Tone = { light: "#1a1a1e", dark: "#f2f2f4" };
const SECONDARY: Tone = { light: "#75757d", dark: "#9d9da6" };
/** 8 % of the text on the page. */
const THEIRS: Tone = { light: "#ededed", dark: "#232325" };
const ACCENT: Tone = { light: "#5457d6", dark: "#6366e8" };
const CAPTION = { sizePt: 12, linePt: 16, weight: 500, tone: SECONDARY } as const;

const BUBBLE = {
	kind: "bubble",
	padding: { xPt: 13, topPt: 8, bottomPt: 8 },
	radius: { wholePt: 18, joinedPt: 6 },
	tail: { kind: "none" },
	widest: { share: 0.75 },
	narrowestPt: 40,
	marginPt: 14,
} as const;

const RISE: Entrance = {
	kind: "rise",
	timing: { kind: "curve", ms: 250, curve: "ease-out" },
	riseShare: 0.012,
	fadeMs: 80,
};
const FADE: Entrance = { kind: "fade", ms: 160, fromOpacity: 0, riseShare: 0 };

/** A chat of no app, for who wants none: own bubbles in the accent, and nothing that reminds of one. */
export const neutral: Theme = {
	basisPt: 390,
	leastHeightPt: 560,
	phoneHeightPt: 640,
	page: {
		ground: { light: "#ffffff", dark: "#111113" },
		text: { light: "#1a1a1e", dark: "#f2f2f4" },
		secondary: { light: "#75757d", dark: "#9d9da6" },
		separator: { light: "#e4e4e8", dark: "#2c2c31" },
		bar: { light: "#ffffff", dark: "#18181b" },
		accent: { light: "#5457d6", dark: "#6366e8" },
		wallpaper: { kind: "none" },
	},
	font: { sizeShare: 1, trackingEm: 0 },
	smartQuotes: false,
	text: { sizePt: 16.5, linePt: 22, tallLinePt: 26, nastaliqLinePt: 39 },
	inline: {
		link: { weight: 400, isUnderlined: true },
		mention: { weight: 600, isUnderlined: false, hidesSign: false },
		hasMarkup: true,
	},
	loneEmoji: [
		{ sizePt: 56, linePt: 66 },
		{ sizePt: 48, linePt: 58 },
		{ sizePt: 40, linePt: 50 },
	],
	message: {
		own: { ...BUBBLE, fill: ACCENT, text: "#ffffff", secondary: "#ffffffb3" },
		theirs: { ...BUBBLE, fill: THEIRS, text: TEXT, secondary: SECONDARY },
	},
	avatars: {
		top: { light: "#9a9ae8", dark: "#6a6cc4" },
		bottom: { light: "#7476d2", dark: "#4e50a4" },
		tones: ["#5b8def", "#e0658a", "#e39b3f", "#46a77f", "#8f6fdc", "#3aa6b4"],
		ink: "#ffffff",
		initials: { share: 0.4, widestShare: 0.8, weight: 600 },
		sign: "person",
	},
	runs: { topPt: 12, gapPt: 3, betweenPt: 12, bottomPt: 10 },
	link: {
		at: "inside",
		marginPt: 6,
		widestShare: 0.7,
		pictureShape: 1.91,
		padding: { xPt: 11, topPt: 8, bottomPt: 9 },
		title: { sizePt: 14.5, linePt: 19, weight: 600, lines: 2 },
		site: { sizePt: 12.5, linePt: 17, weight: 500 },
		radiusPt: 12,
		own: { fill: "#ffffff26", title: "#ffffff", site: "#ffffffcc" },
		theirs: { fill: { light: "#1a1a1e0d", dark: "#ffffff14" }, title: TEXT, site: SECONDARY },
	},
	columnWidthPt: 560,
	name: { at: "head", startPt: 13, ...CAPTION },
	avatar: { at: "first", sizePt: 30, gapPt: 8, when: "group" },
	reply: {
		at: "inside",
		own: { fill: "#ffffff26", text: "#ffffffcc", ink: "#ffffff" },
		theirs: { fill: { light: "#1a1a1e0d", dark: "#ffffff14" }, text: SECONDARY, ink: ACCENT },
		barPt: 3,
		name: { sizePt: 13, linePt: 18, weight: 600 },
		sizePt: 14,
		linePt: 18,
		lines: 2,
		deleted: "deleted",
		padding: { xPt: 9, yPt: 5 },
		radiusPt: 12,
		picturePt: 44,
		marginPt: 6,
		belowPt: 5,
	},
	media: {
		at: "alone",
		widestShare: 0.66,
		highestPt: 330,
		narrowest: 9 / 16,
		flattest: 16 / 9,
		gapPt: 3,
		radiusPt: 18,
		missing: THEIRS,
	},
	voice: {
		heightPt: 24,
		width: { leastPt: 180, mostPt: 250, fullSeconds: 60 },
		play: { heightPt: 12, discPt: 30, gapPt: 10 },
		bars: { widthPt: 3, gapPt: 2.5, leastPt: 3, mostPt: 22 },
		length: { at: "end", gapPt: 10, sizePt: 13, linePt: 16, weight: 500 },
		own: { play: "#ffffff", disc: "#ffffff33", bars: "#ffffffb3", knob: "#ffffff", length: "#ffffffe6" },
		theirs: { play: "#ffffff", disc: "accent", bars: SECONDARY, knob: ACCENT, length: SECONDARY },
	},
	meta: { at: "none" },
	edited: { at: "below", word: "edited", insetPt: 2, gapPt: 3, ...CAPTION },
	receipt: {
		at: "below",
		kind: "words",
		words: { read: "seen" },
		insetPt: 2,
		room: "newest",
		abovePt: 4,
		belowPt: 0,
		...CAPTION,
	},
	reaction: {
		at: "below",
		pills: "each",
		perPerson: "many",
		most: 4,
		side: "near",
		insetPt: 8,
		sizePt: 14,
		heightPt: 25,
		overlapPt: 6,
		paddingPt: 7,
		gapPt: 2,
		edgePt: 2,
		count: { gapPt: 4, sizePt: 12, weight: 600, tone: SECONDARY },
		theirs: { fill: { light: "#f6f6f6", dark: "#2f2f33" } },
		own: {
			fill: { light: "#e3e4fb", dark: "#2f3060" },
			line: { widthPt: 1, ink: "accent" },
		},
	},
	typing: {
		at: "column",
		widthPt: 60,
		heightPt: 38,
		radiusPt: 18,
		fill: THEIRS,
		circles: [],
		overhangPt: 0,
		marginPt: 14,
		dots: {
			pitchPt: 13,
			sizePt: 8,
			strong: { light: "#5d5d66", dark: "#c9c9d1" },
			faint: { light: "#b9b9c0", dark: "#5a5a62" },
			smallest: 0.75,
			risePt: 0,
			wave: { active: 0.6, lag: 0.2, curve: "swell" },
		},
		periodMs: 1200,
		phases: 18,
	},
	deleted: {
		at: "inside",
		words: { own: "deletedOwn", theirs: "deleted" },
		isItalic: true,
		outline: { widthPt: 1.2, edge: { light: "#dcdce2", dark: "#34343a" }, text: SECONDARY },
	},
	opening: [{ kind: "date" }],
	lines: {
		abovePt: 16,
		belowPt: 12,
		betweenPt: 8,
		marginPt: 28,
		date: { at: "plain", time: { separator: ", ", weight: 500 }, ...CAPTION },
		system: { at: "plain", ...CAPTION, weight: 400 },
	},
	header: neutralHeader,
	footer: neutralFooter,
	keyboard: PLAIN_KEYBOARD,
	motion: {
		scroll: { timing: { kind: "curve", ms: 300, curve: "ease-out" }, carriesNew: false },
		arrive: { own: RISE, theirs: RISE },
		replace: { kind: "fade", ms: 150, fromOpacity: 32, riseShare: 0 },
		typing: { enter: FADE, leave: { kind: "fade", ms: 160 } },
		receipt: { enter: FADE, changeMs: 160, leave: { kind: "fade", ms: 160 } },
		rewriteMs: 160,
		reaction: {
			enter: {
				kind: "grow",
				timing: { kind: "curve", ms: 200, curve: "back-out" },
				fromScale: 0.3,
				fadeMs: 60,
			},
			leave: { kind: "shrink", ms: 150, toScale: 0.3 },
		},
		keyboard: KEYBOARD_MOTION,
		other: { enter: FADE, leave: { kind: "fade", ms: 160 } },
	},
	sounds: {
		send: "drop",
		receive: "lowDrop",
		reaction: { theirs: "bubble", yours: "softBubble" },
		isVaried: true,
	},
};
