import type { Conversation } from "../conversation/conversation.ts";
import type { Warning } from "../conversation/warning.ts";

/** How far an app's own words and buttons reach over a video from three of its edges, in px. */
export type Overlay = { readonly topPx: number; readonly rightPx: number; readonly bottomPx: number };

const NOTHING: Overlay = { topPx: 0, rightPx: 0, bottomPx: 0 };

/** In a video of this size. */
const SIZE = { widthPx: 1080, heightPx: 1920 };

/**
 * What covers a video in the apps, rounded outwards. They publish margins for advertisements only, and move their buttons a little
 * with each version.
 */
const OVERLAYS = {
	// Read off the app: tabs above, the rail of buttons from x 960, name and caption from y 1440 to 1540 on.
	tiktok: { topPx: 130, rightPx: 120, bottomPx: 480 },
	// Meta's guide to Reels ads keeps 14 % free above and 35 % below. Its 6 % at the sides are less than the organic rail.
	reels: { topPx: 270, rightPx: 120, bottomPx: 672 },
	// Guides for makers name the lowest quarter (title and channel); search above and the rail are like TikTok's.
	shorts: { topPx: 130, rightPx: 120, bottomPx: 480 },
} as const satisfies Record<string, Overlay>;

type Video = Pick<Conversation["video"], "width" | "height" | "frame" | "safeArea">;

/**
 * A chat that fills a picture of 9:16 is made for such an app. Elsewhere the free rows look like a chat that has not come so far;
 * without them the newest message, which everything is about, is under the caption. Whoever asks for a phone or a card places it.
 */
const DEFAULT = "tiktok";

/**
 * The app's overlay, in px of this video. Apps show other shapes than 9:16 with bars or cut, so for those nothing is known.
 */
export function findOverlay({ width, height, frame = "none", safeArea }: Video): Overlay {
	const app = safeArea ?? (frame === "none" ? DEFAULT : "none");
	if (app === "none" || !isNineToSixteen({ width, height })) return NOTHING;
	const scale = width / SIZE.widthPx;
	const { topPx, rightPx, bottomPx } = OVERLAYS[app];
	return { topPx: topPx * scale, rightPx: rightPx * scale, bottomPx: bottomPx * (height / SIZE.heightPx) };
}

const TOLERANCE = 0.02;

function isNineToSixteen({ width, height }: Video): boolean {
	return Math.abs((width / height) * (16 / 9) - 1) <= TOLERANCE;
}

export function warnOfSafeArea(video: Video): readonly Warning[] {
	const { width, height, safeArea = "none" } = video;
	if (safeArea === "none" || isNineToSixteen(video)) return [];
	const message = `video.safeArea "${safeArea}" is known for 9:16, and the video is ${width} × ${height}: nothing is kept free.`;
	return [{ code: "SAFE_AREA_UNKNOWN", message, pointer: "/video/safeArea" }];
}
