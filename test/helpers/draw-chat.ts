import { expect } from "vitest";
import { runAtOnce } from "../../shared/core/steps.ts";
import { foldChanges, openingState } from "../../shared/video/conversation/change.ts";
import type { Change } from "../../shared/video/conversation/chat-state.ts";
import type { Conversation } from "../../shared/video/conversation/conversation.ts";
import { parseConversation } from "../../shared/video/conversation/parse.ts";
import { layOutChat } from "../../shared/video/layout/lay-out-chat.ts";
import { listTexts } from "../../shared/video/layout/list-texts.ts";
import { fontsOnDisk } from "../../shared/video/node/fonts/font-files.ts";
import { graphics } from "../../shared/video/node/graphics.ts";
import { createPainter } from "../../shared/video/paint/painter.ts";
import type { I420Picture } from "../../shared/video/scene/picture.ts";
import { openFonts } from "../../shared/video/text/open-fonts.ts";
import { resolveTheme } from "../../shared/video/themes/resolve-theme.ts";
import type { Theme } from "../../shared/video/themes/theme.ts";
import { drawPhoto, type PhotoOptions } from "./photo.ts";

type ChatPicture = {
	readonly chat: object;
	readonly changes: readonly Change[];
	readonly theme: Theme;
	readonly direction: "ltr" | "rtl";
	/** By the name of the picture. Default: none. */
	readonly photos?: Readonly<Record<string, PhotoOptions>>;
};

/** The last picture of a chat after some changes, with real fonts. */
export async function drawChat({
	chat,
	changes,
	theme,
	direction,
	photos = {},
}: ChatPicture): Promise<I420Picture> {
	const conversation = parseConversation(chat, { maxMessages: 50 });
	const { width: widthPx, height: heightPx } = conversation.video;
	const { locale } = conversation;
	const look = resolveTheme(theme, { mode: conversation.theme.mode, direction, locale, widthPx, heightPx });
	const texts = [
		...[JSON.stringify(conversation), "0123456789:…"],
		...listTexts(conversation, look).map(({ text }) => text),
	];
	const { measure, typesetter, glyphWarnings } = await openFonts(
		texts.map((text) => ({ text, pointer: null, code: text.includes("`") ? [text] : [] })),
		{ graphics, fonts: fontsOnDisk, runSteps: runAtOnce },
	);
	expect(glyphWarnings).toEqual([]);
	const states = foldChanges(
		openingState({
			status: conversation.contact.status ?? null,
			clock: "9:41",
			opened: { day: "Today", time: "9:41 AM" },
		}),
		changes.map((each) => (each.kind === "shown" ? { ...each, ...timeOf(conversation, each.entry) } : each)),
	);
	const pictures = new Map(Object.entries(photos));
	const layout = layOutChat({ conversation, look, states, measure, pictures });
	const scene = layout.rests.at(-1);
	if (scene === undefined) throw new Error("expected a rest");
	const images = new Map(
		Object.entries(photos).map(([name, photo]) => {
			const { widthPx, heightPx } = photo;
			return [name, { bitmap: drawPhoto(photo), widthPx, heightPx }];
		}),
	);
	return createPainter(layout, { graphics, typesetter, images }).draw(scene);
}

/** The times that the messages are given, as they are. */
function timeOf({ messages }: Conversation, entry: number): { readonly time?: string } {
	const message = messages[entry];
	return message !== undefined && "time" in message && message.time !== undefined
		? { time: message.time }
		: {};
}
