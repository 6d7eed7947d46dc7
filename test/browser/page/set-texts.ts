import { runAtOnce } from "../../../shared/core/steps.ts";
import type { TextStyle } from "../../../shared/video/scene/scene.ts";
import { openFonts } from "../../../shared/video/text/open-fonts.ts";
import { wrapSpans } from "../../../shared/video/text/wrap-spans.ts";
import type { Ports } from "./ports.ts";

/** The texts of one conversation, each in its style and to be as wide at most. */
export type Texts = readonly {
	readonly text: string;
	readonly style: TextStyle;
	readonly maxWidthPx: number;
}[];

type SetLine = { readonly text: string; readonly widthPx: number };

/** Breaks texts into lines: the server and a page do the same by their own ports. */
export async function setTexts(texts: Texts, ports: Ports): Promise<readonly (readonly SetLine[])[]> {
	const shown = texts.map(({ text }) => ({ text, pointer: null }));
	const { measure } = await openFonts(shown, { ...ports, runSteps: runAtOnce });
	return texts.map(({ text, style, maxWidthPx }) =>
		wrapSpans([{ text, style, paint: "#000000" }], { maxWidthPx, measure }).lines.map(
			({ spans, widthPx }) => ({
				text: spans.map((span) => span.text).join(""),
				widthPx,
			}),
		),
	);
}
