import { describe, expect, test } from "vitest";
import { finishSteps } from "../../../../shared/core/steps.ts";
import type { ChatLayout } from "../../../../shared/video/layout/chat-layout.ts";
import type { Sprite } from "../../../../shared/video/layout/scene.ts";
import type { PicturePlan } from "../../../../shared/video/plan/picture-plan.ts";
import { placedTextEms } from "../../../../shared/video/plan/placed-text.ts";
import { measureEvenly } from "../../../helpers/measure.ts";

/** A line of five letters, 3 ems wide, whose letters reach from 16 px above to 5 px below its baseline. */
const line = (baselinePx: number) => ({
	...({ kind: "text", text: "Hello", colour: "#000000", direction: "ltr", xPx: 0, baselinePx } as const),
	style: { sizePx: 20, weight: 400 } as const,
});
const sprite = (shapes: Sprite["shapes"]): Sprite => ({
	...{ id: "message", widthPx: 100, heightPx: 96, background: "#ffffff", shapes },
});
const layout = (sprites: readonly Sprite[]): ChatLayout => ({
	...{ widthPx: 160, heightPx: 96, background: "#ffffff", sprites, fixed: [], opening: [], messages: [] },
	...{ viewport: { topPx: 0, bottomPx: 96 }, warnings: [] },
});
const hold = (yPx: number) => ({
	...{ frameCount: 1, dirty: { fromPx: 0, toPx: 96 } },
	scene: { scrollPx: 0, placements: [{ sprite: 0, xPx: 0, yPx, alpha: 255 }] },
});
/** A picture of six strips, as it is first seen. */
const strips = (index: number) => [0, 1, 2, 3, 4, 5].map((row) => ({ hold: index, row }));
const key: PicturePlan["pictures"][number] = { kind: "key", hold: 0, strips: [0, 1, 2, 3, 4, 5] };
const emsOf = (shapes: Sprite["shapes"], pictures: PicturePlan["pictures"], yPx = 0) =>
	finishSteps(
		placedTextEms(
			{
				layout: layout([sprite(shapes)]),
				holds: [hold(0), hold(yPx)],
				pictures: { strips: [...strips(0), ...strips(1)], transientStrips: [], pictures },
			},
			measureEvenly,
		),
	);

describe("the text on the strips of a stream", () => {
	test("is a line's width on each strip that it fills, and a share of it on one that it fills in part", () => {
		// From row 16 to row 37: the second strip whole, the third by 5 of 16 rows.
		expect(emsOf([line(32)], [key])).toBeCloseTo(3 * (1 + 5 / 16));
	});

	test("is that of all lines, and nothing else that is drawn", () => {
		const shape = { kind: "path", d: "M0 0H96V96Z", fill: "#000000" } as const;
		expect(emsOf([shape], [key])).toBe(0);
		expect(emsOf([shape, line(32), line(64)], [key])).toBeCloseTo(2 * emsOf([line(32)], [key]));
	});

	test("is more where it is of ideographs", () => {
		const written = (text: string) => emsOf([{ ...line(32), text }], [key]) / (1 + 5 / 16);
		expect(written("四五六七")).toBeCloseTo(4 * (0.6 + 0.14));
		expect(written("よごろな")).toBeCloseTo(4 * 0.6);
	});

	test("counts as often as a strip is placed, and not where a picture is repeated", () => {
		const band = { kind: "inter", hold: 0, isReference: true, scroll: null } as const;
		const again = { ...band, bands: [{ row: 1, strip: 1 }] };
		const pictures: PicturePlan["pictures"] = [key, { kind: "repeat", count: 9 }, again, again];
		expect(emsOf([line(32)], pictures)).toBeCloseTo(3 * (1 + 5 / 16 + 2));
	});

	test("is that of the picture in which a strip is first seen, as far as it is on the screen", () => {
		const later: PicturePlan["pictures"][number] = { kind: "key", hold: 1, strips: [6, 7, 8, 9, 10, 11] };
		expect(emsOf([line(32)], [later], 16)).toBeCloseTo(3 * (1 + 5 / 16));
		expect(emsOf([line(32)], [later], -24)).toBeCloseTo(3 * (13 / 16));
		expect(emsOf([line(32)], [later], 200)).toBe(0);
	});
});
