import { describe, expect, test } from "vitest";
import { annexB, type CodedPicture, createVideoStream } from "../../shared/encode/h264/video-stream.ts";
import { type ModelPicture, shownPictures } from "../helpers/h264-model.ts";
import { codeStrips, decodeRaw, decoders, type StripSettings, testPicture } from "../helpers/h264-strips.ts";

const DECODERS = decoders();

/** Strips of one height, a picture for each seed. */
function strips(settings: StripSettings, seeds: readonly number[]) {
	return codeStrips(
		seeds.map((seed) => testPicture(settings, seed)),
		settings,
	);
}

function coded(picture: ModelPicture): CodedPicture {
	if (picture.kind === "key") return { kind: "key", strip: picture.strip.coded };
	if (picture.kind === "repeat") return picture;
	return { ...picture, bands: picture.bands.map(({ atMb, strip }) => ({ atMb, strip: strip.coded })) };
}

type Size = { readonly widthPx: number; readonly heightPx: number };

/** The stream of a plan that starts with a key picture. */
function streamOf(pictures: readonly ModelPicture[], size: Size, fps = 30): Uint8Array {
	const [first] = pictures;
	if (first?.kind !== "key") throw new Error("no key picture");
	const stream = createVideoStream({ ...size, fps, first: first.strip.coded });
	return annexB([stream.sps, stream.pps, ...pictures.flatMap((picture) => stream.add(coded(picture)))]);
}

/** Every decoder shows, bit for bit, what the parts say. */
function expectShown(pictures: readonly ModelPicture[], size: Size): void {
	const stream = streamOf(pictures, size);
	const expected = shownPictures(pictures, size);
	for (const decoder of DECODERS) {
		const decoded = decodeRaw(stream, size, decoder);
		expect(decoded.length, decoder).toBe(expected.length);
		const wrong = expected.flatMap((picture, index) =>
			picture.equals(decoded[index] ?? Buffer.of()) ? [] : [index],
		);
		expect(wrong, decoder).toEqual([]);
	}
}

describe("pictures", () => {
	const size = { widthPx: 72, heightPx: 150 };
	const [keyA, keyB] = strips({ ...size, qp: 24 }, [1, 2]);
	const [bandA, bandB] = strips({ widthPx: 72, heightPx: 32, qp: 24 }, [3, 4]);
	const [last] = strips({ widthPx: 72, heightPx: 22, qp: 24 }, [5]);
	if (!keyA || !keyB || !bandA || !bandB || !last) throw new Error("no strips");

	test("show what their parts show on their own", () => {
		expectShown(
			[
				{ kind: "key", strip: keyA },
				{ kind: "repeat" },
				{ kind: "inter", isReference: false, scroll: null, bands: [{ atMb: 0, strip: bandA }] },
				{ kind: "repeat" },
				{
					kind: "inter",
					isReference: true,
					scroll: null,
					bands: [
						{ atMb: 3, strip: bandB },
						{ atMb: 8, strip: last },
					],
				},
				{ kind: "repeat" },
				{ kind: "key", strip: keyB },
				{ kind: "key", strip: keyB },
				{ kind: "repeat" },
			],
			size,
		);
	});

	test("scroll", () => {
		const scroll = (shiftPx: number, fromMb = 2, toMb = 8) => ({ fromMb, toMb, shiftPx });
		expectShown(
			[
				{ kind: "key", strip: keyA },
				{ kind: "inter", isReference: true, scroll: scroll(6), bands: [] },
				{ kind: "inter", isReference: true, scroll: scroll(-10), bands: [] },
				{ kind: "inter", isReference: true, scroll: scroll(2), bands: [{ atMb: 5, strip: bandA }] },
				{ kind: "inter", isReference: false, scroll: scroll(22), bands: [] },
				{ kind: "repeat" },
				{ kind: "inter", isReference: true, scroll: scroll(30), bands: [{ atMb: 7, strip: bandB }] },
				{ kind: "repeat" },
			],
			size,
		);
	});
});
