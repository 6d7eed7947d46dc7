import { once } from "../../../shared/core/once.ts";
import { createPageFonts } from "./fonts.ts";
import { createPageGraphics } from "./graphics.ts";
import * as texts from "./set-texts.ts";

const open = once(async (): Promise<texts.Ports> => {
	const index = await (await fetch("/fonts.json")).json();
	return { graphics: createPageGraphics(), fonts: createPageFonts(index) };
});

export const setTexts = async (...[given]: [texts.Texts]) => texts.setTexts(given, await open());

/** The size of a decoded picture, and the pixels of what it is drawn on. */
export async function drawPicture(bytes: readonly number[], most: { widthPx: number; heightPx: number }) {
	const { graphics } = await open();
	const image = await graphics.decodeImage(Uint8Array.from(bytes), most);
	const canvas = graphics.createCanvas(image.width, image.height);
	const context = canvas.getContext("2d");
	context.globalAlpha = 0.5;
	context.drawImage(image, 0, 0);
	return { size: [image.width, image.height], rgba: [...canvas.rgba()] };
}
