import type { Steps } from "../../../core/steps.ts";
import type { Frame } from "../../themes/frame.ts";
import type { Resolved } from "../../themes/look.ts";
import type { Chat } from "../chat.ts";
import type { BlockInput } from "./block.ts";
import { drawBubble } from "./bubble.ts";
import type { FramedText } from "./framed-text.ts";
import { layOutText, type MessageText } from "./message-text.ts";
import { nameHead } from "./name.ts";
import { drawRow } from "./row.ts";
import { roomPx } from "./side.ts";

/** Frames the text of a message. `chat` has the column in which the message stands. */
export type FrameMessage = (input: BlockInput, chat: Chat) => Steps<FramedText>;

/** A text is wrapped once for each thing that its message shows, and drawn once for each place in its run. */
export function createFrames(): FrameMessage {
	const texts = new Map<string, MessageText>();
	const frames = new Map<string, FramedText>();

	return function* frameMessage(input, chat) {
		const { content, shows, receipt, isFirst, isLast } = input;
		const hasTicks = chat.look.receipt.at === "inside";
		const key = `${content.entry} ${shows} ${hasTicks && receipt} ${isFirst} ${isLast}`;
		const known = frames.get(key);
		if (known !== undefined) return known;
		const frame = chat.look.message[content.isOwn ? "own" : "theirs"];
		const textKey = `${content.entry} ${shows}`;
		const text = texts.get(textKey) ?? (yield* wrapText(frame, input, chat));
		texts.set(textKey, text);
		const made =
			frame.kind === "bubble"
				? drawBubble(frame, text, input, chat, nameHead(input, chat, roomPx(frame, chat)) ?? undefined)
				: drawRow(frame, text, input, chat);
		frames.set(key, made);
		return made;
	};
}

function* wrapText(frame: Resolved<Frame>, input: BlockInput, chat: Chat): Steps<MessageText> {
	const maxWidthPx = roomPx(frame, chat);
	const lonePx = frame.kind === "bubble" ? maxWidthPx + 2 * frame.padding.xPx : maxWidthPx;
	const { text: paint, secondary } = chat.look.page;
	const room = { maxWidthPx, paint: frame.text, secondary: frame.secondary };
	return yield* layOutText(input, chat, room, { maxWidthPx: lonePx, paint, secondary });
}
