import type { Conversation } from "../conversation/conversation.ts";
import type { Warning } from "../conversation/warning.ts";
import type { Colour, Ground } from "../scene/scene.ts";
import type { Chat } from "./chat.ts";
import type { FramedScreen } from "./screen-rect.ts";
import { makePictureGround } from "./wallpaper.ts";

/** The name of a background's picture in `Chat.pictures`. */
const BACKGROUND = "/video/background";

/** Calm, and apart from both the screen and the phone's body. */
const PLAIN: Readonly<Record<"light" | "dark", Colour>> = { light: "#dfe3ea", dark: "#2c2e35" };

/** What is around a phone or a card. */
export function makeBackground({ video, theme }: Conversation, pictures: Chat["pictures"]): Ground {
	const { background, width: widthPx, height: heightPx } = video;
	const plain = PLAIN[theme.mode];
	if (background === undefined || background === "transparent") return plain;
	if (typeof background === "string" && background.startsWith("#")) return background;
	return makePictureGround(BACKGROUND, pictures, { xPx: 0, yPx: 0, widthPx, heightPx }, plain);
}

/** Says where a background is not what was asked for. */
export function warnOfBackground(
	{ video, theme }: Conversation,
	{ frame }: FramedScreen,
): readonly Warning[] {
	const pointer = BACKGROUND;
	if (video.background === undefined) return [];
	if (frame === "none") {
		const message =
			'video.background is not seen: the chat fills the picture. Set video.frame to "card" or "phone".';
		return [{ code: "BACKGROUND_NOT_SEEN", message, pointer }];
	}
	if (video.background !== "transparent" || isTransparent(video.format)) return [];
	const message = `video.background is "transparent", and an MP4 is opaque: the background is ${PLAIN[theme.mode]}. Choose a colour such as #00ff00 to cut it out.`;
	return [{ code: "NO_TRANSPARENCY", message, pointer }];
}

function isTransparent(format: Conversation["video"]["format"]): boolean {
	return format === "webm-alpha" || format === "png-sequence";
}
