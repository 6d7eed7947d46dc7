import type { KeyTones, PhoneKeyboard } from "./keyboard.ts";
import type { Motion } from "./motion.ts";

/**
 * The spring that iOS moves its keyboard with (up to iOS 16; of later ones nothing else is known): a mass of 3 and a stiffness of 1000,
 * critically damped. Its ω is √(1000 ÷ 3) = 18.26 a second, and its period 344 ms.
 */
export const KEYBOARD_MOTION: Motion["keyboard"] = {
	slide: { kind: "spring", responseMs: 1000 * 2 * Math.PI * Math.sqrt(3 / 1000), damping: 1 },
	grow: { kind: "curve", ms: 200, curve: "ease-out" },
};

const IOS_26_KEY: KeyTones = {
	fill: { light: "#ffffff", dark: "#3d3d3d" },
	pressed: { light: "#e7e8ec", dark: "#262626" },
};

/**
 * Of iOS 26, without suggestions: lengths and dark colours measured on a screenshot of 402 × 874 points, light colours as keyboards
 * made after it have them. Glass is drawn as the opaque tone that it has over a white or a black page.
 */
export const IOS_26_KEYBOARD: PhoneKeyboard = {
	at: "below",
	heightPt: 317.5,
	fill: { light: "#dddfe4", dark: "#171717" },
	radiusPt: 26,
	hairline: { widthPt: 1, tone: { light: "#e9eaee", dark: "#3a3a3c" } },
	keys: {
		topPt: 24,
		heightPt: 45,
		rowGapPt: 11,
		gapPt: 6,
		sidePt: 8.6,
		radiusPt: 8,
		shiftPt: 44.7,
		shiftGapPt: 13.8,
		pagePt: 42.7,
		returnPt: 93,
	},
	letter: IOS_26_KEY,
	special: IOS_26_KEY,
	space: IOS_26_KEY,
	ink: { light: "#000000", dark: "#ffffff" },
	type: { letterPt: 25, capitalPt: 22.5, pagePt: 18, words: "none" },
	// Pop-ups are a setting that is off.
	pressed: { kind: "tone" },
	foot: { globePt: 42, microphonePt: 43, upPt: 40 },
	emoji: {
		search: { topPt: 12, heightPt: 36, fill: { light: "#cfd1d7", dark: "#2c2c2e" } },
		topPt: 54,
		rows: 5,
		columns: 8,
		pitchPt: 41,
		sizePt: 31,
		sidePt: 14,
		categoriesPt: 278,
		faint: { light: "#8a8b91", dark: "#8e8e93" },
		chosen: { light: "#c6c8ce", dark: "#3d3d3d" },
	},
};

const IOS_17_KEY: KeyTones = {
	fill: { light: "#ffffff", dark: "#6b6b6b" },
	pressed: { light: "#abb1ba", dark: "#474747" },
};

/** Of iOS 17 and 18 on a screen of 390 points, without suggestions: as keyboards that copy it have it. */
const IOS_17: PhoneKeyboard = {
	at: "below",
	heightPt: 291,
	fill: { light: "#d1d4db", dark: "#2c2c2c" },
	radiusPt: 0,
	keys: {
		topPt: 8,
		heightPt: 43,
		rowGapPt: 11,
		gapPt: 6,
		sidePt: 3,
		radiusPt: 5,
		shiftPt: 44.7,
		shiftGapPt: 13.8,
		pagePt: 42,
		returnPt: 91.5,
	},
	letter: IOS_17_KEY,
	// The two tones change places.
	special: { fill: IOS_17_KEY.pressed, pressed: IOS_17_KEY.fill },
	space: IOS_17_KEY,
	shiftOn: { fill: { light: "#ffffff", dark: "#d4d4d4" }, ink: "#000000" },
	shadow: { tone: { light: "#888a8d", dark: "#1e1e1e" }, downPt: 1 },
	ink: { light: "#000000", dark: "#ffffff" },
	type: { letterPt: 25.5, capitalPt: 22.5, pagePt: 16, words: { sizePt: 16 } },
	pressed: {
		kind: "popup",
		fill: { light: "#ffffff", dark: "#6b6b6b" },
		edge: { widthPt: 0.5, tone: { light: "#b4b7be", dark: "#565656" } },
		widerPt: 26,
		headPt: 55,
		neckPt: 15,
		radiusPt: 10,
		letterPt: 34,
	},
	foot: { globePt: 40, microphonePt: 40, upPt: 42 },
	emoji: {
		search: { topPt: 8, heightPt: 36, fill: { light: "#c1c4cc", dark: "#414144" } },
		topPt: 54,
		rows: 5,
		columns: 8,
		pitchPt: 43,
		sizePt: 32,
		sidePt: 12,
		categoriesPt: 290,
		faint: { light: "#85888f", dark: "#8e8e93" },
		chosen: { light: "#b9bdc6", dark: "#4a4a4c" },
	},
};

const BAR_PT = 45;

/** With the bar of suggestions: without it the heads of the first row would hide what is being typed. */
export const IOS_17_KEYBOARD: PhoneKeyboard = {
	...IOS_17,
	heightPt: IOS_17.heightPt + BAR_PT,
	bar: { heightPt: BAR_PT, separator: { light: "#b8bcc4", dark: "#444446" } },
	keys: { ...IOS_17.keys, topPt: IOS_17.keys.topPt + BAR_PT },
};

const PLAIN_KEY: KeyTones = {
	fill: { light: "#ffffff", dark: "#3a3a40" },
	pressed: { light: "#cbcbd4", dark: "#5a5a63" },
};

/** A phone's keyboard that is no maker's. */
export const PLAIN_KEYBOARD: PhoneKeyboard = {
	...IOS_17,
	fill: { light: "#e6e6eb", dark: "#222226" },
	keys: { ...IOS_17.keys, radiusPt: 7, sidePt: 4 },
	letter: PLAIN_KEY,
	special: {
		fill: { light: "#cfcfd8", dark: "#2e2e33" },
		pressed: { light: "#ffffff", dark: "#5a5a63" },
	},
	space: PLAIN_KEY,
	shiftOn: { fill: { light: "#ffffff", dark: "#5a5a63" }, ink: { light: "#000000", dark: "#ffffff" } },
	shadow: { tone: { light: "#c3c3cc", dark: "#19191c" }, downPt: 1 },
	pressed: { kind: "tone" },
	emoji: {
		...IOS_17.emoji,
		search: { topPt: 6, heightPt: 32, fill: { light: "#dadae1", dark: "#2e2e33" } },
		...{ topPt: 42, pitchPt: 39, sizePt: 29, categoriesPt: 252 },
		...{ faint: { light: "#8a8a94", dark: "#8a8a94" }, chosen: { light: "#cbcbd4", dark: "#44444b" } },
	},
};
