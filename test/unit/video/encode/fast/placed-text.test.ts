import { describe, expect, test } from "vitest";
import { finishSteps } from "../../../../../shared/core/steps.ts";
import { planFast } from "../../../../../shared/video/encode/fast/plan-fast.ts";
import type { Placement, Scene, Shape, Span } from "../../../../../shared/video/scene/scene.ts";
import { filmOfHolds } from "../../../../helpers/test-film.ts";

const SIZE = { widthPx: 160, heightPx: 96, fps: 30 };

const span = (text: string, sizePx = 20): Span => ({
	text,
	style: { sizePx, weight: 400 },
	paint: "#000000",
});
/** A line that is 3 ems wide, whose letters reach from 16 px above to 5 px below its baseline. */
const line = (baselinePx: number, spans: readonly Span[] = [span("Hello")]): Shape => {
	return { kind: "text", spans, direction: "ltr", xPx: 0, baselinePx, widthPx: 60 };
};
const sceneOf = (shapes: readonly Shape[], yPx = 0, more: Partial<Placement> = {}): Scene => {
	const sprite = { key: "message", widthPx: 100, heightPx: 96, shapes };
	const placements = [{ item: "message", sprite, xPx: 0, yPx, opacity: 64, ...more }];
	const clip = { xPx: 0, yPx: 0, widthPx: SIZE.widthPx, heightPx: SIZE.heightPx };
	return { layers: [{ name: "column", clip, dyPx: 0, ground: "#ffffff", placements }] };
};
const emsOf = (...scenes: readonly (readonly [Scene, number])[]) => {
	const holds = scenes.map(([scene, frameCount]) => ({ scene, frameCount, settled: true }));
	return finishSteps(planFast(filmOfHolds(holds, SIZE), { crf: 20, preset: "veryfast" })).work.placedTextEms;
};

describe("the text on the slices of a stream", () => {
	test("is a line's width on each slice that it fills, and a share of it on one that it fills in part", () => {
		// From row 16 to row 37: the second slice whole, the third by 5 of 16 rows.
		expect(emsOf([sceneOf([line(32)]), 1])).toBeCloseTo(3 * (1 + 5 / 16));
	});

	test("is that of all lines, and nothing else that is drawn", () => {
		const shape: Shape = { kind: "path", d: "M0 0H96V96Z", fill: "#000000" };
		expect(emsOf([sceneOf([shape]), 1])).toBe(0);
		const lines: readonly Shape[] = [line(32), { kind: "clip", d: "M0 0H96V96Z", shapes: [line(64)] }];
		expect(emsOf([sceneOf([shape, ...lines]), 1])).toBeCloseTo(2 * 3 * (1 + 5 / 16));
	});

	test("is more where it is of ideographs, in whatever span", () => {
		const written = (...spans: readonly Span[]) => emsOf([sceneOf([line(32, spans)]), 1]) / (1 + 5 / 16);
		expect(written(span("四五"), span("六七"))).toBeCloseTo(3 + 4 * 0.14);
		expect(written(span("よごろな"))).toBeCloseTo(3);
	});

	test("is counted in the size of a line's largest letters", () => {
		// 1.5 ems of 40 px, from row 0 to row 42.
		const spans = [span("small"), span("LARGE", 40)];
		expect(emsOf([sceneOf([line(32, spans)]), 1])).toBeCloseTo(1.5 * (2 + 10 / 16));
	});

	test("counts as often as a slice is placed, and not where a picture is repeated", () => {
		const once = emsOf([sceneOf([line(32)]), 1]);
		expect(emsOf([sceneOf([line(32)]), 100])).toBeCloseTo(once);
		// Key frames of one picture.
		expect(emsOf([sceneOf([line(32)]), 450])).toBeCloseTo(3 * once);
		// Each fade brings the rows of the message again.
		const fade = (opacity: number) => [sceneOf([line(32)], 0, { opacity }), 2] as const;
		expect(emsOf(fade(16), fade(32), fade(64))).toBeCloseTo(3 * once);
	});

	test("is counted as far as it is on the screen", () => {
		expect(emsOf([sceneOf([line(32)], 16), 1])).toBeCloseTo(3 * (1 + 5 / 16));
		expect(emsOf([sceneOf([line(32)], -24), 1])).toBeCloseTo(3 * (13 / 16));
	});
});
