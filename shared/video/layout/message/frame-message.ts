import type { Steps } from "../../../core/steps.ts";
import type { BubbleFrame, Frame } from "../../themes/frame.ts";
import type { Resolved } from "../../themes/look.ts";
import type { Chat } from "../chat.ts";
import { type BlockInput, hasVoice, placeInRun, quoteKey } from "./block.ts";
import { drawBubble } from "./bubble.ts";
import { type FramedText, type FrameHead, stackHeads } from "./framed-text.ts";
import { cardHead, cardRoomPx } from "./link-card.ts";
import { framedMediaPx, type MessageMedia, mediaHead } from "./media.ts";
import { layOutText, type MessageText, shownText } from "./message-text.ts";
import { nameHead } from "./name.ts";
import { replyHead } from "./reply-inside.ts";
import { drawRow } from "./row.ts";
import { roomPx } from "./side.ts";
import { voiceHead } from "./voice.ts";

/** Frames the text of a message, and the pictures that stand in its bubble. `chat` has the column in which the message stands. */
export type FrameMessage = (input: BlockInput, media: MessageMedia | null, chat: Chat) => Steps<FramedText>;

/** A text is wrapped once for each thing that its message shows, and drawn once for each place in its run. */
export function createFrames(): FrameMessage {
	const texts = new Map<string, MessageText>();
	const frames = new Map<string, FramedText>();

	return function* frameMessage(input, media, chat) {
		const { content, shows, receipt } = input;
		const hasTicks = chat.look.receipt.at === "inside";
		const key = `${content.entry} ${shows} ${hasTicks && receipt} ${placeInRun(input)}${quoteKey(input)}`;
		const known = frames.get(key);
		if (known !== undefined) return known;
		const frame = chat.look.message[content.isOwn ? "own" : "theirs"];
		const textKey = `${content.entry} ${shows}`;
		const text = texts.get(textKey) ?? (yield* wrapText(frame, input, media, chat));
		texts.set(textKey, text);
		const voice = voiceHead(input, { frame, text, maxWidthPx: roomPx(frame, chat) }, chat);
		const made =
			frame.kind === "bubble"
				? drawBubble(
						frame,
						text,
						input,
						chat,
						stackHeads([...(yield* headsOf(frame, text, input, media, chat)), voice]),
					)
				: drawRow(frame, text, input, chat, stackHeads([voice]));
		frames.set(key, made);
		return made;
	};
}

function* wrapText(
	frame: Resolved<Frame>,
	input: BlockInput,
	media: MessageMedia | null,
	chat: Chat,
): Steps<MessageText> {
	const paint = frame.text;
	if (media !== null && frame.kind === "bubble") {
		// A caption is no wider than its pictures, and never without the frame.
		const maxWidthPx = bubbleRoomPx(frame, input, media, chat);
		const isOverPictures = isTimeOnly(input, chat) && chat.look.media.at === "inside";
		const secondary = isOverPictures ? chat.look.media.time.tone : frame.secondary;
		return yield* layOutText(input, chat, { maxWidthPx, paint, secondary }, null);
	}
	const maxWidthPx = frame.kind === "bubble" ? bubbleRoomPx(frame, input, null, chat) : roomPx(frame, chat);
	const lonePx = frame.kind === "bubble" ? maxWidthPx + 2 * frame.padding.xPx : maxWidthPx;
	const room = { maxWidthPx, paint, secondary: frame.secondary };
	// Under a quote lone emoji are in its bubble.
	if (input.quoted !== null && chat.look.reply.at === "inside")
		return yield* layOutText(input, chat, room, null);
	const page = { paint: chat.look.page.text, secondary: chat.look.page.secondary };
	return yield* layOutText(input, chat, room, { maxWidthPx: lonePx, ...page });
}

/** Whether nothing stands under the pictures. */
function isTimeOnly(input: BlockInput, chat: Chat): boolean {
	return shownText(input, chat) === "" && !hasVoice(input) && cardRoomPx(input, chat) === null;
}

/** A text is no wider than the pictures or the card in its bubble. */
function bubbleRoomPx(
	bubble: Resolved<BubbleFrame>,
	input: BlockInput,
	media: MessageMedia | null,
	chat: Chat,
): number {
	const cardPx = cardRoomPx(input, chat);
	const paddingPx = 2 * bubble.padding.xPx;
	if (media !== null) return framedMediaPx(media, chat) - paddingPx;
	const widestPx = roomPx(bubble, chat);
	return cardPx === null ? widestPx : Math.min(widestPx, cardPx - paddingPx);
}

/** From the top: the name, a quote, pictures, the card of a link. */
function* headsOf(
	bubble: Resolved<BubbleFrame>,
	text: MessageText,
	input: BlockInput,
	media: MessageMedia | null,
	chat: Chat,
): Steps<readonly (FrameHead | null)[]> {
	const maxWidthPx = bubbleRoomPx(bubble, input, media, chat);
	const name = nameHead(input, chat, maxWidthPx);
	const under = media === null ? "text" : "pictures";
	const over = yield* replyHead(input, { bubble, maxWidthPx, name, under }, chat);
	const isLast = text.heightPx === 0 && !hasVoice(input);
	const card = yield* cardHead(input, { bubble, isFirst: over === null && media === null, isLast }, chat);
	if (media === null) return [over, card];
	const options = { bubble, text, isTimeOnly: isTimeOnly(input, chat), name: over };
	return [mediaHead(media, options, chat), card];
}
