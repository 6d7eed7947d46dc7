import { allocatePicture, type I420Picture } from "../scene/picture.ts";
import type { Rect } from "../scene/rect.ts";
import type { Ground, Sprite } from "../scene/scene.ts";
import {
	BLACK,
	fillColour,
	fillGradient,
	fillPicture,
	type GradientRows,
	gradientRows,
	modulo,
} from "./fill.ts";
import type { PlacedSprite } from "./sprites.ts";
import { toYuv, type Yuv } from "./yuv.ts";

/** Fills an area of a picture with a ground whose layer begins at `origin`, in px of the picture. */
type DrawGround = (
	picture: I420Picture,
	area: Rect,
	ground: Ground,
	origin: { readonly xPx: number; readonly yPx: number },
) => void;

/** Keeps the colours, gradients and pictures of one video: a picture is drawn once, and takes 1.5 bytes a pixel. */
export function createGrounds(
	drawSprite: (picture: I420Picture, area: Rect, placed: PlacedSprite) => void,
): DrawGround {
	const colours = new Map<string, Yuv>();
	const gradients = new WeakMap<object, GradientRows>();
	const pictures = new Map<string, I420Picture>();
	const drawPicture = (sprite: Sprite): I420Picture => {
		const { widthPx, heightPx } = sprite;
		const drawn = allocatePicture(widthPx, heightPx);
		const whole = { xPx: 0, yPx: 0, widthPx, heightPx };
		fillColour(drawn, whole, BLACK);
		drawSprite(drawn, whole, { sprite, xPx: 0, yPx: 0, opacity: 64 });
		return drawn;
	};
	return (picture, area, ground, { xPx, yPx }) => {
		if (typeof ground === "string") {
			const colour = colours.get(ground) ?? toYuv(ground);
			colours.set(ground, colour);
			fillColour(picture, area, colour);
		} else if (ground.kind === "gradient") {
			const rows = gradients.get(ground) ?? gradientRows(ground.stops, ground.heightPx);
			gradients.set(ground, rows);
			fillGradient(picture, area, rows, yPx);
		} else if (ground.kind === "picture") {
			const { picture: sprite } = ground;
			const drawn = pictures.get(sprite.key) ?? drawPicture(sprite);
			pictures.set(sprite.key, drawn);
			fillPicture(picture, area, drawn, { xPx: ground.xPx + xPx, yPx });
		} else {
			const { tile: sprite } = ground;
			const top = area.yPx - modulo(area.yPx - yPx, sprite.heightPx);
			const left = area.xPx - modulo(area.xPx - xPx, sprite.widthPx);
			for (let y = top; y < area.yPx + area.heightPx; y += sprite.heightPx) {
				for (let x = left; x < area.xPx + area.widthPx; x += sprite.widthPx)
					drawSprite(picture, area, { sprite, xPx: x, yPx: y, opacity: 64 });
			}
		}
	};
}
