import { toEven } from "../../scene/rounding.ts";
import type { Sprite } from "../../scene/scene.ts";
import type { Look } from "../../themes/look.ts";
import type { Chat } from "../chat.ts";
import { textLine } from "../line.ts";
import { textStyle } from "../text-style.ts";
import type { BlockInput, Quoted } from "./block.ts";
import { fillWords } from "./fill-words.ts";
import { drawIcon } from "./message-icon.ts";
import type { ShownReply } from "./quote.ts";

type ReplyHead = Extract<ShownReply, { readonly at: "above" }>["head"];

type Answer = { readonly content: BlockInput["content"]; readonly quoted: Quoted };

/** The line over a quote: who is quoted, or who answered whom. Null: it has none. */
export function drawReplyHead(answer: Answer, head: ReplyHead, chat: Chat): Sprite | null {
	const { look, measure } = chat;
	const text = head.kind === "sentence" ? sayReply(answer, head, look) : nameAuthor(answer);
	if (text === null) return null;
	const style = textStyle(look, head.sizePx, head.weight);
	const icon =
		head.kind === "sentence" && head.icon !== undefined
			? { ...drawIcon(head.icon.icon, head.icon.sizePx, head.tone, look), gapPx: head.icon.gapPx }
			: null;
	const iconPx = icon === null ? 0 : icon.widthPx + icon.gapPx;
	const heightPx = toEven(head.linePx);
	const centrePx = heightPx / 2;
	const isMirrored = look.direction === "rtl";
	const maxWidthPx = chat.rightPx - chat.leftPx - 2 * (head.startPx + iconPx);
	const line = textLine({
		...{ text, style, colour: head.tone, measure, maxWidthPx, centrePx },
		...{ xPx: isMirrored ? 1 : 1 + iconPx, align: "left" },
	});
	// A letter may reach a pixel over its width.
	const widthPx = 2 * Math.ceil((line.widthPx + iconPx + 2) / 2);
	const iconXPx = isMirrored ? widthPx - 1 - iconPx + (icon?.gapPx ?? 0) : 1;
	const shapes = [...(icon?.shapes(iconXPx, centrePx) ?? []), line];
	return { key: `reply to ${text}`, widthPx, heightPx, shapes };
}

/** In a group; null: it is your own, or there is no other. */
function nameAuthor({ content, quoted }: Answer): string | null {
	return content.isGroup ? (quoted.content.person?.name ?? null) : null;
}

function sayReply(
	{ content, quoted }: Answer,
	{ names }: Extract<ReplyHead, { kind: "sentence" }>,
	{ words }: Look,
): string {
	const author = quoted.content;
	const isNamed = names === "always" || content.isGroup;
	const isToSelf = content.sender === author.sender;
	const filled = (pattern: string) =>
		fillWords(pattern, { name: content.person?.name ?? "", quoted: author.person?.name ?? "" });
	if (content.isOwn) return filled(isNamed && !isToSelf ? words.youRepliedTo : words.youReplied);
	if (author.isOwn) return filled(isNamed ? words.nameRepliedToYou : words.repliedToYou);
	return filled(isNamed && !isToSelf ? words.nameRepliedTo : words.nameReplied);
}
