import type { Metrics, Palette, Theme } from "../theme.ts";
import { composer, PLACEHOLDER } from "./composer.ts";
import { header } from "./header.ts";
import { CLOCK } from "./status-bar.ts";

/**
 * Measured on screenshots of iOS 17 Messages at 390 points; colours are Apple's system colours (Human Interface
 * Guidelines, "Color": systemBlue, systemGray) and the bubble greys read off the same screenshots.
 */
const metrics: Metrics = {
	type: { message: 17, line: 22, tallLine: 26, nastaliqLine: 40, caption: 11 },
	loneEmoji: { count: 3, size: 52, line: 62 },
	bubble: { radius: 18, paddingX: 12.5, paddingY: 7, widthShare: 0.72, tail: 6, margin: 20 },
	typing: { width: 58, height: 36, dot: 9, pitch: 13 },
	gap: { top: 10, sameSender: 2, otherSender: 9, bottom: 8 },
	receipt: { above: 3, height: 14 },
	columnWidth: 560,
};

const light: Palette = {
	background: "#ffffff",
	text: "#000000",
	secondary: "#8e8e93",
	separator: "#c9c9cc",
	bar: "#f7f7f8",
	accent: "#007aff",
	you: { bubble: "#0a7cff", text: "#ffffff" },
	them: { bubble: "#e9e9eb", text: "#000000" },
	dots: { strong: "#87878b", faint: "#c4c4c8" },
	avatar: { top: "#a6abba", bottom: "#858a99", text: "#ffffff" },
};

const dark: Palette = {
	background: "#000000",
	text: "#ffffff",
	secondary: "#8d8d93",
	separator: "#2b2b2e",
	bar: "#131314",
	accent: "#0a84ff",
	you: { bubble: "#0a84ff", text: "#ffffff" },
	them: { bubble: "#262628", text: "#ffffff" },
	dots: { strong: "#a3a3a8", faint: "#55555a" },
	avatar: { top: "#9499a8", bottom: "#676c7a", text: "#ffffff" },
};

export const imessage: Theme = {
	metrics,
	palettes: { light, dark },
	header,
	footer: composer,
	opening: ["iMessage", "Today 9:41 AM"],
	receipts: { delivered: "Delivered", read: "Read" },
	words: [CLOCK, PLACEHOLDER, "…"],
};
