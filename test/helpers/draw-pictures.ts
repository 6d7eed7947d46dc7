import { parseConversation } from "../../shared/video/conversation/parse.ts";
import { readPictures } from "../../shared/video/conversation/pictures/read-pictures.ts";
import { decodePictures } from "../../shared/video/decode-pictures.ts";
import type { Graphics } from "../../shared/video/graphics.ts";
import { createPainter } from "../../shared/video/paint/painter.ts";
import type { I420Picture } from "../../shared/video/scene/picture.ts";
import type { Rect } from "../../shared/video/scene/rect.ts";
import type { Scene } from "../../shared/video/scene/scene.ts";

export type ShownPicture = {
	readonly url: string;
	/** Of the upright picture. Default: all of it. */
	readonly crop?: Rect;
	/** Of the scene, whose side is `SIDE_PX`. Default: as large as the crop. */
	readonly rect?: Rect;
};

const SIDE_PX = 64;

/** Takes pictures the whole way from a data URL to a painted scene, each on its own, in the middle of magenta. */
export async function drawPictures(
	shown: readonly ShownPicture[],
	graphics: Graphics,
): Promise<readonly I420Picture[]> {
	const images = shown.map(({ url }) => url);
	const messages = images.map((url) => ({ sender: "you", text: "Hi", images: [url] }));
	const pictures = await readPictures(parseConversation({ messages }, { maxMessages: 50 }), {});
	const scenes = shown.map((each, index) => {
		const name = `/messages/${index}/images/0`;
		const header = pictures.find(({ places }) => places.some((place) => place.name === name))?.header;
		if (header === undefined) throw new Error(`no picture ${name}`);
		const { widthPx, heightPx } = header;
		const crop = each.crop ?? { xPx: 0, yPx: 0, widthPx, heightPx };
		return sceneOf(name, crop, each.rect ?? { ...crop, xPx: 8, yPx: 8 });
	});
	const decoded = await decodePictures(pictures, scenes, { graphics });
	const options = { graphics, typesetter: { fill: () => {} }, images: decoded };
	const { draw } = createPainter({ widthPx: SIDE_PX, heightPx: SIDE_PX }, options);
	return scenes.map((scene) => {
		const { y, u, v, ...rest } = draw(scene);
		return { ...rest, y: y.slice(), u: u.slice(), v: v.slice() };
	});
}

function sceneOf(image: string, crop: Rect, rect: Rect): Scene {
	const size = { widthPx: SIDE_PX, heightPx: SIDE_PX };
	const sprite = { key: image, ...size, shapes: [{ kind: "image", image, crop, rect } as const] };
	const placements = [{ item: image, sprite, xPx: 0, yPx: 0, opacity: 64 }];
	const clip = { xPx: 0, yPx: 0, ...size };
	return { layers: [{ name: "column", clip, dyPx: 0, ground: "#ff00ff", placements }] };
}
