import { finishSteps, type Steps } from "../../core/steps.ts";
import type { Graphics } from "../graphics.ts";
import { fontFamilies } from "./font-catalogue.ts";
import {
	type Choice,
	chooseScriptStyles,
	createCodeChooser,
	createFontChooser,
	visibleGraphemes,
} from "./font-choice.ts";
import type { FontFile, FontLibrary } from "./font-library.ts";
import { splitGraphemes } from "./graphemes.ts";
import { hasPlainMark } from "./marks.ts";
import type { LetterSetting } from "./text-pieces.ts";

/** The fonts of one conversation, and how its letters are set. */
export type RegisteredFonts = LetterSetting & {
	/** The families in the order of the CSS stack; the first is always Inter's Latin part. */
	readonly families: readonly string[];
	/**
	 * The part of the stack that a text needs, as in a CSS `font`. The text looks the same in it as in the whole stack. Canvas
	 * asks each family of a stack for the letters that those before it lack, so a line in all of a conversation's fonts (85 for
	 * Chinese) takes eight times as long as in its own.
	 */
	readonly chooseStack: (text: string) => string;
	/** The same for code: its font comes first. */
	readonly chooseCodeStack: (text: string) => string;
	/** How a grapheme is drawn. */
	readonly choose: (grapheme: string) => Choice;
	/** Settles when all files are loaded. Null: they are. */
	readonly loading: Promise<unknown> | null;
};

type Ports = { readonly graphics: Pick<Graphics, "loadFont">; readonly fonts: FontLibrary };

/**
 * Loads the font files that the texts need, each once. `codeTexts` are those of the texts that are set as code. Throws what `loadFont`
 * throws.
 */
export function registerFonts(
	texts: readonly string[],
	ports: Ports,
	codeTexts: readonly string[] = [],
): RegisteredFonts {
	return finishSteps(registerFontsInSteps(texts, ports, codeTexts));
}

/** As `registerFonts`, in steps of one grapheme or one file. */
export function* registerFontsInSteps(
	texts: readonly string[],
	{ graphics, fonts }: Ports,
	codeTexts: readonly string[] = [],
): Steps<RegisteredFonts> {
	const styles = chooseScriptStyles(texts);
	const choose = createFontChooser(styles, fonts);
	const chooseCode = createCodeChooser(styles, fonts);
	const graphemes = visibleGraphemes([ALWAYS, ...texts].join("\n"));
	const needed = new Set<FontFile>();
	for (const grapheme of graphemes) {
		yield;
		for (const file of listFiles(choose(grapheme))) needed.add(file);
	}
	for (const grapheme of visibleGraphemes(codeTexts.join("\n"))) {
		yield;
		const file = chooseCode(grapheme);
		if (file !== undefined) needed.add(file);
	}
	const files = fontFamilies(styles).flatMap(({ name }) =>
		[...needed].filter(({ family }) => family === name).sort((a, b) => a.index - b.index),
	);
	const loading: Promise<void>[] = [];
	for (const file of files) {
		yield;
		const loaded = graphics.loadFont(file);
		if (loaded instanceof Promise) loading.push(loaded);
	}
	const families = files.map(({ alias }) => alias);
	const chooseStack = createStacks(families, choose);
	return {
		families,
		choose: choose,
		chooseStack,
		chooseCodeStack: (text) => {
			const aliases = new Set(splitGraphemes(text).map((grapheme) => chooseCode(grapheme)?.alias));
			const first = families.filter((alias) => aliases.has(alias)).map((alias) => `"${alias}"`);
			return [...first, chooseStack(text)].join(", ");
		},
		chooseParts: (grapheme) => choose(grapheme).parts,
		mayHaveOddLetters: lookFor(graphemes.filter((grapheme) => isOdd(choose(grapheme)))),
		loading: loading.length === 0 ? null : Promise.all(loading),
	};
}
/** A text without Latin letters still gets Inter, whose metrics set its lines. */
const ALWAYS = "A";

function listFiles({ parts }: Choice): readonly FontFile[] {
	return parts
		.flatMap(({ file, marks }) => [file, ...marks.map((mark) => mark.file)])
		.filter((file) => file !== null);
}

/** Looks for graphemes by the last code point of each: the last is the mark, if they have one, and marks are few. */
function lookFor(graphemes: readonly string[]): (text: string) => boolean {
	if (graphemes.length === 0) return () => false;
	const last = new Set(graphemes.map((grapheme) => [...grapheme].at(-1)?.codePointAt(0) ?? 0));
	const codePoints = [...last].map((codePoint) => `\\u{${codePoint.toString(16)}}`);
	const pattern = new RegExp(`[${codePoints.join("")}]`, "u");
	return (text) => pattern.test(text);
}

/** Whether a letter must be set apart from those beside it. */
function isOdd({ parts, missing }: Choice): boolean {
	if (parts.length > 1 || missing.length > 0) return true;
	return parts.some(
		({ text, file, marks }) =>
			file === null || marks.length > 0 || file.variation !== "normal" || hasPlainMark(text),
	);
}

function createStacks(
	families: readonly string[],
	choose: (grapheme: string) => Choice,
): (text: string) => string {
	const quoted = families.map((family) => `"${family}"`);
	const first = quoted.slice(0, 1);
	const places = new Map(families.map((family, place) => [family, place]));
	return (text) => {
		if (quoted.length === 1) return first.join();
		const needed = new Set([0]);
		for (const grapheme of splitGraphemes(text)) {
			for (const { file } of choose(grapheme).parts) {
				const place = file === null ? undefined : places.get(file.alias);
				if (place !== undefined) needed.add(place);
			}
		}
		return [...needed]
			.sort((a, b) => a - b)
			.map((place) => quoted[place])
			.join(", ");
	};
}
