import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectEqual, expectShown, streamOf, stripsBySeed } from "../helpers/h264-decoded.ts";
import { type ModelPicture, shownPictures } from "../helpers/h264-model.ts";
import { planPictures, randomPlans } from "../helpers/h264-plans.ts";
import { brokenRules } from "../helpers/h264-rules.ts";
import { decodeRaw } from "../helpers/h264-strips.ts";

const REPEAT = { kind: "repeat" } as const;
const inter = (parts: Partial<Extract<ModelPicture, { kind: "inter" }>>): ModelPicture => ({
	kind: "inter",
	isReference: true,
	scrolls: [],
	bands: [],
	...parts,
});
const times = <T>(count: number, value: (index: number) => T) =>
	Array.from({ length: count }, (_, index) => value(index));

describe("each decoded picture is the sum of its separately decoded parts", () => {
	test("in random plans of any size, QP and preset", () => {
		fc.assert(
			fc.property(randomPlans, (plan) => {
				const pictures = planPictures(plan);
				expect(brokenRules(streamOf(pictures, plan))).toEqual([]);
				expectShown(pictures, plan);
			}),
			// A shrunk plan would take minutes of encoding to find.
			{ numRuns: 8, endOnFailure: true },
		);
	});

	// 67.5 rows: the last band, and the picture, end within a row.
	test("in 1080 rows, whose last band ends with the picture", () => {
		const size = { widthPx: 64, heightPx: 1080 };
		const key = stripsBySeed({ ...size, qp: 26 }, [1])(1);
		const last = stripsBySeed({ widthPx: 64, heightPx: 24, qp: 26 }, [2])(2);
		const first = stripsBySeed({ widthPx: 64, heightPx: 16, qp: 30 }, [3])(3);
		const bands = [
			{ atMb: 0, strip: first },
			{ atMb: 66, strip: last },
		];
		expectShown(
			[{ kind: "key", strip: key }, inter({ bands, isReference: false }), inter({ bands }), REPEAT],
			size,
		);
	});

	test("when one scroll follows the other, up and down, with bands over the rows that come in", () => {
		const size = { widthPx: 40, heightPx: 640 };
		const key = stripsBySeed({ ...size, qp: 26 }, [1])(1);
		const edge = stripsBySeed({ widthPx: 40, heightPx: 528, qp: 26 }, [2])(2);
		const scroll = (shiftPx: number) => inter({ scrolls: [{ fromMb: 3, toMb: 35, shiftPx }] });
		const shifts = times(40, (index) => (index % 2 === 0 ? 2 + 2 * index : -2 * index));
		expectShown(
			[
				{ kind: "key", strip: key },
				...[2, 6, -2, 14, 34, -46, 80, ...shifts.filter((shift) => Math.abs(shift) <= 48)].map(scroll),
				// As far as the level lets a vector point, with the rows from outside the picture covered.
				inter({ scrolls: [{ fromMb: 0, toMb: 40, shiftPx: 510 }], bands: [{ atMb: 7, strip: edge }] }),
				inter({ scrolls: [{ fromMb: 0, toMb: 40, shiftPx: -510 }], bands: [{ atMb: 0, strip: edge }] }),
				REPEAT,
			],
			size,
		);
	});
});

describe("the numbers of pictures wrap around unseen", () => {
	const size = { widthPx: 32, heightPx: 32 };
	const key = stripsBySeed({ ...size, qp: 26 }, [1, 2]);
	const band = stripsBySeed({ widthPx: 32, heightPx: 16, qp: 26 }, [3, 4, 5]);
	const dots = (seed: number, isReference = false) =>
		inter({ isReference, bands: [{ atMb: 1, strip: band(seed) }] });

	test("frame_num after 16 references, the order after 2048 pictures, idr_pic_id after 2 keys", () => {
		const keys = times(4, (index): ModelPicture => ({ kind: "key", strip: key(1 + (index % 2)) }));
		const references = times(40, (index) => [
			dots(3 + (index % 3), true),
			REPEAT,
			dots(3 + ((index + 1) % 3)),
		]);
		const long = times(2100, (index) => (index % 300 === 0 ? dots(3 + ((index / 300) % 3), true) : REPEAT));
		expectShown([...keys, ...references.flat(), ...long, ...keys, REPEAT], size);
	});

	test("a still of any length is let through", () => {
		expectShown(
			[{ kind: "key", strip: key(1) }, ...times(3000, () => REPEAT), dots(4), dots(5, true), REPEAT],
			size,
		);
	});

	test("also where repeats are in CABAC as all else is", () => {
		const pictures = [{ kind: "key", strip: key(1) }, dots(4), dots(5, true), REPEAT, REPEAT] as const;
		const switches = { mixedEntropyCoding: false };
		expect(streamOf(pictures, size, { switches })).not.toEqual(streamOf(pictures, size));
		expectShown(pictures, size, switches);
	});

	test("the same key frame twice is two pictures", () => {
		const again: ModelPicture = { kind: "key", strip: key(1) };
		const stream = streamOf([again, again, again], size);
		expectEqual(decodeRaw(stream, size), shownPictures([again, again, again], size));
		expect(stream.length).toBeGreaterThan(3 * key(1).coded.escapedData.length);
	});
});
