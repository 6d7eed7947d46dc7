import type { Conversation } from "../conversation/conversation.ts";
import { grow, type Rect, type Size } from "../scene/rect.ts";
import { floorTo16, toEven } from "../scene/rounding.ts";
import type { Clip } from "../scene/scene.ts";
import { findOverlay, type Overlay } from "./safe-area.ts";

/** Where in the picture the chat stands. */
export type FramedScreen = {
	/** The video's. */
	readonly picture: Size;
	readonly frame: "none" | "card" | "phone";
	/** What header, column and footer fill. */
	readonly screen: Rect;
	/** Of the screen's corners. */
	readonly radiusPx: number;
	/** A phone's body around the screen. */
	readonly body: Clip | null;
	/** What an app covers of the screen. A phone or a card stands beside it. */
	readonly overlay: Overlay;
};

/** The shape of a framed screen: its width in points, and the least and the most height. Corners and bezel in the same points. */
type Shape = {
	readonly widthPt: number;
	readonly leastPt: number;
	readonly mostPt: number;
	readonly radiusPt: number;
	readonly bezelPt: number;
};

const SHAPES = {
	/**
	 * As wide as an iPhone 15, and at most as high. Where height is short it is an older phone of 9:16, on which letters are larger:
	 * by a fifth in a video of 16:9.
	 */
	phone: { widthPt: 390, leastPt: (390 * 16) / 9, mostPt: 844, radiusPt: 44, bezelPt: 12 },
	/** Large letters, without a phone's own lines: a look with status bar needs more height. */
	card: { widthPt: 390, leastPt: 560, mostPt: 560, radiusPt: 22, bezelPt: 0 },
} as const satisfies Record<string, Shape>;

/** Of the shorter side, around a phone or a card. */
const MARGIN_SHARE = 0.035;

/** The grid may move a screen by half of it. */
const LEAST_MARGIN_PX = 8;

/** Wider pictures show a phone by themselves: a chat in its whole width would be no app. */
const WIDEST_BARE = 1.1;

type Video = Pick<Conversation["video"], "width" | "height" | "frame" | "safeArea">;

/** Decides where the chat stands. A framed screen's sides are on the grid of macroblocks, so that what scrolls in it is whole rows. */
export function frameScreen(video: Video): FramedScreen {
	const { width: widthPx, height: heightPx } = video;
	const picture = { widthPx, heightPx };
	const overlay = findOverlay(video);
	const frame = video.frame ?? (widthPx / heightPx > WIDEST_BARE ? "phone" : "none");
	if (frame === "none")
		return {
			picture,
			frame,
			screen: { xPx: 0, yPx: 0, widthPx, heightPx },
			radiusPx: 0,
			body: null,
			overlay,
		};
	const { topPx, rightPx, bottomPx } = overlay;
	const room = { xPx: 0, yPx: topPx, widthPx: widthPx - rightPx, heightPx: heightPx - topPx - bottomPx };
	const marginPx = Math.max(LEAST_MARGIN_PX, MARGIN_SHARE * Math.min(widthPx, heightPx));
	const shape = SHAPES[frame];
	const screen = placeScreen(shape, room, marginPx);
	const pxPerPt = screen.widthPx / shape.widthPt;
	const radiusPx = Math.round(shape.radiusPt * pxPerPt);
	const bezelPx = toEven(shape.bezelPt * pxPerPt);
	return {
		...{ picture, frame, screen, radiusPx, overlay: { topPx: 0, rightPx: 0, bottomPx: 0 } },
		body: bezelPx === 0 ? null : { ...grow(screen, bezelPx), radiusPx: radiusPx + bezelPx },
	};
}

/** The largest screen that stands in a room with its bezel and a margin, and in the middle as far as the grid allows. */
function placeScreen({ widthPt, leastPt, mostPt, bezelPt }: Shape, room: Rect, marginPx: number): Rect {
	const [widestPx, highestPx] = [room.widthPx - 2 * marginPx, room.heightPx - 2 * marginPx];
	const pxPerPt = Math.min(widestPx / (widthPt + 2 * bezelPt), highestPx / (leastPt + 2 * bezelPt));
	const across = placeOnGrid(room.xPx, room.widthPx, widthPt * pxPerPt);
	const mostPx = Math.min(mostPt * pxPerPt, highestPx - 2 * bezelPt * pxPerPt);
	const down = placeOnGrid(room.yPx, room.heightPx, mostPx);
	return { xPx: across.fromPx, yPx: down.fromPx, widthPx: across.lengthPx, heightPx: down.lengthPx };
}

/** Of the two longest stretches on the grid the one that is nearer to the middle. */
function placeOnGrid(fromPx: number, spacePx: number, mostPx: number) {
	const longest = placeInMiddle(fromPx, spacePx, Math.max(16, floorTo16(mostPx)));
	const shorter = placeInMiddle(fromPx, spacePx, Math.max(16, floorTo16(mostPx) - 16));
	return shorter.offPx < longest.offPx ? shorter : longest;
}

function placeInMiddle(fromPx: number, spacePx: number, lengthPx: number) {
	const exactPx = fromPx + (spacePx - lengthPx) / 2;
	const onGridPx = 16 * Math.round(exactPx / 16);
	return { fromPx: onGridPx, lengthPx, offPx: Math.abs(onGridPx - exactPx) };
}
