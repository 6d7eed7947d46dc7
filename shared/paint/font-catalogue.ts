/** One family as its package delivers it: cut into files by code points, so that a text needs few of them. */
export type FontFamily = {
	/** The last part of the package's name, with which its files begin. */
	readonly name: string;
	readonly packageName: string;
	/** What follows the subset in the file names. */
	readonly suffix: string;
	/** The subsets in use, in the order in which they are tried. Null: all that the package lists, in its order. */
	readonly subsets: readonly string[] | null;
	/** Subsets that the package's list leaves out, with the CSS unicode-range they are used for. */
	readonly extra?: Readonly<Record<string, string>>;
};

const variable = (name: string, subsets: readonly string[] | null): FontFamily => ({
	name,
	packageName: `@fontsource-variable/${name}`,
	suffix: "wght-normal.woff2",
	subsets,
});
/** WOFF rather than WOFF2: twice the size on disk, but each table can be read by itself. */
const fixed = (name: string, subsets: readonly string[] | null): FontFamily => ({
	name,
	packageName: `@fontsource/${name}`,
	suffix: "400-normal.woff",
	subsets,
});

const inter = variable("inter", [
	"latin",
	"latin-ext",
	"vietnamese",
	"cyrillic",
	"cyrillic-ext",
	"greek",
	"greek-ext",
]);

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

/** Han characters look different in each language. Null where a text is in none of them. */
export type HanStyle = "jp" | "kr" | "sc" | null;

/** The first that has a character decides its looks. Where no Han text is about, signs such as ★ need no Han font. */
const HAN_AND_SYMBOLS: Record<HanStyle & string, readonly FontFamily[]> = {
	jp: [jp, kr, sc, ...symbols],
	kr: [kr, jp, sc, ...symbols],
	sc: [sc, jp, kr, ...symbols],
};

/**
 * All families, in the order in which they are asked for a character. Emoji come before the other scripts because
 * some of these have black-and-white signs of their own (Japanese fonts have ☺, ♥ and more).
 */
export function fontFamilies(hanStyle: HanStyle): readonly FontFamily[] {
	return [
		inter,
		emoji,
		variable("noto-sans-arabic", ["arabic"]),
		variable("noto-sans-hebrew", ["hebrew"]),
		variable("noto-sans-devanagari", ["devanagari"]),
		variable("noto-sans-thai", ["thai"]),
		variable("noto-sans-georgian", ["georgian"]),
		...(hanStyle === null ? [...symbols, sc, jp, kr] : HAN_AND_SYMBOLS[hanStyle]),
	];
}
