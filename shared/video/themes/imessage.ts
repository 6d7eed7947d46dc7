import { imessageFooter, imessageHeader } from "./imessage-bars.ts";
import { IMESSAGE_VOICE } from "./imessage-voice.ts";
import { IOS_26_KEYBOARD, KEYBOARD_MOTION } from "./ios-keyboards.ts";
import type { Curve, Timing } from "./motion.ts";
import { TAPBACK, TAPBACK_MOTION } from "./tapback.ts";
import type { Theme } from "./theme.ts";
import type { Tone } from "./tone.ts";

const TEXT: Tone = { light: "#000000", dark: "#ffffff" };
const SECONDARY: Tone = { light: "#8a8a8e", dark: "#8d8d93" };
const THEIRS: Tone = { light: "#e9e9eb", dark: "#262629" };
const ACCENT: Tone = { light: "#0088ff", dark: "#0091ff" };
const CAPTION = { sizePt: 11, linePt: 14, tone: SECONDARY };

/** One line is 40.3 high, and its corners half a circle. */
const RADIUS_PT = 20.14;

const BUBBLE = {
	kind: "bubble",
	padding: { xPt: 14, topPt: 10, bottomPt: 10 },
	radius: { wholePt: RADIUS_PT },
	tail: { kind: "hang", dropPt: 6.8 },
	widest: { sparePt: 89.3, share: 0.85 },
	narrowestPt: 48,
	marginPt: 16,
} as const;

/** As SwiftUI's `.default` curve. */
const EASE: Curve = { x1: 0.25, y1: 0.1, x2: 0.25, y2: 1 };
const FLIGHT: Timing = { kind: "spring", responseMs: 350, damping: 0.8 };
/** Shorter than on the phone: each picture of a growth is as many new slices as the bubble has rows. */
const POP: Timing = { kind: "curve", ms: 100, curve: "back-out" };

/**
 * Messages of iOS 26. Lengths and colours of messages are those that its own view code has; header, composer and sounds are measured
 * on screenshots and recordings. Glass is drawn as an opaque tone with a fine edge.
 */
export const imessage: Theme = {
	// An iPhone 17 Pro.
	basisPt: 402,
	leastHeightPt: 577,
	phoneHeightPt: 660,
	page: {
		ground: { light: "#ffffff", dark: "#000000" },
		text: { light: "#000000", dark: "#ffffff" },
		secondary: { light: "#8a8a8e", dark: "#8d8d93" },
		separator: { light: "#c9c9cc", dark: "#2b2b2e" },
		bar: { light: "#ffffff", dark: "#000000" },
		accent: ACCENT,
		wallpaper: { kind: "none" },
	},
	font: { sizeShare: 0.97, trackingEm: -0.013 },
	smartQuotes: true,
	text: { sizePt: 17, linePt: 20.3, tallLinePt: 25, nastaliqLinePt: 39 },
	inline: {
		link: { weight: 400, isUnderlined: true },
		mention: { weight: 600, isUnderlined: false, hidesSign: true },
		hasMarkup: false,
	},
	loneEmoji: [
		{ sizePt: 72, linePt: 84 },
		{ sizePt: 48, linePt: 57 },
		{ sizePt: 48, linePt: 57 },
	],
	message: {
		own: {
			...BUBBLE,
			fill: {
				stops: [
					{ at: 0, colour: { light: "#5ac8fa", dark: "#409cff" } },
					{ at: 0.25, colour: { light: "#48b8fb", dark: "#3499ff" } },
					{ at: 0.5, colour: { light: "#34a8fc", dark: "#2596ff" } },
					{ at: 0.75, colour: { light: "#1e98fe", dark: "#1694ff" } },
					{ at: 1, colour: { light: "#0088ff", dark: "#0091ff" } },
				],
				space: "screen",
			},
			text: "#ffffff",
			secondary: "#ffffffb3",
		},
		theirs: { ...BUBBLE, fill: THEIRS, text: TEXT, secondary: SECONDARY },
	},
	avatars: {
		top: "#a9c2e2",
		bottom: "#737fb9",
		ink: "#ffffff",
		initials: { share: 0.47, widestShare: 0.8, weight: 600 },
		sign: "person",
	},
	runs: { topPt: 10, gapPt: 4, betweenPt: 10, bottomPt: 12 },
	link: {
		at: "alone",
		hidesAddress: true,
		widestShare: 0.63,
		pictureShape: 1.91,
		padding: { xPt: 13, topPt: 9, bottomPt: 10 },
		title: { sizePt: 14, linePt: 18, weight: 600, lines: 2 },
		site: { sizePt: 12, linePt: 16, weight: 400 },
		radiusPt: RADIUS_PT,
		own: { fill: THEIRS, title: TEXT, site: SECONDARY },
		theirs: { fill: THEIRS, title: TEXT, site: SECONDARY },
	},
	columnWidthPt: 560,
	name: { at: "head", startPt: 14, weight: 400, ...CAPTION },
	avatar: { at: "last", sizePt: 32, gapPt: 7, when: "group" },
	reply: {
		at: "above",
		side: "author",
		head: { kind: "author", startPt: 12, belowPt: 1, weight: 400, ...CAPTION },
		sizePt: 15,
		linePt: 18.5,
		lines: 2,
		deleted: "unavailable",
		padding: { xPt: 12, yPt: 7 },
		radiusPt: 17,
		picturePt: 72,
		bubble: { edge: { widthPt: 1, tone: { light: "#d1d1d6", dark: "#48484a" } }, text: SECONDARY },
		widestShare: 0.6,
		overlapPt: -10,
		thread: { widthPt: 2, tone: { light: "#0000002e", dark: "#ffffff47" }, radiusPt: 14, gapPt: 4 },
	},
	media: {
		at: "alone",
		widestShare: 0.63,
		highestPt: 337,
		narrowest: 9 / 16,
		flattest: 16 / 9,
		gapPt: 2,
		radiusPt: RADIUS_PT,
		missing: THEIRS,
	},
	voice: {
		...IMESSAGE_VOICE,
		heightPt: 20.3,
		theirs: { play: THEIRS, disc: SECONDARY, bars: SECONDARY, knob: SECONDARY, length: SECONDARY },
	},
	meta: { at: "none" },
	edited: { at: "below", word: "edited", insetPt: 20, gapPt: 6, weight: 500, ...CAPTION, tone: ACCENT },
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
	reaction: {
		...TAPBACK,
		inPt: 3,
		upPt: 10,
		roomPt: 33,
		theirs: { light: "#e6e6eb", dark: "#22211e" },
		own: "accent",
	},
	typing: {
		at: "column",
		widthPt: 57.5,
		heightPt: 35,
		radiusPt: 17.5,
		fill: THEIRS,
		circles: [
			{ xPt: 5.65, yPt: 2.65, radiusPt: 5.75 },
			{ xPt: -2.5, yPt: -4.2, radiusPt: 2.5 },
		],
		overhangPt: 5,
		marginPt: 16,
		dots: {
			pitchPt: 12.5,
			sizePt: 8.5,
			strong: { light: "#00000073", dark: "#ffffff73" },
			faint: { light: "#00000033", dark: "#ffffff33" },
			smallest: 1,
			risePt: 0,
			wave: { active: 1, lag: 0.25, curve: "swell" },
		},
		periodMs: 1000,
		phases: 12,
	},
	deleted: { at: "line", words: { own: "unsent", theirs: "unsentBy" }, weight: 400, ...CAPTION },
	opening: [{ kind: "text", text: "iMessage", weight: 500, ...CAPTION }, { kind: "date" }],
	lines: {
		abovePt: 14,
		belowPt: 10,
		betweenPt: 6,
		marginPt: 40,
		date: { at: "plain", time: { separator: " ", weight: 400 }, weight: 500, ...CAPTION },
		system: { at: "plain", weight: 400, ...CAPTION },
	},
	header: imessageHeader,
	footer: imessageFooter,
	keyboard: IOS_26_KEYBOARD,
	motion: {
		scroll: { timing: { kind: "curve", ms: 300, curve: EASE }, carriesNew: false },
		arrive: {
			// Straight up: a way across could not be told as rows that move.
			own: { kind: "fly", up: FLIGHT, across: null, fromScale: 1, fadeMs: 0 },
			theirs: { kind: "grow", timing: POP, fromScale: 0.86, fadeMs: 20 },
		},
		replace: { kind: "grow", timing: POP, fromScale: 0.86, fadeMs: 0 },
		typing: {
			enter: { kind: "grow", timing: POP, fromScale: 0.3, fadeMs: 60 },
			leave: { kind: "shrink", ms: 200, toScale: 0.3 },
		},
		receipt: {
			enter: { kind: "fade", ms: 130, fromOpacity: 0, riseShare: 0 },
			changeMs: 130,
			leave: { kind: "none" },
		},
		rewriteMs: 200,
		reaction: TAPBACK_MOTION,
		keyboard: KEYBOARD_MOTION,
		other: {
			enter: { kind: "fade", ms: 130, fromOpacity: 0, riseShare: 0 },
			leave: { kind: "none" },
		},
	},
	sounds: {
		send: "swoop",
		receive: "twoTone",
		reaction: { theirs: "bubble", yours: "softBubble" },
		isVaried: true,
	},
};
