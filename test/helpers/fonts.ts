import type { Context2d } from "../../shared/video/graphics.ts";
import { fontsOnDisk } from "../../shared/video/node/fonts/font-files.ts";
import { graphics } from "../../shared/video/node/graphics.ts";
import type { TextStyle } from "../../shared/video/scene/scene.ts";
import { fontFamilies, type ScriptStyles } from "../../shared/video/text/font-catalogue.ts";
import { createFontChooser } from "../../shared/video/text/font-choice.ts";
import * as fonts from "../../shared/video/text/register-fonts.ts";
import { createTypesetter, type Typesetter } from "../../shared/video/text/typesetter.ts";

/** Registers this machine's fonts for the texts, and for what of them is code. */
export const registerFonts = (texts: readonly string[], codeTexts: readonly string[] = []) =>
	fonts.registerFonts(texts, { graphics, fonts: fontsOnDisk }, codeTexts);

/** A typesetter with this machine's fonts for the texts. */
export const typesetterFor = (texts: readonly string[]) => createTypesetter(registerFonts(texts), graphics);

export const chooserOf = (styles: ScriptStyles) => createFontChooser(styles, fontsOnDisk);

/** All files of this machine. */
export const fontFiles = (styles: ScriptStyles) => fontFamilies(styles).flatMap(fontsOnDisk.listFiles);

type Line = {
	readonly text: string;
	readonly style: TextStyle;
	readonly direction: "ltr" | "rtl";
	readonly xPx: number;
	readonly baselinePx: number;
};

/** Draws a line of one span in black. */
export function fillBlack(typesetter: Pick<Typesetter, "fill">, context: Context2d, line: Line): void {
	const { text, style, ...place } = line;
	typesetter.fill(context, { ...place, spans: [{ text, style, paint: "#000000" }] }, () => "#000000");
}
