import type { Rect } from "../../scene/rect.ts";
import { ceilToEven } from "../../scene/rounding.ts";
import type { Layer, Placement } from "../../scene/scene.ts";
import { textStyle } from "../text-style.ts";
import { caretShape, caretXPx, type DraftPlace, placeLine } from "./draft.ts";
import { createDraftLines, type DraftLine } from "./draft-lines.ts";
import { barShapes, fieldRect, footerFill, footerParts, lowerShapes, upperShapes } from "./footer.ts";
import { type FooterInput, fieldRows } from "./footer-input.ts";
import type { FooterPlace, FooterPlaces } from "./footer-place.ts";
import { place, rememberBy, roundAt } from "./layer-parts.ts";
import { createPen } from "./pen.ts";
import type { ScreenInput, ScreenState } from "./screen-input.ts";

export type FooterOnScreen = {
	/** Its upper edge, in px of the screen. */
	readonly topPx: (state: ScreenState) => number;
	readonly layer: (state: ScreenState) => Layer;
	/** The text field, in px of the screen. */
	readonly field: (state: ScreenState) => Rect;
};

type Shown = { readonly draft: string; readonly isUp: boolean };

/** Draws the bar under the column: the bar, each line of what is typed, and the caret are items of their own. */
export function createFooter(input: ScreenInput, places: FooterPlaces): FooterOnScreen {
	const { look, widthPx, measure } = input;
	const { screen } = input.framed;
	const pen = createPen(look, widthPx, measure);
	const shownOf = ({ draft, keyboard }: ScreenState): Shown => ({
		draft: draft ?? "",
		isUp: keyboard !== null && places.keyboardTopPx !== null,
	});
	const footerOf = (lineCount: number, isTyped: boolean, isUp: boolean) => {
		const found = places.find(lineCount, isUp);
		return { look, pen, widthPx, isTyped, lineCount, ...found };
	};
	// Icons beside the text are those of a text of one line.
	const { text } = footerParts(footerOf(1, true, false));
	const style = textStyle(look, text.sizePx, 400);
	const breakDraft = createDraftLines({ maxWidthPx: text.endPx - text.startPx, style, measure });
	const mostLines = look.footer.field.lines?.most ?? 1;
	const linesOf = rememberBy((draft: string): DraftLines => {
		if (draft === "") return { first: 0, lines: [] };
		const lines = breakDraft(draft);
		const first = Math.max(0, lines.length - mostLines);
		return { first, lines: lines.slice(first) };
	});
	const footerIn = ({ draft, isUp }: Shown) =>
		footerOf(Math.max(1, linesOf(draft).lines.length), draft !== "", isUp);
	const barsOf = rememberBy(drawBars, ({ lineCount, isTyped }: FooterInput) => `${lineCount} ${isTyped}`);
	const layerOf = (shown: Shown): Layer => {
		const footer: FooterInput & FooterPlace = footerIn(shown);
		const yPx = screen.yPx + footer.topPx;
		const clip = { ...screen, yPx, heightPx: screen.yPx + screen.heightPx - yPx };
		const items = [...barsOf(footer), ...draftItems(footer, linesOf(shown.draft), shown.isUp)];
		return {
			name: "footer",
			clip: roundAt("lower", clip, input.framed),
			dyPx: yPx,
			ground: footerFill(look),
			placements: items.map((each) => (screen.xPx === 0 ? each : { ...each, xPx: each.xPx + screen.xPx })),
		};
	};
	const layers = rememberBy(layerOf, ({ draft, isUp }) => `${isUp} ${draft}`);

	/** The lines of the text, and where the next letter comes. */
	function draftItems(
		footer: FooterInput,
		{ first, lines }: DraftLines,
		isUp: boolean,
	): readonly Placement[] {
		const { centrePx } = fieldRows(footer);
		const pitchPx = look.footer.field.lines?.pitchPx ?? 0;
		const { text: field } = footerParts(footer);
		const at = (index: number): DraftPlace => ({
			...{ look, pen, widthPx, text: field, measure },
			centrePx: centrePx - Math.round((Math.max(1, lines.length) - 1 - index) * pitchPx),
		});
		const drawn = lines.map((line, index) => placeLine(`footer/line-${first + index}`, line, at(index)));
		if (!isUp) return drawn.map(({ placement }) => placement);
		const caret = caretShape(caretXPx(drawn.at(-1)?.shape ?? null, at(0)), at(Math.max(0, lines.length - 1)));
		return [...drawn.map(({ placement }) => placement), caret];
	}

	return {
		topPx: (state) => footerIn(shownOf(state)).topPx,
		layer: (state) => layers(shownOf(state)),
		field: (state) => {
			const footer = footerIn(shownOf(state));
			return fieldRect(footer, footer.topPx);
		},
	};
}

/** The lines of a draft that are shown, and the index of the first of them. */
type DraftLines = { readonly first: number; readonly lines: readonly DraftLine[] };

function drawBars(footer: FooterInput): readonly Placement[] {
	const { look, widthPx, heightPx, fieldEndPx, lineCount, isTyped } = footer;
	const parts = footerParts(footer);
	const rect = { xPx: 0, yPx: 0, widthPx, heightPx };
	if (lineCount === 1) return [place("footer/bar", isTyped ? "typed" : "", barShapes(parts), rect)];
	const { topPx, fieldPx, linePx } = fieldRows(footer);
	const cutPx = Math.round(topPx + fieldPx - Math.min(parts.radiusPx, fieldPx / 2));
	// From here on down is what stays. Over it all rows of the footer move alike as it grows, and need not be drawn anew.
	const stayPx = 2 * Math.floor((fieldEndPx - linePx - look.footer.abovePx) / 2);
	const staying = { ...footer, heightPx: heightPx - stayPx, fieldEndPx: fieldEndPx - stayPx };
	const upper = upperShapes(parts, footer, cutPx);
	const lower = lowerShapes(footerParts(staying), staying, cutPx - stayPx);
	return [
		place("footer/field", `of ${lineCount} lines`, upper, { ...rect, heightPx: ceilToEven(cutPx) }),
		place("footer/bar", `of ${lineCount} lines`, lower, {
			...rect,
			yPx: stayPx,
			heightPx: staying.heightPx,
		}),
	];
}
