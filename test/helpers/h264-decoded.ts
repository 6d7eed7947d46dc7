import { expect } from "vitest";
import type { StreamSwitches } from "../../shared/video/encode/h264/stream-switches.ts";
import { annexB, type CodedPicture, createVideoStream } from "../../shared/video/encode/h264/video-stream.ts";
import { type ModelPicture, shownPictures } from "./h264-model.ts";
import {
	codeStrips,
	decodeRaw,
	decoders,
	type Size,
	type Strip,
	type StripSettings,
	testPicture,
} from "./h264-strips.ts";

const DECODERS = decoders();

/** The stream of a plan that starts with a key frame. */
export function streamOf(
	pictures: readonly ModelPicture[],
	size: Size,
	{
		fps = 30,
		switches,
	}: { readonly fps?: number; readonly switches?: Pick<StreamSwitches, "mixedEntropyCoding"> } = {},
): Uint8Array {
	const [first] = pictures;
	if (first?.kind !== "key") throw new Error("no key frame");
	const features = {
		isReordered: pictures.some(({ kind }) => kind === "between"),
		isWeighted: pictures.some((picture) => picture.kind === "between" && picture.weight !== null),
	};
	const options = { ...size, fps, first: first.strip.coded, features };
	const stream = createVideoStream({ ...options, ...(switches && { switches }) });
	return annexB([stream.sps, ...stream.pps, ...pictures.flatMap((picture) => stream.add(codedOf(picture)))]);
}

export function codedOf(picture: ModelPicture): CodedPicture {
	if (picture.kind === "key") return { kind: "key", strip: picture.strip.coded };
	if (picture.kind === "repeat") return picture;
	return { ...picture, bands: picture.bands.map(({ atMb, strip }) => ({ atMb, strip: strip.coded })) };
}

/** Every decoder shows, bit for bit and without a word, what the parts say. */
export function expectShown(
	pictures: readonly ModelPicture[],
	size: Size,
	switches?: Pick<StreamSwitches, "mixedEntropyCoding">,
): void {
	const stream = streamOf(pictures, size, switches && { switches });
	const expected = shownPictures(pictures, size);
	for (const decoder of DECODERS) expectEqual(decodeRaw(stream, size, decoder), expected, decoder);
}

export function expectEqual(decoded: readonly Buffer[], expected: readonly Buffer[], by = ""): void {
	expect(decoded.length, by).toBe(expected.length);
	const wrong = expected.flatMap((picture, index) => (decoded[index]?.equals(picture) ? [] : [index]));
	expect(wrong, by).toEqual([]);
}

/** One strip for each seed, by name so that none is undefined. */
export function stripsBySeed(settings: StripSettings, seeds: readonly number[]): (seed: number) => Strip {
	const strips = codeStrips(
		seeds.map((seed) => testPicture(settings, seed)),
		settings,
	);
	return (seed) => {
		const strip = strips[seeds.indexOf(seed)];
		if (strip === undefined) throw new Error(`no strip of seed ${seed}`);
		return strip;
	};
}
