import type { Colour, Shape, Span } from "../../scene/scene.ts";
import { findDirection } from "../../text/direction.ts";
import type { WrappedSpans } from "../../text/wrap-spans.ts";
import type { Chat } from "../chat.ts";
import { centredBaseline } from "../shapes.ts";
import { textStyle } from "../text-style.ts";
import type { BlockInput } from "./block.ts";
import { tickShapes, ticksWidthPx } from "./ticks.ts";

/** The time of a message, and the room of its ticks, which is the same for all they may show. */
export type Meta = {
	/** What it says of an edit is before it. Null: no time is given, and nothing to say. */
	readonly time: { readonly span: Span; readonly widthPx: number } | null;
	readonly ticks: { readonly gapPx: number; readonly widthPx: number } | null;
	/** Of both. */
	readonly widthPx: number;
	/** From the end of the last line of the text to it. */
	readonly gapPx: number;
};

/** Where it stands: in the last line of the text, or on a line of its own, which is `linePx` high. */
export type PlacedMeta = Meta & { readonly isBelow: boolean; readonly linePx: number };

/** Null: the message shows nothing of the kind. */
export function makeMeta(input: BlockInput, chat: Chat, paint: Colour): Meta | null {
	const { content, shows } = input;
	const { look, measure } = chat;
	const { meta, receipt } = look;
	if (meta.at === "none") return null;
	const style = textStyle(look, meta.sizePx, meta.weight);
	const said = [wordBeforeTime(input, chat), input.time].filter((part) => part !== null);
	const time = said.length === 0 ? null : said.join(" ");
	const timePx = time === null ? 0 : measure(time, style);
	const hasTicks = receipt.at !== "none" && receipt.kind === "ticks" && content.isOwn && shows !== "deleted";
	if (time === null && !hasTicks) return null;
	const ticks = hasTicks
		? { gapPx: time === null ? 0 : receipt.gapPx, widthPx: ticksWidthPx(receipt.heightPx) }
		: null;
	return {
		time: time === null ? null : { span: { text: time, style, paint }, widthPx: timePx },
		ticks,
		widthPx: timePx + (ticks === null ? 0 : ticks.gapPx + ticks.widthPx),
		gapPx: meta.gapPx,
	};
}

/** The word that stands before the time of an edited message; null: none does. */
function wordBeforeTime({ shows }: Pick<BlockInput, "shows">, { look }: Chat): string | null {
	const { edited, words } = look;
	return shows === "edited" && edited.at === "time" ? words[edited.word] : null;
}

/** It stands in the last line if there is room beside the text; `endPx` is the width that its line then has. */
export function placeMeta(meta: Meta, { lines, spareFits }: WrappedSpans, isLone: boolean, { look }: Chat) {
	const isBelow = isLone || lines.length === 0 || !spareFits;
	const besidePx = (lines.at(-1)?.widthPx ?? 0) + meta.gapPx + meta.widthPx;
	const linePx = look.meta.at === "none" ? 0 : Math.round(look.meta.linePx);
	const placed: PlacedMeta = { ...meta, isBelow, linePx };
	return { placed, endPx: isBelow ? meta.widthPx : besidePx };
}

/** The line of the text that the time stands in, or the line of its own. */
type MetaLine = { readonly topPx: number; readonly heightPx: number; readonly textSizePx: number };

/** Draws the time and the ticks from a left edge on. */
export function metaShapes(
	{ time, ticks, isBelow }: PlacedMeta,
	leftPx: number,
	{ topPx, heightPx, textSizePx }: MetaLine,
	receipt: BlockInput["receipt"],
	{ look }: Chat,
): readonly Shape[] {
	const { meta } = look;
	if (meta.at === "none") return [];
	const centrePx = topPx + heightPx / 2;
	const baselinePx = isBelow
		? centredBaseline(centrePx, meta.sizePx)
		: centredBaseline(centrePx, textSizePx) + Math.round(meta.dropPx);
	const isMirrored = look.direction === "rtl";
	const ticksPx = ticks === null ? 0 : ticks.gapPx + ticks.widthPx;
	const timeXPx = Math.round(leftPx + (isMirrored ? ticksPx : 0));
	const shapes: Shape[] = [];
	if (time !== null)
		shapes.push({
			kind: "text",
			spans: [time.span],
			direction: findDirection(time.span.text),
			xPx: timeXPx,
			baselinePx,
			widthPx: time.widthPx,
		});
	if (ticks !== null && look.receipt.at === "inside") {
		const xPx = isMirrored ? leftPx : leftPx + (time?.widthPx ?? 0) + ticks.gapPx;
		shapes.push(...tickShapes(receipt, look.receipt, xPx, baselinePx));
	}
	return shapes;
}
