import { once } from "../../core/once.ts";
import { type FontFamily, fontFamilies, type ScriptStyles } from "./font-catalogue.ts";

/** The fonts that a machine has: Node reads their packages, a page an index of them. */
export type FontLibrary = {
	/** The files of a family in the order in which they are tried. The same objects at each call. */
	readonly listFiles: (family: FontFamily) => readonly FontFile[];
	/** The operator's emoji, if there are any. */
	readonly ownEmoji?: FontFile | undefined;
};

/** One file of a family. Its own tables are read on demand. */
export type FontFile = {
	/** The name it is registered under: one of its own, so that files of one family do not hide each other. */
	readonly alias: string;
	/** The name of its family, and its index among the family's files. */
	readonly family: string;
	readonly index: number;
	/** Where `Graphics.loadFont` finds it: a path on disk, or an address. */
	readonly location: string;
	/** The `fontVariationSettings` to draw it with; "normal" for almost all. */
	readonly variation: string;
	/** Whether the package lists a code point for this file. Saves reading files that cannot have it. */
	readonly isFor: (codePoint: number) => boolean;
	readonly cmap: () => CodePoints;
	/** Whether it has one picture for an emoji whose code points it has. Default: it has. */
	readonly joins?: (emoji: string) => boolean;
};

/** The code points that a file has a glyph for. */
type CodePoints = { has(codePoint: number): boolean };

/** A family with its files, which are listed on demand. */
export type FileFamily = {
	readonly name: string;
	/** False for a family of one script alone. */
	readonly isForAll: boolean;
	/** Whether it may have a text's letters, judged by their scripts. */
	readonly mayHave: (text: string) => boolean;
	readonly files: () => readonly FontFile[];
};

/** The families in the order of the stack. */
export function fileFamilies(styles: ScriptStyles, fonts: FontLibrary): readonly FileFamily[] {
	return fontFamilies(styles).map((family) => ({
		name: family.name,
		isForAll: family.script === undefined,
		mayHave: mayHave(family),
		files: () => fonts.listFiles(family),
	}));
}

function mayHave({ script }: FontFamily): (text: string) => boolean {
	if (script === undefined) return () => true;
	const letters = once(() => new RegExp(`\\p{Script_Extensions=${script}}`, "u"));
	return (text) => letters().test(text);
}
