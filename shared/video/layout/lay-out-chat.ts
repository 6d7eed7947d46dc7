import { finishSteps, type Steps } from "../../core/steps.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { type DrawnMessage, drawnMessages } from "../conversation/drawn-messages.ts";
import type { Warning } from "../conversation/warning.ts";
import { isInUrdu } from "../text/nastaliq.ts";
import { type PlacedBubble, placeBubble } from "./bubble.ts";
import { captionSprite } from "./captions.ts";
import type { ChatLayout, ColumnItem, MessageLayout } from "./chat-layout.ts";
import type { Column } from "./column.ts";
import { layOutText } from "./message-text.ts";
import { ceilToMacroblock, floorToMacroblock, type Scale, scaleFor } from "./scale.ts";
import type { MeasureText, Sprite } from "./scene.ts";
import { listTexts } from "./texts.ts";
import type { BarInput } from "./themes/theme.ts";
import { themes } from "./themes/themes.ts";
import { typingSprites } from "./typing-dots.ts";

/** A frame with at least this many points of height is shown as a whole phone, with status bar and home indicator. */
const PHONE_HEIGHT_PT = 640;

/** Places everything of a conversation on a screen of its size. Pure: the argument measures text. */
export function layOutChat(conversation: Conversation, measure: MeasureText): ChatLayout {
	return finishSteps(layOutChatInSteps(conversation, measure));
}

/** As `layOutChat`, in steps of about a line of text. */
export function* layOutChatInSteps(conversation: Conversation, measure: MeasureText): Steps<ChatLayout> {
	const { width: widthPx, height: heightPx } = conversation.video;
	const theme = themes[conversation.theme.name];
	const palette = theme.palettes[conversation.theme.mode];
	const scale = scaleFor(widthPx, heightPx);
	const { contact } = conversation;
	const input: BarInput = {
		widthPx,
		scale,
		palette,
		measure,
		contact: { name: contact.name, status: contact.status ?? null, color: contact.color ?? null },
		isPhone: heightPx / scale.pxPerPt >= PHONE_HEIGHT_PT,
	};
	const header = theme.header(input);
	const footer = theme.footer(input);
	const topPx = ceilToMacroblock(scale.px(header.heightPt));
	const bottomPx = floorToMacroblock(heightPx - scale.px(footer.heightPt));
	const columnWidthPx = Math.min(widthPx, scale.even(theme.metrics.columnWidth));
	const leftPx = 2 * Math.floor((widthPx - columnWidthPx) / 4);
	const isUrdu = isInUrdu(listTexts(conversation).map(({ text }) => text));
	const column: Column = { theme, palette, scale, measure, isUrdu, leftPx, rightPx: widthPx - leftPx };
	const bar = (id: string, height: number, shapes: Sprite["shapes"]): Sprite => ({
		id,
		widthPx,
		heightPx: height,
		background: palette.bar,
		shapes,
	});
	const sprites = [
		bar("header", topPx, header.draw(topPx)),
		{
			...bar("footer", heightPx - bottomPx, footer.draw(heightPx - bottomPx)),
			background: palette.background,
		},
	];
	const parts = yield* layOutColumn(conversation, column, sprites);
	return {
		widthPx,
		heightPx,
		background: palette.background,
		sprites,
		fixed: [
			{ sprite: 0, xPx: 0, yPx: 0 },
			{ sprite: 1, xPx: 0, yPx: bottomPx },
		],
		...parts,
		viewport: { topPx, bottomPx },
		warnings: tallMessages(drawnMessages(conversation), parts.messages, bottomPx - topPx, scale),
	};
}

/** Places the messages one under the other; each new sprite is added to `sprites`. */
function* layOutColumn(
	conversation: Conversation,
	column: Column,
	sprites: Sprite[],
): Steps<{ readonly opening: ColumnItem[]; readonly messages: MessageLayout[] }> {
	const { metrics, receipts } = column.theme;
	const { even } = column.scale;
	const add = (sprite: Sprite) => sprites.push(sprite) - 1;
	const opening: ColumnItem[] = [];
	let yPx = even(metrics.gap.top);
	for (const [index, text] of column.theme.opening.entries()) {
		const sprite = captionSprite(
			`opening-${index}`,
			text,
			index === 0 ? 500 : 400,
			metrics.receipt.height,
			column,
		);
		const xPx = 2 * Math.round((column.leftPx + column.rightPx - sprite.widthPx) / 4);
		opening.push({ sprite: add(sprite), xPx, yPx });
		yPx += sprite.heightPx;
	}
	const dots = typingSprites(column).map(add);
	const receiptLines = {
		delivered: captionSprite("delivered", receipts.delivered, 500, metrics.receipt.height, column),
		read: captionSprite("read", receipts.read, 500, metrics.receipt.height, column),
	};
	const receiptSprites = { delivered: add(receiptLines.delivered), read: add(receiptLines.read) };
	const typingXPx =
		column.leftPx +
		even(metrics.bubble.margin) -
		2 * Math.ceil((metrics.bubble.tail * column.scale.pxPerPt) / 2);
	const messages = drawnMessages(conversation);
	const placed: MessageLayout[] = [];
	for (const [index, { sender, text }] of messages.entries()) {
		const previous = messages[index - 1]?.sender;
		// On the smallest screens a gap would round to nothing, and two bubbles become one.
		yPx += Math.max(2, even(previous === sender ? metrics.gap.sameSender : metrics.gap.otherSender));
		// The room of a receipt stays under the last message of a "you" group, so that the screen never jumps.
		if (previous === "you" && sender === "them")
			yPx += even(metrics.receipt.above + metrics.receipt.height - metrics.gap.otherSender + 2);
		const hasTail = messages[index + 1]?.sender !== sender;
		const laidOut = yield* layOutText(text, column);
		const input = { id: `message-${index}`, sender, text: laidOut, hasTail, yPx };
		const bubble = placeBubble(input, column);
		const item = { sprite: add(bubble.sprite), xPx: bubble.xPx, yPx };
		const asLast =
			hasTail || input.text.isLoneEmoji
				? null
				: {
						...item,
						sprite: add(placeBubble({ ...input, id: `${input.id}-as-last`, hasTail: true }, column).sprite),
					};
		const isYou = sender === "you";
		const endPx = yPx + bubble.sprite.heightPx;
		const receiptYPx = endPx + even(metrics.receipt.above);
		const receiptEndPx = receiptYPx + even(metrics.receipt.height);
		placed.push({
			item,
			asLast,
			sender,
			bubble: bubble.bubble,
			lines: bubble.lines,
			typing: isYou ? [] : dots.map((sprite) => ({ sprite, xPx: typingXPx, yPx })),
			receipts: isYou ? placeReceipts(receiptSprites, receiptLines, bubble, receiptYPx) : null,
			bottomPx: (isYou ? receiptEndPx : endPx) + even(metrics.gap.bottom),
			typingBottomPx: yPx + even(metrics.typing.height) + even(metrics.gap.bottom),
		});
		yPx = endPx;
	}
	return { opening, messages: placed };
}

function placeReceipts(
	sprites: { readonly delivered: number; readonly read: number },
	lines: { readonly delivered: Sprite; readonly read: Sprite },
	{ bubble }: PlacedBubble,
	yPx: number,
): NonNullable<MessageLayout["receipts"]> {
	const rightPx = bubble.xPx + bubble.widthPx;
	return {
		delivered: { sprite: sprites.delivered, xPx: rightPx - lines.delivered.widthPx, yPx },
		read: { sprite: sprites.read, xPx: rightPx - lines.read.widthPx, yPx },
	};
}

function tallMessages(
	drawn: readonly DrawnMessage[],
	messages: readonly MessageLayout[],
	viewportPx: number,
	scale: Scale,
): Warning[] {
	return messages.flatMap(({ bubble }, message) => {
		const { index = message } = drawn[message] ?? {};
		return bubble.heightPx <= viewportPx
			? []
			: {
					code: "TALL_MESSAGE",
					message: `messages[${index}] is ${Math.round(bubble.heightPx / scale.pxPerPt)} points high, the screen between header and composer shows ${Math.round(viewportPx / scale.pxPerPt)}: its first lines scroll out of sight. Split it.`,
					pointer: `/messages/${index}/text`,
				};
	});
}
