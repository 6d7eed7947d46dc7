import { readFileSync } from "node:fs";
import { ChatreelError } from "../../../core/errors.ts";
import { finishSteps, type Steps } from "../../../core/steps.ts";
import { fontFamilies } from "../../text/font-catalogue.ts";
import { splitGraphemes } from "../../text/graphemes.ts";
import { hasPlainMark } from "../../text/marks.ts";
import { clearAllCache, GlobalFonts } from "./canvas.ts";
import { type Choice, chooseScriptStyles, createFontChooser, visibleGraphemes } from "./font-choice.ts";
import type { FontFile } from "./font-files.ts";
import type { LetterSetting } from "./text-pieces.ts";
import { convertToOpenType } from "./woff.ts";

/** The fonts of one conversation, registered with canvas. */
export type RegisteredFonts = LetterSetting & {
	/** The registered families in the order of the CSS stack; the first is always Inter's Latin part. */
	readonly families: readonly string[];
	/**
	 * The part of the stack that a text needs, as in a CSS `font`. The text looks the same in it as in the whole stack. Canvas
	 * asks each family of a stack for the letters that those before it lack, so a line in all of a conversation's fonts (85 for
	 * Chinese) takes eight times as long as in its own.
	 */
	readonly chooseStack: (text: string) => string;
	/** How a grapheme is drawn. */
	readonly choose: (grapheme: string) => Choice;
};

/** Registers the font files that the texts need, each once. Throws DEPENDENCY_ERROR if a file is missing or unreadable. */
export function registerFonts(texts: readonly string[]): RegisteredFonts {
	return finishSteps(registerFontsInSteps(texts));
}

/** As `registerFonts`, in steps of one grapheme or one file. */
export function* registerFontsInSteps(texts: readonly string[]): Steps<RegisteredFonts> {
	const styles = chooseScriptStyles(texts);
	const choose = createFontChooser(styles);
	const graphemes = visibleGraphemes([ALWAYS, ...texts].join("\n"));
	const needed = new Set<FontFile>();
	for (const grapheme of graphemes) {
		yield;
		for (const file of listFiles(choose(grapheme))) needed.add(file);
	}
	const files = fontFamilies(styles).flatMap(({ name }) =>
		[...needed].filter(({ family }) => family === name).sort((a, b) => a.index - b.index),
	);
	const fresh = files.filter(({ alias }) => !registered.has(alias));
	// Canvas opens all its fonts anew when one is registered, and its caches keep the old ones, unpacked: 110 MB when all files
	// come one after the other.
	if (fresh.length > 0 && registered.size > 0) clearAllCache();
	for (const file of fresh) {
		yield;
		register(file);
	}
	const families = files.map(({ alias }) => alias);
	return {
		families,
		choose: choose,
		chooseStack: createStacks(families, choose),
		chooseParts: (grapheme) => choose(grapheme).parts,
		mayHaveOddLetters: lookFor(graphemes.filter((grapheme) => isOdd(choose(grapheme)))),
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

/** Canvas can answer this only by listing all its fonts. */
const registered = new Set<string>();

function register({ alias, path }: FontFile): void {
	if (registered.has(alias)) return;
	const key = path.endsWith(".woff")
		? GlobalFonts.register(convertToOpenType(readFileSync(path)), alias)
		: GlobalFonts.registerFromPath(path, alias);
	if (key === null) throw new ChatreelError("DEPENDENCY_ERROR", `The font "${alias}" could not be loaded.`);
	registered.add(alias);
}
