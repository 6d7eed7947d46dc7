import type { ChatState } from "../../conversation/chat-state.ts";
import { toEven } from "../../scene/rounding.ts";
import type { Placement, Sprite } from "../../scene/scene.ts";
import type { Resolved } from "../../themes/look.ts";
import type { OpeningLine } from "../../themes/opening.ts";
import type { Chat } from "../chat.ts";
import { drawDate, drawParagraph } from "../lines/draw-line.ts";
import { captionSpan, drawSpans } from "./caption.ts";

type Opened = ChatState["opened"];

/** The lines over the first message, in the middle of the column, and where they end. */
export function placeOpening(chat: Chat, opened: Opened) {
	const { look, leftPx, rightPx } = chat;
	const placements: Placement[] = [];
	let yPx = toEven(look.runs.topPx);
	for (const [index, line] of look.opening.entries()) {
		const item = `opening-${index}/line`;
		const sprite = drawLine(item, line, chat, opened);
		if (sprite === null) continue;
		const xPx = 2 * Math.round((leftPx + rightPx - sprite.widthPx) / 4);
		placements.push({ item, sprite, xPx, yPx, opacity: 64 });
		yPx += sprite.heightPx + ("belowPx" in line ? toEven(line.belowPx) : 0);
	}
	return { placements, endPx: yPx };
}

/** Null: the day of a chat that has none. */
function drawLine(key: string, line: Resolved<OpeningLine>, chat: Chat, opened: Opened): Sprite | null {
	const { measure, look, leftPx, rightPx } = chat;
	switch (line.kind) {
		case "text":
			return drawSpans(key, [captionSpan(line.text, line, look)], line.linePx, measure);
		case "date":
			return opened === null ? null : drawDate(key, opened, chat);
		case "notice": {
			const widestPx = Math.min(line.widestPx, rightPx - leftPx);
			return drawParagraph(key, [captionSpan(look.words[line.word], line, look)], line, widestPx, chat);
		}
	}
}
