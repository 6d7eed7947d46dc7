import { IMESSAGE_VOICE } from "./imessage-voice.ts";
import { IOS_STATUS_BAR } from "./ios-bars.ts";
import { IOS_17_KEYBOARD, KEYBOARD_MOTION } from "./ios-keyboards.ts";
import { TAPBACK, TAPBACK_MOTION } from "./tapback.ts";
import type { Theme } from "./theme.ts";
import type { Tone } from "./tone.ts";

/**
 * iMessage as of iOS 17: measured on screenshots of Messages at 390 points. Colours are Apple's system colours (Human Interface
 * Guidelines, "Color": systemBlue, systemGray), and the bubble greys read off the same screenshots.
 */
const TEXT: Tone = { light: "#000000", dark: "#ffffff" };
const SECONDARY: Tone = { light: "#8e8e93", dark: "#8d8d93" };
const THEIRS: Tone = { light: "#e9e9eb", dark: "#262628" };
const ACCENT: Tone = { light: "#007aff", dark: "#0a84ff" };
const WHITE = { tone: "#ffffff" };

const CAPTION = { sizePt: 11, linePt: 14, tone: SECONDARY };
const LONE_EMOJI = { sizePt: 52, linePt: 62 };
const BUBBLE = {
	kind: "bubble",
	secondary: SECONDARY,
	padding: { xPt: 12.5, topPt: 7, bottomPt: 7 },
	radius: { wholePt: 18 },
	tail: { kind: "curl", outPt: 6 },
	widest: { share: 0.72 },
	narrowestPt: 36,
	marginPt: 20,
} as const;

const ARRIVE = { kind: "fade", ms: 220, fromOpacity: 0, riseShare: 0.012 } as const;
const FADE_IN = { kind: "fade", ms: 160, fromOpacity: 0, riseShare: 0 } as const;

export const imessageClassic: Theme = {
	// An iPhone 15.
	basisPt: 390,
	leastHeightPt: 560,
	phoneHeightPt: 640,
	page: {
		ground: { light: "#ffffff", dark: "#000000" },
		text: TEXT,
		secondary: SECONDARY,
		separator: { light: "#c9c9cc", dark: "#2b2b2e" },
		bar: { light: "#f7f7f8", dark: "#131314" },
		accent: ACCENT,
		wallpaper: { kind: "none" },
	},
	font: { sizeShare: 1, trackingEm: 0 },
	smartQuotes: false,
	text: { sizePt: 17, linePt: 22, tallLinePt: 26, nastaliqLinePt: 40 },
	inline: {
		link: { weight: 400, isUnderlined: true },
		mention: { weight: 600, isUnderlined: false, hidesSign: true },
		hasMarkup: false,
	},
	loneEmoji: [LONE_EMOJI, LONE_EMOJI, LONE_EMOJI],
	message: {
		own: { ...BUBBLE, fill: { light: "#0a7cff", dark: "#0a84ff" }, text: "#ffffff" },
		theirs: { ...BUBBLE, fill: THEIRS, text: TEXT },
	},
	avatars: {
		top: { light: "#a6abba", dark: "#9499a8" },
		bottom: { light: "#858a99", dark: "#676c7a" },
		ink: "#ffffff",
		initials: { share: 20 / 46, widestShare: 38 / 46, weight: 600 },
		sign: "person",
	},
	runs: { topPt: 10, gapPt: 2, betweenPt: 9, bottomPt: 8 },
	link: {
		at: "alone",
		hidesAddress: true,
		widestShare: 0.63,
		pictureShape: 1.91,
		padding: { xPt: 13, topPt: 9, bottomPt: 10 },
		title: { sizePt: 14, linePt: 18, weight: 600, lines: 2 },
		site: { sizePt: 12, linePt: 16, weight: 400 },
		radiusPt: 18,
		own: { fill: THEIRS, title: TEXT, site: SECONDARY },
		theirs: { fill: THEIRS, title: TEXT, site: SECONDARY },
	},
	columnWidthPt: 560,
	name: { at: "head", startPt: 13, weight: 400, ...CAPTION },
	avatar: { at: "last", sizePt: 28, gapPt: 8, when: "group" },
	reply: {
		at: "above",
		side: "author",
		head: { kind: "author", startPt: 12, belowPt: 1, weight: 400, ...CAPTION },
		sizePt: 15,
		linePt: 19,
		lines: 2,
		deleted: "unavailable",
		padding: { xPt: 11, yPt: 7 },
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
		radiusPt: BUBBLE.radius.wholePt,
		missing: THEIRS,
	},
	voice: {
		...IMESSAGE_VOICE,
		heightPt: 22,
		theirs: { play: THEIRS, disc: SECONDARY, bars: SECONDARY, knob: SECONDARY, length: SECONDARY },
	},
	meta: { at: "none" },
	edited: { at: "below", word: "edited", insetPt: 4, gapPt: 3, weight: 500, ...CAPTION, tone: ACCENT },
	receipt: {
		at: "below",
		kind: "words",
		words: { delivered: "delivered", read: "read" },
		insetPt: 0,
		room: "kept",
		abovePt: 3,
		belowPt: 2,
		weight: 500,
		...CAPTION,
	},
	reaction: {
		...TAPBACK,
		inPt: 1,
		upPt: 9,
		roomPt: 30,
		theirs: THEIRS,
		own: "accent",
	},
	typing: {
		at: "column",
		widthPt: 58,
		heightPt: 36,
		radiusPt: 18,
		fill: THEIRS,
		circles: [
			{ xPt: 5.5, yPt: 5.5, radiusPt: 5.5 },
			{ xPt: -3, yPt: 2.2, radiusPt: 2.2 },
		],
		overhangPt: 6,
		marginPt: 20,
		dots: {
			pitchPt: 13,
			sizePt: 9,
			strong: { light: "#87878b", dark: "#a3a3a8" },
			faint: { light: "#c4c4c8", dark: "#55555a" },
			smallest: 1,
			risePt: 0,
			wave: { active: 0.5, lag: 1 / 6, curve: "arch" },
		},
		// Measured on a screen recording of the app.
		periodMs: 1200,
		// Few, because each is a picture of its own to code, and enough for a viewer to see a wave.
		phases: 12,
	},
	deleted: { at: "line", words: { own: "unsent", theirs: "unsentBy" }, weight: 400, ...CAPTION },
	opening: [{ kind: "text", text: "iMessage", weight: 500, ...CAPTION }, { kind: "date" }],
	lines: {
		abovePt: 14,
		belowPt: 9,
		betweenPt: 6,
		marginPt: 40,
		date: { at: "plain", time: { separator: " ", weight: 400 }, weight: 400, ...CAPTION },
		system: { at: "plain", weight: 400, ...CAPTION },
	},
	header: {
		kind: "centred",
		// As on a phone without a notch's extra room.
		statusBar: { ...IOS_STATUS_BAR, heightPt: 44, centrePt: 25 },
		bareTopPt: 6,
		navigationPt: 82,
		statusLinePt: 13,
		avatar: { sizePt: 46, abovePt: 4, faces: 3 },
		nameCentrePt: 61,
		name: { sizePt: 12, weight: 500, tone: TEXT, widestPt: 220 },
		disclosure: { icon: "disclosure", gapPt: 4, ink: "secondary" },
		statusBelowPt: 14,
		status: { sizePt: 10.5, weight: 400, tone: SECONDARY, widestPt: 260 },
		start: [{ icon: "back", edgePt: 10, ink: "accent" }],
		end: [{ icon: "video", edgePt: 16, ink: "accent" }],
	},
	footer: {
		kind: "field",
		abovePt: 8,
		belowPt: 5,
		field: {
			heightPt: 35,
			startPt: 54,
			endPt: 12,
			paddingPt: 13,
			edgePt: 0.8,
			sizePt: 16.5,
			lines: { pitchPt: 20.5, most: 5 },
			icon: { icon: "microphone", edgePt: 22, ink: "secondary" },
			typedIcon: {
				icon: "send",
				edgePt: 16,
				ink: WHITE,
				heightPt: 14,
				disc: { widthPt: 27, heightPt: 27, fill: "accent" },
			},
			gapPt: 8,
		},
		plus: { centrePt: 28, radiusPt: 16.5, sizePt: 14, strokePt: 1.9, fill: THEIRS, ink: "secondary" },
		homeIndicator: { roomPt: 22, widthPt: 134, heightPt: 5, upPt: 10 },
	},
	keyboard: IOS_17_KEYBOARD,
	motion: {
		// Read off a screen recording of the app.
		scroll: { timing: { kind: "curve", ms: 350, curve: "ease-out" }, carriesNew: true },
		arrive: { own: ARRIVE, theirs: ARRIVE },
		// From half there, so that the place never looks empty.
		replace: { kind: "fade", ms: 220, fromOpacity: 32, riseShare: 0 },
		typing: { enter: FADE_IN, leave: { kind: "shrink", ms: 200, toScale: 0.3 } },
		receipt: { enter: FADE_IN, changeMs: 0, leave: { kind: "none" } },
		rewriteMs: 200,
		reaction: TAPBACK_MOTION,
		keyboard: KEYBOARD_MOTION,
		other: { enter: FADE_IN, leave: { kind: "none" } },
	},
	sounds: {
		send: "drop",
		receive: "bells",
		reaction: { theirs: "bubble", yours: "softBubble" },
		isVaried: false,
	},
};
