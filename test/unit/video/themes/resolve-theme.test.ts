import { describe, expect, test } from "vitest";
import { contrastRatio } from "../../../../shared/video/themes/contrast-ratio.ts";
import { imessageClassic } from "../../../../shared/video/themes/imessage-classic.ts";
import type { Look } from "../../../../shared/video/themes/look.ts";
import { resolveTheme } from "../../../../shared/video/themes/resolve-theme.ts";
import type { Theme } from "../../../../shared/video/themes/theme.ts";
import { themes } from "../../../../shared/video/themes/themes.ts";
import { toyTheme } from "../../../helpers/toy-theme.ts";

const PHONE = { mode: "light", direction: "ltr", widthPx: 780, heightPx: 1688 } as const;

const ALL: readonly (readonly [string, Theme])[] = [...Object.entries(themes), ["toy", toyTheme]];

describe.each(ALL)("the theme %s", (_, theme) => {
	test.each(["light", "dark"] as const)(
		"has neither points nor pairs of colours left when resolved %s",
		(mode) => {
			const { pxPerPt, ...look } = resolveTheme(theme, { ...PHONE, mode });
			const keys = keysOf(look);
			expect(keys.filter((key) => key.endsWith("Pt") || key === "light" || key === "dark")).toEqual([]);
			expect(keys.filter((key) => key.endsWith("Px"))).toHaveLength(
				keysOf(theme).filter((key) => key.endsWith("Pt")).length,
			);
		},
	);

	test("has a word for everything it says", () => {
		const { words, opening } = resolveTheme(theme, PHONE);
		for (const word of Object.values(words)) expect(word).not.toBe("");
		for (const line of opening)
			if (line.kind === "notice") expect(words[line.word]).toEqual(expect.any(String));
	});

	test("stays as it was", () => {
		const copy = structuredClone(theme);
		resolveTheme(theme, { ...PHONE, accent: "#123456" });
		expect(theme).toEqual(copy);
	});
});

test("lengths are multiplied and not rounded, at any depth, and colours are of the mode", () => {
	const look = resolveTheme(imessageClassic, { ...PHONE, widthPx: 585 });
	expect(look.pxPerPt).toBe(1.5);
	expect(look.message.theirs).toEqual({
		kind: "bubble",
		fill: "#e9e9eb",
		text: "#000000",
		secondary: "#8e8e93",
		padding: { xPx: 18.75, topPx: 10.5, bottomPx: 10.5 },
		radius: { wholePx: 27 },
		tail: { kind: "curl", outPx: 9 },
		widest: { share: 0.72 },
		narrowestPx: 54,
		marginPx: 30,
	});
	expect(look.typing.at === "column" && look.typing.circles).toEqual([
		{ xPx: 8.25, yPx: 8.25, radiusPx: 8.25 },
		{ xPx: -4.5, yPx: 2.2 * 1.5, radiusPx: 2.2 * 1.5 },
	]);
	expect(look.motion).toEqual(imessageClassic.motion);
});

test("a gradient has one colour a stop", () => {
	const { own } = resolveTheme(toyTheme, { ...PHONE, mode: "dark" }).message;
	expect(own.kind === "bubble" && own.fill).toEqual({
		stops: [
			{ at: 0, colour: "#ff5e00" },
			{ at: 0.4, colour: "#d6006e" },
			{ at: 1, colour: "#0090ff" },
		],
		space: "screen",
	});
});

test("an accent takes the place of the theme's own, and fills one's own bubbles", () => {
	const colours = ({ page, message: { own, theirs } }: Look) =>
		[page.accent, own, theirs].map((part) => (typeof part === "string" ? part : fillOf(part)));
	const fillOf = (frame: Look["message"]["own"]) => (frame.kind === "bubble" ? frame.fill : null);
	expect(colours(resolveTheme(imessageClassic, PHONE))).toEqual(["#007aff", "#0a7cff", "#e9e9eb"]);
	const accent = "#00aa00";
	expect(colours(resolveTheme(imessageClassic, { ...PHONE, accent }))).toEqual([accent, accent, "#e9e9eb"]);
	// In place of a gradient too.
	expect(colours(resolveTheme(toyTheme, { ...PHONE, accent }))).toEqual([accent, accent, null]);
});

test.each([
	[1080, 1920, 1080 / 390, true],
	[1920, 1080, 1080 / 560, false],
	[1080, 1080, 1080 / 560, false],
	[390, 640, 1, true],
	[390, 638, 1, false],
])("%i × %i has %f px a point; a whole phone: %s", (widthPx, heightPx, pxPerPt, isPhone) => {
	const look = resolveTheme(imessageClassic, { ...PHONE, widthPx, heightPx });
	expect([look.pxPerPt, look.isPhone]).toEqual([pxPerPt, isPhone]);
});

function keysOf(value: unknown): readonly string[] {
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => [
		...(Array.isArray(value) ? [] : [key]),
		...keysOf(inner),
	]);
}

test.each([
	["#ffd60a", "#000000", "#000000b3"],
	["#34c759", "#ffffff", "#ffffffb3"],
])("on the accent %s own letters are %s", (accent, text, secondary) => {
	const look = resolveTheme(themes.imessage, { ...PHONE, accent });
	expect(look.message.own).toMatchObject({ fill: accent, text, secondary });
});

test("dark letters become white ones on a dark accent", () => {
	const look = resolveTheme(themes.whatsapp, { ...PHONE, accent: "#102030" });
	expect(look.message.own).toMatchObject({ text: "#ffffff", secondary: "#ffffffb3" });
});

describe("what stands in one's own messages can be read on an accent", () => {
	const ACCENTS = ["#ffd60a", "#027eb5", "#101010", "#f5f5f5", "#ff3b30"];

	test.each(Object.entries(themes))("in %s", (_, theme) => {
		for (const accent of ACCENTS) {
			const { inline, voice, link } = resolveTheme(theme, { ...PHONE, accent });
			const { own } = voice;
			const tones = [inline.link.tones?.own, inline.mention.tones?.own, own.bars, own.knob, own.length];
			const cards = link.at === "inside" ? [link.own.title, link.own.site] : [];
			for (const tone of [...tones, ...cards])
				if (tone !== undefined)
					expect(contrastRatio(tone, accent), `${tone} on ${accent}`).toBeGreaterThanOrEqual(2);
			const play = own.play === "accent" ? accent : own.play;
			const ground = own.disc?.length === 7 ? own.disc : accent;
			expect(contrastRatio(play, ground)).toBeGreaterThanOrEqual(2);
		}
	});

	test("and without one it is as the theme has it", () => {
		const { voice, inline } = resolveTheme(themes.whatsapp, PHONE);
		expect([voice.own.bars, inline.link.tones?.own]).toEqual(["#0a10144d", "#027eb5"]);
	});
});
