import { describe, expect, test } from "vitest";
import { COUNTRIES, LANGUAGES } from "../../../../shared/video/locale/languages.ts";
import { contrastRatio } from "../../../../shared/video/themes/contrast-ratio.ts";
import type { Look } from "../../../../shared/video/themes/look.ts";
import { resolveTheme } from "../../../../shared/video/themes/resolve-theme.ts";
import { type ThemeName, themeNames, themes } from "../../../../shared/video/themes/themes.ts";

const PHONE = { direction: "ltr", widthPx: 780, heightPx: 1688 } as const;
const lookOf = (name: ThemeName, mode: "light" | "dark" = "light", locale = "en") =>
	resolveTheme(themes[name], { ...PHONE, mode, locale });

const iconsOf = (bar: unknown) => JSON.stringify(bar).match(/"icon":"\w+"/g);

/** Where looks may differ, in kinds, colours and icons: lengths alone would not tell them apart. */
function slotsOf({ message, meta, receipt, name, avatar, avatars, media, ...look }: Look) {
	const bubble = message.own.kind === "bubble" ? message.own : null;
	return {
		fill: bubble?.fill,
		tail: [bubble?.tail.kind, bubble?.radius.joinedPx !== undefined],
		meta: meta.at,
		receipt: receipt.at === "none" ? null : [receipt.kind, "words" in receipt && receipt.words],
		name: name.at,
		avatar: [avatar.at, avatar.at !== "none" && avatar.when, avatars.initials !== undefined],
		media: media.at,
		typing: [look.typing.at, look.typing.at === "column" && look.typing.circles.length],
		opening: look.opening.map(({ kind }) => kind),
		lines: [look.lines.date.at, look.lines.date.time?.separator, look.lines.system.at],
		page: [look.page.ground, look.page.wallpaper.kind],
		header: [look.header.kind, iconsOf(look.header)],
		footer: iconsOf(look.footer),
		sounds: look.sounds,
	};
}

const pairs = themeNames.flatMap((one, index) =>
	themeNames.slice(index + 1).map((other) => [one, other] as const),
);

test.each(pairs)("%s and %s differ in at least four slots", (one, other) => {
	const [first, second] = [slotsOf(lookOf(one)), slotsOf(lookOf(other))].map((slots) =>
		Object.entries(slots).map((slot) => JSON.stringify(slot)),
	);
	expect(first?.filter((slot) => !second?.includes(slot)).length).toBeGreaterThanOrEqual(4);
});

const locales = [...LANGUAGES.keys(), ...COUNTRIES.keys(), "th"];

test.each(themeNames)("%s has all its words in every language", (name) => {
	for (const locale of locales) {
		const { words, receipt, opening, footer } = lookOf(name, "light", locale);
		const used = [
			...(receipt.at !== "none" && receipt.kind === "words" ? Object.values(receipt.words) : []),
			...opening.flatMap((line) => (line.kind === "notice" ? [line.word] : [])),
			...(footer.kind === "composer" && "word" in footer.field.placeholder
				? [footer.field.placeholder.word]
				: []),
		];
		for (const word of used) expect(words[word], `${locale} ${word}`).toMatch(/\S/);
	}
});

/** What the apps themselves draw in less: white on their blues. */
const OWN_FIGURES: readonly (readonly [ThemeName, "light" | "dark", number])[] = [
	["imessage", "light", 1.8],
	["imessage", "dark", 2.8],
	["imessage-classic", "light", 3.9],
	["imessage-classic", "dark", 3.6],
	["messenger", "light", 3.9],
	["messenger", "dark", 3.9],
];

describe.each(themeNames)("%s is legible", (name) => {
	test.each(["light", "dark"] as const)(
		"%s: text on its bubble has a contrast of 4.5, or the app's own",
		(mode) => {
			const { own, theirs } = lookOf(name, mode).message;
			const [, , appsOwn = 4.5] = OWN_FIGURES.find((each) => each[0] === name && each[1] === mode) ?? [];
			expect(leastContrast(own)).toBeGreaterThanOrEqual(appsOwn);
			// A figure that is too low would hide what became worse.
			expect(appsOwn === 4.5 || leastContrast(own) < appsOwn + 0.1).toBe(true);
			expect(leastContrast(theirs)).toBeGreaterThanOrEqual(4.5);
		},
	);

	test.each(["light", "dark"] as const)("%s: small type on the page has a contrast of 3", (mode) => {
		const { page } = lookOf(name, mode);
		expect(contrastRatio(page.secondary, page.ground)).toBeGreaterThanOrEqual(3);
		expect(contrastRatio(page.text, page.bar)).toBeGreaterThanOrEqual(4.5);
	});
});

/** Between the letters and the ground, where they are nearest. */
function leastContrast(frame: Look["message"]["own"]): number {
	if (frame.kind !== "bubble") throw new Error("expected a bubble");
	const fills = typeof frame.fill === "string" ? [frame.fill] : frame.fill.stops.map(({ colour }) => colour);
	return Math.min(...fills.map((fill) => contrastRatio(frame.text, fill)));
}
