import * as z from "zod";
import { themeNames } from "../themes/themes.ts";
import { choice, clock, colour, day, field, line, whole, yesOrNo } from "./fields.ts";
import { LIMITS } from "./limits.ts";
import { wallpaper } from "./sources.ts";

export const themeSchema = z.strictObject({
	name: field(
		choice(themeNames).default("imessage"),
		"a theme's name",
		"The app to look like.",
		"imessage-classic",
	),
	mode: field(choice(["light", "dark"]).default("light"), "a mode", "Light or dark mode.", "dark"),
	accent: field(
		colour.optional(),
		"a colour",
		"The colour of your bubbles and of buttons. Default: the theme's own.",
		"#7c4dff",
	),
	wallpaper: field(
		wallpaper.optional(),
		"a wallpaper",
		"What is behind the messages: a colour, a gradient or a picture. Default: the theme's own.",
		"#f4efe6",
		{ top: "#f4efe6", bottom: "#d9e4f2" },
	),
	emoji: field(
		choice(["noto", "own"]).optional(),
		"a set of emoji",
		"Noto's emoji, or those of the font that the operator brings; without one `own` is refused. Default: noto.",
		"own",
	),
	smartQuotes: field(
		yesOrNo.optional(),
		"whether quotes are curled",
		"Whether straight quotes become curly ones, as a phone types them. Default: as the theme has it.",
		true,
	),
});

export const deviceSchema = z.strictObject({
	time: field(
		clock.optional(),
		"a time of day",
		"The phone's clock at the start. It runs with the video. Default: the `time` of the first messages, or 9:41.",
		"21:41",
	),
	date: field(
		day.optional(),
		"a date",
		"The day of the chat, written over it. Default: Today, as a word.",
		"2026-11-29",
	),
	battery: field(
		whole(LIMITS.battery).optional(),
		"a charge in percent",
		"The battery's charge in percent; 20 and less is red. Default: full, without a number.",
		37,
	),
	network: field(
		choice(["wifi", "5g", "4g", "none"]).optional(),
		"a network",
		"The network's sign in the status bar. Default: wifi. With none the bars are faint.",
		"5g",
	),
	carrier: field(
		line.optional(),
		"a carrier",
		"The carrier's name in the status bar. Default: none.",
		"Orbit",
	),
	hour12: field(
		yesOrNo.optional(),
		"whether hours go to 12",
		"Whether the clock has 12 hours. Default: as the locale has it.",
		true,
	),
});
