/** One family as its package delivers it: split into files by code points, so that a text needs few of them. */
export type FontFamily = {
	/** The beginning of its files' names, or a name of ours. */
	readonly name: string;
	readonly packageName: string;
	/** The subsets in use, in the order in which they are tried. Null: all subsets of the package, in its order. */
	readonly subsets: readonly string[] | null;
	/** Subsets missing from the package's list, each with its CSS unicode-range. */
	readonly extra?: Readonly<Record<string, string>>;
	/** The path of a subset's file within the package. */
	readonly fileOf: (subset: string) => string;
	/** The licence file. Default: `LICENSE`. */
	readonly licence?: string;
	/** The `fontVariationSettings` to draw it with. */
	readonly variation?: string;
	/** Its Unicode script, if it has only one: it is skipped for a text without that script. */
	readonly script?: string;
};

const variable = (name: string, subsets: readonly string[] | null): FontFamily => ({
	name,
	packageName: `@fontsource-variable/${name}`,
	subsets,
	fileOf: (subset) => `files/${name}-${subset}-wght-normal.woff2`,
});
/** WOFF rather than WOFF2: twice the size on disk, but each table can be read by itself. */
const fixed = (name: string, subsets: readonly string[] | null): FontFamily => ({
	name,
	packageName: `@fontsource/${name}`,
	subsets,
	fileOf: (subset) => `files/${name}-${subset}-400-normal.woff`,
});
/** A family for one script, whose subset is called as its package. */
const ofScript = (
	script: string,
	name: string,
	subset = name.replace(/^noto-(?:sans|serif)-/, ""),
): FontFamily => ({
	...variable(name, [subset]),
	script,
});

/**
 * Letters and marks of Latin, Greek and Cyrillic. What the subsets leave out, most marks and letters such as \u0280, is in Inter's
 * one file that has everything.
 */
const inter = variable("inter", [
	"latin",
	"latin-ext",
	"vietnamese",
	"cyrillic",
	"cyrillic-ext",
	"greek",
	"greek-ext",
]);
const wholeInter: FontFamily = {
	name: "inter-ui",
	packageName: "inter-ui",
	subsets: [],
	// Not its signs: those of the fonts of symbols stand together.
	extra: { whole: "U+0020-20CF,U+2150-218F" },
	fileOf: () => "variable/InterVariable.woff2",
	licence: "LICENSE.txt",
	// The subsets have one optical size, and this file would be drawn in that of large type.
	variation: '"opsz" 14',
};
/** For what Inter has not at all, as \ua730 and \u1d17. */
const moreLatin = variable("noto-sans", ["latin-ext", "cyrillic-ext"]);

/**
 * Colour emoji. A file holds a group of sequences with all the code points these are made of, so several hold ❤; in this
 * order the first that has every code point of an emoji also has its picture (a test holds it for all emoji that
 * Unicode recommends). 👪 is in none of them, only in the one file that has everything and takes 200 ms to load.
 */
const emoji: FontFamily = {
	...fixed("noto-color-emoji", null),
	extra: { emoji: "U+1F46A" },
};

const jp = variable("noto-sans-jp", null);
const kr = variable("noto-sans-kr", null);
const sc = variable("noto-sans-sc", null);

const symbols: readonly FontFamily[] = [
	fixed("noto-sans-symbols", ["symbols"]),
	fixed("noto-sans-symbols-2", ["symbols", "braille", "math"]),
	// Its only subset is listed as Latin, but the file holds the mathematical blocks; the ranges are read off its cmap.
	{
		...fixed("noto-sans-math", []),
		extra: { latin: "U+0302-1DFF,U+2010-23FF,U+2500-2BFF,U+3030,U+1D400-1D7FF,U+1EE00-1EEFF" },
	},
];

const arabic = ofScript("Arabic", "noto-sans-arabic");
/** The hanging style in which Urdu is written. */
const nastaliq = ofScript("Arabic", "noto-nastaliq-urdu", "arabic");

const scripts: readonly FontFamily[] = [
	ofScript("Hebrew", "noto-sans-hebrew"),
	ofScript("Devanagari", "noto-sans-devanagari"),
	ofScript("Thai", "noto-sans-thai"),
	ofScript("Georgian", "noto-sans-georgian"),
	ofScript("Armenian", "noto-sans-armenian"),
	ofScript("Bengali", "noto-sans-bengali"),
	ofScript("Tamil", "noto-sans-tamil"),
	ofScript("Telugu", "noto-sans-telugu"),
	ofScript("Kannada", "noto-sans-kannada"),
	ofScript("Malayalam", "noto-sans-malayalam"),
	ofScript("Gujarati", "noto-sans-gujarati"),
	ofScript("Gurmukhi", "noto-sans-gurmukhi"),
	ofScript("Oriya", "noto-sans-oriya"),
	ofScript("Sinhala", "noto-sans-sinhala"),
	ofScript("Khmer", "noto-sans-khmer"),
	ofScript("Myanmar", "noto-sans-myanmar"),
	ofScript("Lao", "noto-sans-lao"),
	ofScript("Ethiopic", "noto-sans-ethiopic"),
	// There is no sans of it on npm.
	ofScript("Tibetan", "noto-serif-tibetan"),
	ofScript("Canadian_Aboriginal", "noto-sans-canadian-aboriginal"),
];

/** The letters of code, all of one width. Last in the stack: elsewhere it draws only what no other family has. */
const code = variable("noto-sans-mono", inter.subsets);

/** The family of code. */
export const CODE = code.name;

/** Whether a text has a letter of a script with a family of its own. Most texts have none, which saves trying twenty families. */
export function hasScriptOfOneFamily(text: string): boolean {
	return OF_ONE_FAMILY.test(text);
}

const OF_ONE_FAMILY = new RegExp(
	`[${[arabic, ...scripts].map(({ script }) => `\\p{Script_Extensions=${script}}`).join("")}]`,
	"u",
);

/** How to draw Han characters, which differ by language. Null: no text is in one of these languages. */
export type HanStyle = "jp" | "kr" | "sc" | null;

/** How scripts that several languages share are drawn in one conversation. */
export type ScriptStyles = { readonly han: HanStyle; readonly isUrdu: boolean };

/** The first family that has a character draws it. Without Han text, signs such as ★ need no Han font. */
const HAN_AND_SYMBOLS: Record<HanStyle & string, readonly FontFamily[]> = {
	jp: [jp, kr, sc, ...symbols],
	kr: [kr, jp, sc, ...symbols],
	sc: [sc, jp, kr, ...symbols],
};

/** The only family of emoji; all others are of text. */
export const EMOJI = emoji.name;

/**
 * All families, in the order in which they are named to canvas. Emoji come before signs and Han letters because these have
 * black-and-white signs of their own (Japanese fonts have ☺, ♥ and more).
 */
export function fontFamilies({ han, isUrdu }: ScriptStyles): readonly FontFamily[] {
	return [
		inter,
		wholeInter,
		...(isUrdu ? [nastaliq, arabic] : [arabic, nastaliq]),
		...scripts,
		moreLatin,
		emoji,
		...(han === null ? [...symbols, sc, jp, kr] : HAN_AND_SYMBOLS[han]),
		code,
	];
}
