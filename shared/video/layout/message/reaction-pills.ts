import { grow, type Rect } from "../../scene/rect.ts";
import { ceilToEven, toEven } from "../../scene/rounding.ts";
import type { Shape, Sprite } from "../../scene/scene.ts";
import type { Look, Resolved } from "../../themes/look.ts";
import type { Reaction } from "../../themes/reaction.ts";
import type { Chat } from "../chat.ts";
import type { MessageContent } from "../entry-content.ts";
import { inkColour } from "../ink.ts";
import { textLine } from "../line.ts";
import { rectangle } from "../shapes.ts";
import { textStyle } from "../text-style.ts";
import { itemName } from "./block.ts";
import { type MergedReaction, type MergedReactions, pickShown } from "./merge-reactions.ts";
import type { PlacedReactions } from "./placed-reactions.ts";
import { isFrameRight } from "./side.ts";

type Pills = Extract<Resolved<Reaction>, { readonly at: "below" }>;

/** Pills over the lower edge of a frame. */
export function placePills(
	{ emoji, peopleCount }: MergedReactions,
	pills: Pills,
	content: MessageContent,
	frame: Rect,
	chat: Chat,
): PlacedReactions {
	const shown = pickShown(emoji, pills.most);
	const drawn =
		pills.pills === "one"
			? [{ part: "reactions", sprite: drawPill(shown, peopleCount, pills, chat) }]
			: shown.map((each) => ({
					part: `reaction ${each.emoji}`,
					sprite: drawPill([each], each.count, pills, chat),
				}));
	const gapPx = toEven(pills.gapPx);
	const widthPx = drawn.reduce((sum, { sprite }) => sum + sprite.widthPx + gapPx, -gapPx);
	const heightPx = toEven(pills.heightPx);
	const yPx = frame.yPx + frame.heightPx - toEven(pills.overlapPx);
	let xPx = findLeft(widthPx, pills, content, frame, chat);
	const inOrder = chat.look.direction === "rtl" ? drawn.toReversed() : drawn;
	const placed = inOrder.map(({ part, sprite }) => {
		const item = { item: itemName(content.entry, part), sprite, xPx, yPx };
		xPx += sprite.widthPx + gapPx;
		return item;
	});
	const { edgePx } = pills;
	const holes = placed.map(({ xPx: leftPx, sprite }) =>
		grow({ xPx: leftPx, yPx, widthPx: sprite.widthPx, heightPx }, edgePx),
	);
	return { items: placed, holes: edgePx === 0 ? [] : holes, endPx: yPx + heightPx };
}

/** Pills that are wider than the frame keep to its outer edge. Even. */
function findLeft(widthPx: number, pills: Pills, content: MessageContent, frame: Rect, chat: Chat): number {
	const isRight = isFrameRight(chat.look.message[content.isOwn ? "own" : "theirs"], content.isOwn, chat);
	const insetPx = toEven(pills.insetPx);
	const [firstPx, lastPx] = [frame.xPx, frame.xPx + frame.widthPx - widthPx];
	const atRight =
		pills.side === "start" ? chat.look.direction === "rtl" : isRight === (pills.side === "near");
	const wantedPx = atRight ? lastPx - insetPx : firstPx + insetPx;
	const xPx = isRight ? Math.min(wantedPx, lastPx) : Math.max(wantedPx, firstPx);
	return 2 * Math.floor(Math.max(chat.leftPx, Math.min(xPx, chat.rightPx - widthPx)) / 2);
}

/** A number of 1 is not shown. */
function drawPill(shown: readonly MergedReaction[], number: number, pills: Pills, chat: Chat): Sprite {
	const { look, measure } = chat;
	const { sizePx, paddingPx, count, shadow } = pills;
	const isMirrored = look.direction === "rtl";
	const inOrder = isMirrored ? shown.toReversed() : shown;
	const emoji = inOrder.map((each) => each.emoji).join("");
	const isOwn = shown.some((each) => each.isOwn);
	const [emojiStyle, countStyle] = [
		{ sizePx, weight: 400 } as const,
		textStyle(look, count.sizePx, count.weight),
	];
	const emojiPx = measure(emoji, emojiStyle);
	const text = number > 1 ? `${number}` : "";
	const countPx = text === "" ? 0 : measure(text, countStyle) + count.gapPx;
	const heightPx = toEven(pills.heightPx);
	const contentPx = emojiPx + countPx;
	const widthPx = Math.max(heightPx, ceilToEven(contentPx + 2 * paddingPx));
	const leftPx = (widthPx - contentPx) / 2;
	const line = { measure, centrePx: heightPx / 2, align: "left" } as const;
	const emojiXPx = leftPx + (isMirrored ? countPx : 0);
	const countXPx = isMirrored ? leftPx : leftPx + emojiPx + count.gapPx;
	return {
		key: `reactions ${emoji}${text && ` ${text}`}${isOwn ? " own" : ""}`,
		widthPx,
		heightPx: heightPx + ceilToEven(shadow?.downPx ?? 0),
		shapes: [
			...groundShapes(widthPx, heightPx, pills, isOwn ? pills.own : pills.theirs, look),
			textLine({ ...line, text: emoji, style: emojiStyle, colour: look.page.text, xPx: emojiXPx }),
			...(text === ""
				? []
				: [textLine({ ...line, text, style: countStyle, colour: count.tone, xPx: countXPx })]),
		],
		anchor: { xPx: widthPx / 2, yPx: heightPx / 2 },
	};
}

function groundShapes(
	widthPx: number,
	heightPx: number,
	{ shadow }: Pills,
	{ fill, line }: Pills["own"],
	look: Look,
): readonly Shape[] {
	const round = (insetPx: number, tone: string, downPx = 0): Shape =>
		rectangle(insetPx, insetPx + downPx, widthPx - 2 * insetPx, heightPx - 2 * insetPx, heightPx, tone);
	return [
		...(shadow === undefined ? [] : [round(0, shadow.tone, shadow.downPx)]),
		...(line === undefined
			? [round(0, fill)]
			: [round(0, inkColour(line.ink, look)), round(line.widthPx, fill)]),
	];
}
