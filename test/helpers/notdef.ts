import { createCanvas } from "../../shared/video/node/fonts/canvas.ts";
import { splitGraphemes } from "../../shared/video/text/graphemes.ts";
import { registerFonts } from "./fonts.ts";

const SIDE = 64;
/** A noncharacter: no font has it, so each draws its .notdef in its place. */
const NOBODYS = "\u{10ffff}";

/** The visible graphemes of a text that come out as the box for what no font has, by drawing each of them. */
export function undrawnGraphemes(text: string, allTexts: readonly string[]): string[] {
	const cssFamilies = registerFonts(allTexts)
		.families.map((family) => `"${family}"`)
		.join();
	const box = draw(NOBODYS, cssFamilies);
	return splitGraphemes(text).filter(
		(grapheme) => grapheme.trim() !== "" && draw(grapheme, cssFamilies) === box,
	);
}

function draw(text: string, cssFamilies: string): string {
	const context = createCanvas(SIDE, SIDE).getContext("2d");
	context.font = `32px ${cssFamilies}`;
	context.fillText(text, 8, 44);
	return Buffer.from(context.getImageData(0, 0, SIDE, SIDE).data).toString("latin1");
}
