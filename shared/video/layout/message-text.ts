import type { Steps } from "../../core/steps.ts";
import { findDirection } from "../text/direction.ts";
import { emojiOnlyCount } from "../text/graphemes.ts";
import { hasTallScript } from "../text/tall-scripts.ts";
import { wrapTextInSteps } from "../text/wrap.ts";
import type { Column } from "./column.ts";
import type { TextStyle } from "./scene.ts";

/** A message broken into lines, in px. */
export type MessageText = {
	readonly lines: readonly {
		readonly text: string;
		readonly widthPx: number;
		readonly direction: "ltr" | "rtl";
	}[];
	readonly style: TextStyle;
	readonly lineHeightPx: number;
	readonly widthPx: number;
	/** Emoji alone, large and without a bubble. */
	readonly isLoneEmoji: boolean;
};

/** Wraps a message to the widest bubble of its column; the widest line decides how wide its own bubble is. */
export function* layOutText(text: string, column: Column): Steps<MessageText> {
	const { metrics } = column.theme;
	const { pxPerPt } = column.scale;
	const emojiCount = emojiOnlyCount(text);
	const isLoneEmoji = emojiCount > 0 && emojiCount <= metrics.loneEmoji.count;
	const sizePt = isLoneEmoji ? metrics.loneEmoji.size : metrics.type.message;
	const bubbleLinePt = linePt(text, column);
	const style: TextStyle = { sizePx: sizePt * pxPerPt, weight: 400 };
	const paddingPt = isLoneEmoji ? 0 : 2 * metrics.bubble.paddingX;
	const maxWidthPx = metrics.bubble.widthShare * (column.rightPx - column.leftPx) - paddingPt * pxPerPt;
	const direction = findDirection(text);
	const wrapped = yield* wrapTextInSteps(text, maxWidthPx, (line) => column.measure(line, style));
	const lines = wrapped.map((line) => ({
		text: line,
		widthPx: column.measure(line, style),
		direction,
	}));
	return {
		lines,
		style,
		lineHeightPx: column.scale.px(isLoneEmoji ? metrics.loneEmoji.line : bubbleLinePt),
		widthPx: Math.max(...lines.map((line) => line.widthPx)),
		isLoneEmoji,
	};
}

function linePt(text: string, { theme, isUrdu }: Column): number {
	const { nastaliqLine, tallLine, line } = theme.metrics.type;
	if (isUrdu && /\p{Script=Arabic}/u.test(text)) return nastaliqLine;
	return hasTallScript(text) ? tallLine : line;
}
