import type { Conversation } from "../conversation/conversation.ts";
import type { Rect, Size } from "../scene/rect.ts";
import { toEven } from "../scene/rounding.ts";
import type { Colour, Ground, Shape } from "../scene/scene.ts";
import { DOODLE_RADIUS_PT, DOODLES, type Doodle, TILE } from "../themes/doodles.ts";
import type { Look } from "../themes/look.ts";
import type { Chat } from "./chat.ts";
import { rectangle } from "./shapes.ts";

/** The name of a wallpaper's picture in `Chat.pictures`. */
const WALLPAPER = "/theme/wallpaper";

type Wallpaper = Conversation["theme"]["wallpaper"];

/** What is behind the messages and scrolls with them: one's own wallpaper, else the look's. `viewport`: what is seen of the column. */
export function makeWallpaper(
	wallpaper: Wallpaper,
	{ look, pictures }: Pick<Chat, "look" | "pictures">,
	viewport: Rect,
): Ground {
	const { ground } = look.page;
	if (wallpaper === undefined) return makeOwnWallpaper(look);
	if (typeof wallpaper === "object" && "top" in wallpaper) {
		const { top, bottom } = wallpaper;
		const stops = [
			{ at: 0, colour: top },
			{ at: 1, colour: bottom },
		];
		return { kind: "gradient", stops, heightPx: viewport.heightPx };
	}
	if (typeof wallpaper === "string" && wallpaper.startsWith("#")) return wallpaper;
	return makePictureGround(WALLPAPER, pictures, viewport, ground);
}

/** A picture that covers a rectangle; the colour where there is no such picture. */
export function makePictureGround(
	name: string,
	pictures: Chat["pictures"],
	{ xPx, widthPx, heightPx }: Rect,
	colour: string,
): Ground {
	const size = pictures.get(name);
	if (size === undefined) return colour;
	const rect = { xPx: 0, yPx: 0, widthPx, heightPx };
	const shapes = [
		// Of a picture with transparent parts.
		rectangle(0, 0, widthPx, heightPx, 0, colour),
		{ kind: "image", image: name, crop: cropToFill(size, rect), rect } as const,
	];
	return { kind: "picture", picture: { key: name, widthPx, heightPx, shapes }, xPx };
}

/** The largest part from the middle of a picture that has the shape of another size. */
function cropToFill(size: Size, shape: Size): Rect {
	const scale = Math.min(size.widthPx / shape.widthPx, size.heightPx / shape.heightPx);
	const [widthPx, heightPx] = [shape.widthPx * scale, shape.heightPx * scale];
	return { xPx: (size.widthPx - widthPx) / 2, yPx: (size.heightPx - heightPx) / 2, widthPx, heightPx };
}

function makeOwnWallpaper({ page, pxPerPt }: Look): Ground {
	if (page.wallpaper.kind === "none") return page.ground;
	const { tone } = page.wallpaper;
	const widthPx = Math.max(2, toEven(TILE.widthPt * pxPerPt));
	const heightPx = Math.max(2, toEven(TILE.heightPt * pxPerPt));
	const shapes = DOODLES.flatMap((doodle) => drawDoodle(doodle, { widthPx, heightPx }, pxPerPt, tone));
	const ground = rectangle(0, 0, widthPx, heightPx, 0, page.ground);
	return { kind: "tile", tile: { key: WALLPAPER, widthPx, heightPx, shapes: [ground, ...shapes] } };
}

/** Once, and again at the other side of the tile if it stands across an edge. */
function drawDoodle(doodle: Doodle, tile: Size, pxPerPt: number, colour: Colour): readonly Shape[] {
	const { d, xPt, yPt, turnDegrees } = doodle;
	const reachPx = (DOODLE_RADIUS_PT + TILE.strokePt) * pxPerPt;
	const angle = (turnDegrees * Math.PI) / 180;
	const [right, down] = [Math.cos(angle) * pxPerPt, Math.sin(angle) * pxPerPt];
	const places = (atPt: number, lengthPt: number, lengthPx: number) => {
		const atPx = (atPt / lengthPt) * lengthPx;
		const all = [atPx - lengthPx, atPx, atPx + lengthPx];
		return all.filter((px) => px > -reachPx && px < lengthPx + reachPx);
	};
	return places(xPt, TILE.widthPt, tile.widthPx).flatMap((xPx) =>
		places(yPt, TILE.heightPt, tile.heightPx).map((yPx): Shape => {
			return { kind: "line", d, width: TILE.strokePt, matrix: [right, down, -down, right, xPx, yPx], colour };
		}),
	);
}
