import { planFast } from "../../shared/video/encode/fast/plan-fast.ts";
import { planPlain } from "../../shared/video/encode/plain/plan-plain.ts";
import type { Canvas, Context2d, Graphics } from "../../shared/video/graphics.ts";
import type { PlanningMachine } from "../../shared/video/machine.ts";
import type { MeasureText } from "../../shared/video/scene/scene.ts";
import type { FontFile, FontLibrary } from "../../shared/video/text/font-library.ts";
import { isEmoji, splitGraphemes } from "../../shared/video/text/graphemes.ts";

/** A measurer without fonts: every grapheme is 0.6 of the type size wide, an emoji 1.25, and a space 0.3. */
export const measureEvenly: MeasureText = (text, { sizePx }) =>
	sizePx * splitGraphemes(text).reduce((sum, grapheme) => sum + shareOf(grapheme), 0);

/** Graphics that measure so, and refuse to draw. */
export const evenGraphics: Graphics = {
	createCanvas: () => {
		const context = {
			font: "",
			measureText: (text: string) => {
				const sizePx = Number(/([\d.]+)px/.exec(context.font)?.[1]);
				const none = { actualBoundingBoxLeft: 0, actualBoundingBoxRight: 0 };
				const width = measureEvenly(text, { sizePx, weight: 400 });
				return { width, ...none, actualBoundingBoxAscent: 0, actualBoundingBoxDescent: 0 };
			},
		};
		return { width: 1, height: 1, getContext: () => context as unknown as Context2d, rgba: refuse } as Canvas;
	},
	path: refuse,
	loadFont: () => {},
	decodeImage: refuse,
};

/** One file that has every letter. */
export const oneFont: FontLibrary = { listFiles: ({ name }) => (name === "inter" ? [EVERYTHING] : []) };

const EVERYTHING: FontFile = {
	alias: "everything",
	family: "inter",
	index: 0,
	location: "nowhere",
	variation: "normal",
	isFor: () => true,
	cmap: () => ({ has: () => true }),
};

/** A machine for quotes: it measures evenly, and draws nothing. */
export const quoteMachine: PlanningMachine = {
	graphics: evenGraphics,
	fonts: oneFont,
	engines: { fast: { plan: planFast }, plain: { plan: planPlain } },
};

function refuse(): never {
	throw new Error("A quote draws nothing");
}

function shareOf(grapheme: string): number {
	if (isEmoji(grapheme)) return 1.25;
	return grapheme.trim() === "" ? 0.3 : 0.6;
}
