import { describe, expect, test } from "vitest";
import type { Band, BetweenPicture, InterPicture } from "../../../shared/video/encode/h264/coded-picture.ts";
import { MOST_DISPOSABLE_IN_A_ROW } from "../../../shared/video/encode/h264/level.ts";
import { type CodedPicture, createVideoStream } from "../../../shared/video/encode/h264/video-stream.ts";
import { stripOf } from "../../helpers/h264-strip-of.ts";

const key: CodedPicture = { kind: "key", strip: stripOf(1080, 1920) };
const streamWithKey = (size = { widthPx: 1080, heightPx: 1920 }) => {
	const strip = stripOf(size.widthPx, size.heightPx);
	const stream = createVideoStream({ ...size, fps: 30, first: strip });
	stream.add({ kind: "key", strip });
	return stream;
};
const inter = (parts: Partial<InterPicture>): CodedPicture => ({
	kind: "inter",
	isReference: true,
	scrolls: [],
	bands: [],
	...parts,
});
const band = (atMb: number, heightPx = 32): Band => ({ atMb, strip: stripOf(1080, heightPx) });
const lengths = (nals: readonly Uint8Array[]) => nals.map((nal) => nal.length);
/** nal_ref_idc and nal_unit_type of each. */
const kinds = (nals: readonly Uint8Array[]) => nals.map(([first = 0]) => [first >> 5, first & 31]);

describe("a picture", () => {
	test("that repeats another is a reference, of one slice of 8 bytes at 1080×1920", () => {
		const nals = streamWithKey().add({ kind: "repeat" });
		expect(kinds(nals)).toEqual([[2, 1]]);
		expect(lengths(nals)).toEqual([8]);
	});

	test("that repeats another has 63 bytes, and no picture a second PPS, where entropy coding is not mixed", () => {
		const first = stripOf(1080, 1920);
		const of = (mixedEntropyCoding: boolean) =>
			createVideoStream({ widthPx: 1080, heightPx: 1920, fps: 30, first, switches: { mixedEntropyCoding } });
		const [mixed, cabacOnly] = [of(true), of(false)];
		expect(cabacOnly.add(key)).toEqual(mixed.add(key));
		expect(lengths(cabacOnly.add({ kind: "repeat" }))).toEqual([63]);
		expect(mixed.pps).toHaveLength(2);
		expect(cabacOnly.pps).toEqual([mixed.pps[0]]);
	});

	test("that scrolls 100 rows takes less than 120 bytes beside its band", () => {
		const scroll = { fromMb: 10, toMb: 110, shiftPx: 34 };
		const nals = streamWithKey().add(inter({ scrolls: [scroll], bands: [band(108)] }));
		expect(kinds(nals)).toEqual([
			[2, 1],
			[2, 1],
			[2, 1],
			[2, 1],
		]);
		expect(lengths(nals)).toEqual([12, 91, 11, 15]);
	});

	test("that is disposable is so in all its slices", () => {
		const nals = streamWithKey().add(inter({ isReference: false, bands: [band(0), band(50)] }));
		expect(kinds(nals)).toEqual([
			[0, 1],
			[0, 1],
			[0, 1],
			[0, 1],
		]);
	});

	test("that is a key is x264's slice, and each differs from the one before", () => {
		const stream = streamWithKey();
		const [first, second] = [stream.add(key), stream.add(key)];
		expect(kinds(first)).toEqual([[3, 5]]);
		expect(first).not.toEqual(second);
		expect(stream.add(key)).toEqual(first);
	});

	test("that scrolls by nothing is as one that does not scroll", () => {
		const scroll = { fromMb: 10, toMb: 110, shiftPx: 0 };
		expect(streamWithKey().add(inter({ scrolls: [scroll] }))).toEqual(streamWithKey().add(inter({})));
	});

	test("that is a fifth disposable one in a row is refused, until there is a reference or a key", () => {
		const stream = streamWithKey();
		const disposable = inter({ isReference: false, bands: [band(4)] });
		const fill = () => Array.from({ length: MOST_DISPOSABLE_IN_A_ROW }, () => stream.add(disposable));
		const message = "more than 4 disposable pictures in a row";
		for (const end of [inter({ bands: [band(4)] }), key]) {
			fill();
			expect(() => stream.add(disposable)).toThrow(new RangeError(message));
			stream.add(end);
		}
		fill();
	});

	test("that repeats a disposable one is refused: it would be another", () => {
		const stream = streamWithKey();
		stream.add(inter({ isReference: false, bands: [band(4)] }));
		const message = "a repeat of a disposable picture";
		expect(() => stream.add({ kind: "repeat" })).toThrow(new RangeError(message));
		// A refused picture changed nothing.
		expect(stream.add(inter({}))).toHaveLength(1);
	});
});

describe("a picture between two others", () => {
	const reordered = (features = { isReordered: true, isWeighted: true }) => {
		const strip = stripOf(1080, 1920);
		const stream = createVideoStream({ widthPx: 1080, heightPx: 1920, fps: 30, first: strip, features });
		stream.add({ kind: "key", strip });
		return stream;
	};
	const between = (parts: Partial<BetweenPicture>): CodedPicture => ({
		...{ kind: "between", weight: null, moves: [], bands: [] },
		...parts,
	});

	test("takes less than 300 bytes for a scroll, and 80 for a mix", () => {
		const stream = reordered();
		stream.add(inter({ betweenCount: 2 }));
		const scroll = stream.add(
			between({
				moves: [
					{ fromMb: 10, toMb: 80, shiftPx: 34, of: "before" },
					{ fromMb: 80, toMb: 110, shiftPx: -286, of: "after" },
				],
			}),
		);
		expect(kinds(scroll)).toEqual(Array(5).fill([0, 1]));
		expect(lengths(scroll)).toEqual([12, 74, 50, 14, 22]);
		expect(lengths(stream.add(between({ weight: 20 })))).toEqual([75]);
	});

	test("needs a stream that says so, a place that was announced, and a last row for a B slice", () => {
		const refuses = (picture: CodedPicture, message: string, stream = reordered()) =>
			expect(() => stream.add(picture)).toThrow(new RangeError(message));
		const announced = (features?: { isReordered: boolean; isWeighted: boolean }) => {
			const stream = reordered(features);
			stream.add(inter({ betweenCount: 1 }));
			return stream;
		};
		refuses(between({}), "a picture between two others that was not announced");
		refuses(
			{ kind: "repeat" },
			'a picture of kind "repeat" where one between two others was announced',
			announced(),
		);
		refuses(
			inter({ betweenCount: 1 }),
			"pictures between two others, of which one is no reference",
			streamWithKey(),
		);
		refuses(
			inter({ betweenCount: 1, isReference: false }),
			"pictures between two others, of which one is no reference",
		);
		refuses(
			between({ weight: 3 }),
			"a weight in a stream without",
			announced({ isReordered: true, isWeighted: false }),
		);
		refuses(between({ weight: 65 }), "a weight of 65 of 64", announced());
		const last = "a band in the last row of a picture between two others";
		refuses(between({ bands: [band(118)] }), last, announced());
		const moves = [{ fromMb: 110, toMb: 120, shiftPx: -8, of: "after" }] as const;
		refuses(between({ weight: 4, moves }), "a last row that moves in a picture with a weight", announced());
	});

	test("is declared: two references and a third PPS, only in streams that have them", () => {
		expect(reordered().pps).toHaveLength(3);
		expect(streamWithKey().pps).toHaveLength(2);
		expect(reordered().sps).not.toEqual(streamWithKey().sps);
	});
});

describe("a plan that cannot be is refused", () => {
	const scroll = (fromMb: number, toMb: number, shiftPx: number) =>
		inter({ scrolls: [{ fromMb, toMb, shiftPx }] });

	test.each<readonly [message: string, CodedPicture]>([
		["a band at row 5, in or above one that ends at 6", inter({ bands: [band(4), band(5)] })],
		["a band at row 4, in or above one that ends at 11", inter({ bands: [band(9), band(4)] })],
		["a band of 2 rows at row 119 of 120", inter({ bands: [band(119)] })],
		["a band of 2 rows at row -1 of 120", inter({ bands: [band(-1)] })],
		["a band of 2 rows at row 0.5 of 120", inter({ bands: [band(0.5)] })],
		["a strip of 24 px, which fills no row of 16, above the picture's end", inter({ bands: [band(4, 24)] })],
		["a key frame's band at row 1, not 0", { kind: "key", bands: [band(1)] }],
		["a key frame's band at row 3, not 2", { kind: "key", bands: [band(0), band(3)] }],
		["a key frame of 2 rows of 120", { kind: "key", bands: [band(0)] }],
		["a scroll of rows 10 to 121 of 120", scroll(10, 121, 2)],
		["a scroll of rows 20 to 10 of 120", scroll(20, 10, 2)],
		["a scroll by 3 px, which is not even", scroll(10, 110, 3)],
		["a scroll by 512 px, where the level allows less than 512", scroll(40, 60, 512)],
		["a scroll that shows rows 162 to 1922 px of 1920: a band is missing", scroll(10, 120, 2)],
		["a scroll that shows rows -2 to 1758 px of 1920: a band is missing", scroll(0, 110, -2)],
	])("%s", (message, picture) => {
		const stream = streamWithKey();
		expect(() => stream.add(picture)).toThrow(new RangeError(message));
		// And the stream goes on as if it had not been asked.
		expect(stream.add({ kind: "repeat" })).toEqual(streamWithKey().add({ kind: "repeat" }));
	});

	test("when it starts with no key", () => {
		const stream = createVideoStream({ widthPx: 1080, heightPx: 1920, fps: 30, first: stripOf(1080, 16) });
		expect(() => stream.add({ kind: "repeat" })).toThrow(
			new RangeError('the first picture is "repeat", not "key"'),
		);
	});

	test.each([
		[{ widthPx: 1081, heightPx: 1920, fps: 30 }, "widthPx is an even number above 0, received 1081"],
		[{ widthPx: 1080, heightPx: 0, fps: 30 }, "heightPx is an even number above 0, received 0"],
		[{ widthPx: 1080, heightPx: 1920, fps: 29.97 }, "fps is a whole number above 0, received 29.97"],
	])("when its size or rate cannot be: %o", (options, message) => {
		const create = () => createVideoStream({ ...options, first: stripOf(1080, 1920) });
		expect(create).toThrow(new RangeError(message));
	});
});
