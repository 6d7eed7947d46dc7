import type { BubbleFrame } from "../../shared/video/themes/frame.ts";
import { imessageClassic } from "../../shared/video/themes/imessage-classic.ts";
import type { Theme } from "../../shared/video/themes/theme.ts";

/** Themes with the lengths of three apps, for what their messages are made of. Colours tell apart what they fill. */

const CAPTION = { sizePt: 11, linePt: 14, tone: "#8a8a8e" } as const;

const HANGING: BubbleFrame = {
	kind: "bubble",
	fill: "#0088ff",
	text: "#ffffff",
	secondary: "#dddddd",
	padding: { xPt: 14, topPt: 10, bottomPt: 10 },
	radius: { wholePt: 20.14 },
	tail: { kind: "hang", dropPt: 6.83 },
	widest: { sparePt: 89.33, share: 0.85 },
	narrowestPt: 48,
	marginPt: 16,
};

/** As iMessage since iOS 26: a tail that hangs, a receipt whose room comes and goes. */
export const hanging: Theme = {
	...imessageClassic,
	basisPt: 402,
	text: { ...imessageClassic.text, linePt: 20.3 },
	loneEmoji: [
		{ sizePt: 72, linePt: 84 },
		{ sizePt: 48, linePt: 57 },
	],
	message: { own: HANGING, theirs: { ...HANGING, fill: "#e9e9eb" } },
	runs: { topPt: 10, gapPt: 4, betweenPt: 10, bottomPt: 12 },
	receipt: {
		at: "below",
		kind: "words",
		words: { delivered: "delivered", read: "read" },
		time: { weight: 400 },
		insetPt: 20,
		room: "newest",
		abovePt: 6,
		belowPt: 0,
		weight: 600,
		...CAPTION,
	},
	typing: {
		at: "column",
		widthPt: 57.5,
		heightPt: 35,
		radiusPt: 17.5,
		fill: "#e9e9eb",
		circles: [
			{ xPt: 5.65, yPt: 2.65, radiusPt: 5.75 },
			{ xPt: -2.5, yPt: -4.2, radiusPt: 2.5 },
		],
		overhangPt: 5,
		marginPt: 16,
		dots: {
			pitchPt: 12.5,
			sizePt: 8.5,
			strong: "#00000073",
			faint: "#00000033",
			smallest: 1,
			risePt: 0,
			wave: { active: 1, lag: 0.25, curve: "swell" },
		},
		periodMs: 1000,
		phases: 24,
	},
};

const HOOKED: BubbleFrame = {
	kind: "bubble",
	fill: "#d9fdd3",
	text: "#0a1014",
	secondary: "#0a1014b3",
	padding: { xPt: 12, topPt: 6, bottomPt: 8 },
	radius: { wholePt: 18, lastPt: 10 },
	tail: { kind: "nub", at: "bottom", sizePt: 15 },
	shadow: { tone: "#00000014", downPt: 1 },
	widest: { sparePt: 30 },
	narrowestPt: 48,
	marginPt: 10,
};

/** As WhatsApp on a phone: a hook, time and ticks inside, and no dots among the messages. */
export const hooked: Theme = {
	...imessageClassic,
	basisPt: 375,
	message: { own: HOOKED, theirs: { ...HOOKED, fill: "#ffffff" } },
	runs: { topPt: 8, gapPt: 3, betweenPt: 10, bottomPt: 8 },
	meta: { at: "inside", gapPt: 8, dropPt: 4, sizePt: 13, linePt: 16, weight: 400 },
	receipt: {
		at: "inside",
		kind: "ticks",
		sent: "#667781",
		read: "#007bfc",
		heightPt: 10,
		gapPt: 3,
	},
	deleted: { at: "inside", words: { own: "deletedOwn", theirs: "deleted" }, isItalic: true },
	typing: { at: "header" },
	opening: [
		{ kind: "date", belowPt: 6 },
		{
			kind: "notice",
			word: "deleted",
			widestPt: 120,
			fill: "#fff0d4",
			padding: { xPt: 12, yPt: 6 },
			radiusPt: 8,
			belowPt: 0,
			sizePt: 12.5,
			linePt: 17,
			weight: 400,
			tone: "#5b6368",
		},
	],
	lines: {
		...imessageClassic.lines,
		date: {
			at: "pill",
			fill: "#ffffff",
			shadow: { tone: "#00000014", downPt: 1 },
			padding: { xPt: 12, yPt: 6 },
			radiusPt: 8,
			sizePt: 12.5,
			linePt: 16,
			weight: 500,
			tone: "#54656f",
		},
	},
};

const JOINED: BubbleFrame = {
	kind: "bubble",
	fill: "#0a7cff",
	text: "#ffffff",
	secondary: "#dddddd",
	padding: { xPt: 12, topPt: 8, bottomPt: 8 },
	radius: { wholePt: 18, joinedPt: 4 },
	tail: { kind: "none" },
	widest: { mostPt: 260 },
	narrowestPt: 36,
	marginPt: 12,
};

/** As Messenger: corners joined in a run, heads of those who read, dots that bob in a plain bubble. */
export const joined: Theme = {
	...imessageClassic,
	message: { own: { ...JOINED, marginPt: 28 }, theirs: { ...JOINED, fill: "#f0f0f0" } },
	runs: { topPt: 10, gapPt: 2, betweenPt: 12, bottomPt: 8 },
	receipt: {
		at: "below",
		kind: "heads",
		sizePt: 14,
		gapPt: 2,
		marginPt: 10,
		ring: "#b0b3b8",
		tick: "#ffffff",
		strokePt: 1.4,
		room: "newest",
		abovePt: 4,
		belowPt: 0,
	},
	typing: {
		at: "column",
		widthPt: 58,
		heightPt: 36,
		radiusPt: 18,
		fill: "#f0f0f0",
		circles: [],
		overhangPt: 0,
		marginPt: 12,
		dots: {
			pitchPt: 10,
			sizePt: 8,
			strong: "#7a7d82",
			faint: "#b0b3b8",
			smallest: 0.5,
			risePt: 4,
			wave: { active: 0.5, lag: 0.15, curve: "arch" },
		},
		periodMs: 1300,
		phases: 20,
	},
	opening: [{ kind: "date" }],
	lines: {
		...imessageClassic.lines,
		date: { at: "plain", time: { separator: " · ", weight: 400 }, weight: 600, ...CAPTION },
	},
};
