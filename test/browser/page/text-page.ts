import * as pictures from "../../helpers/draw-pictures.ts";
import { openPagePorts } from "./ports.ts";
import * as texts from "./set-texts.ts";

export const setTexts = async (...[given]: [texts.Texts]) => texts.setTexts(given, await openPagePorts());

export const drawPictures = async (shown: readonly pictures.ShownPicture[]) => {
	const { graphics } = await openPagePorts();
	const drawn = await pictures.drawPictures(shown, graphics);
	return drawn.map(({ y, u, v }) => [...y, ...u, ...v]);
};

/** The size of a decoded picture, and the pixels of what it is drawn on. */
export async function drawPicture(bytes: readonly number[], most: { widthPx: number; heightPx: number }) {
	const { graphics } = await openPagePorts();
	const image = await graphics.decodeImage(Uint8Array.from(bytes), most);
	const canvas = graphics.createCanvas(image.width, image.height);
	const context = canvas.getContext("2d");
	context.globalAlpha = 0.5;
	context.drawImage(image, 0, 0);
	return { size: [image.width, image.height], rgba: [...canvas.rgba()] };
}
