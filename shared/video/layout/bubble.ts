import { bubblePath } from "./bubble-path.ts";
import type { Box } from "./chat-layout.ts";
import type { Column } from "./column.ts";
import type { MessageText } from "./message-text.ts";
import type { Shape, Sprite } from "./scene.ts";
import { centredBaseline } from "./shapes.ts";

/** A message as a sprite, with the places of its parts that tests and other sprites need. */
export type PlacedBubble = {
	readonly sprite: Sprite;
	readonly xPx: number;
	readonly bubble: Box;
	readonly lines: readonly { readonly text: string; readonly box: Box }[];
};

type BubbleInput = {
	readonly id: string;
	readonly sender: "you" | "them";
	readonly text: MessageText;
	/** The last message of its group has the tail. */
	readonly hasTail: boolean;
	/** Its top in the column, even. */
	readonly yPx: number;
};

/** Draws one message: its bubble unless it is emoji alone, and its lines; "you" stands on the right. */
export function placeBubble(input: BubbleInput, column: Column): PlacedBubble {
	const { sender, text, yPx } = input;
	const { bubble: metrics } = column.theme.metrics;
	const { pxPerPt, even, px } = column.scale;
	const paddingXPx = text.isLoneEmoji ? 0 : metrics.paddingX * pxPerPt;
	const paddingYPx = text.isLoneEmoji ? 0 : px(metrics.paddingY);
	const roundUpToEven = (value: number) => 2 * Math.ceil(value / 2);
	const heightPx = roundUpToEven(text.lines.length * text.lineHeightPx + 2 * paddingYPx);
	const narrowestPx = text.isLoneEmoji ? 0 : 2 * metrics.radius * pxPerPt;
	const widthPx = roundUpToEven(Math.max(text.widthPx + 2 * paddingXPx, narrowestPx));
	const bodyXPx =
		sender === "you" ? column.rightPx - even(metrics.margin) - widthPx : column.leftPx + even(metrics.margin);
	const overhangPx = roundUpToEven(metrics.tail * pxPerPt + 1);
	const body = { xPx: overhangPx, yPx: 0, widthPx, heightPx };
	const innerWidthPx = widthPx - 2 * paddingXPx;
	const lines = text.lines.map((line, index) => {
		// A short line keeps to its paragraph's side; a bubble wider than its text (one letter) centres it.
		const slackPx = innerWidthPx - text.widthPx;
		const isRightAligned = line.direction === "rtl" || (text.isLoneEmoji && sender === "you");
		const offsetPx = isRightAligned ? innerWidthPx - line.widthPx - slackPx / 2 : slackPx / 2;
		return { ...line, xPx: paddingXPx + offsetPx, topPx: paddingYPx + index * text.lineHeightPx };
	});
	const palette = column.palette[sender];
	const outline: Shape = {
		kind: "path",
		d: bubblePath(body, metrics.radius * pxPerPt, tailSide(input), metrics.tail * pxPerPt),
		fill: palette.bubble,
	};
	const setLines = lines.map(
		(line): Shape => ({
			kind: "text",
			text: line.text,
			style: text.style,
			colour: text.isLoneEmoji ? column.palette.text : palette.text,
			direction: line.direction,
			xPx: overhangPx + line.xPx,
			baselinePx: centredBaseline(line.topPx + text.lineHeightPx / 2, text.style.sizePx),
		}),
	);
	return {
		xPx: bodyXPx - overhangPx,
		sprite: {
			id: input.id,
			widthPx: widthPx + 2 * overhangPx,
			heightPx,
			background: column.palette.background,
			shapes: text.isLoneEmoji ? setLines : [outline, ...setLines],
		},
		bubble: { xPx: bodyXPx, yPx, widthPx, heightPx },
		lines: lines.map((line) => ({
			text: line.text,
			box: {
				xPx: bodyXPx + line.xPx,
				yPx: yPx + line.topPx,
				widthPx: line.widthPx,
				heightPx: text.lineHeightPx,
			},
		})),
	};
}

function tailSide({ hasTail, sender }: BubbleInput): "left" | "right" | null {
	if (!hasTail) return null;
	return sender === "you" ? "right" : "left";
}
