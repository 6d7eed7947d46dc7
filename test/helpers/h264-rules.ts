import { readStream, type StreamOrder, type StreamPicture } from "./h264-pictures.ts";

/**
 * Where a stream is not as decoders of all families tried show it whole (docs/decoders.md), in words; none where it is. It
 * judges by the stream's own headers, and does not ask the code that wrote them.
 */
export function brokenRules(stream: Uint8Array): readonly string[] {
	const { order, pictures } = readStream(stream);
	return [...brokenByOrder(order), ...brokenByPictures(pictures)];
}

const MOST_DISPOSABLE = 4;

function brokenByOrder({ levelIdc, mbs, referenceFrames, hasRestriction }: StreamOrder): readonly string[] {
	const held = Math.min(16, Math.floor((LIBAVC_DPB_BYTES[levelIdc] ?? 70_778_880) / 384 / mbs));
	return [
		...(hasRestriction ? ["the SPS restricts order and buffers"] : []),
		...(referenceFrames === 1 ? [] : [`${referenceFrames} reference frames`]),
		...(held >= MOST_DISPOSABLE ? [] : [`level ${levelIdc} holds ${held} pictures of ${mbs} macroblocks`]),
	];
}

/** What libavc takes a level's picture buffer to hold (ih264d_get_dpb_size), 384 bytes a macroblock; else as of 5.1. */
// biome-ignore format: a table
const LIBAVC_DPB_BYTES: Readonly<Record<number, number>> = {
	10: 152_064, 11: 345_600, 12: 912_384, 13: 912_384, 20: 912_384, 21: 1_824_768, 22: 3_110_400, 30: 3_110_400,
	31: 6_912_000, 32: 7_864_320, 40: 12_582_912, 41: 12_582_912, 42: 12_582_912, 50: 42_393_600,
};

/** Each picture's slices agree, numbers go on without a gap, and no row of disposable pictures is too long. */
function brokenByPictures(pictures: readonly StreamPicture[]): readonly string[] {
	const broken: string[] = [];
	let [frameNum, pocLsb, disposable] = [0, 0, 0];
	for (const [index, slices] of pictures.entries()) {
		const expect = (isMet: boolean, what: string) => {
			if (!isMet) broken.push(`picture ${index}: ${what}`);
		};
		const isKey = slices.every((slice) => slice.isKey);
		const isReference = slices.every((slice) => slice.isReference);
		if (isKey) [frameNum, pocLsb] = [0, 0];
		expect(isKey || slices.every((slice) => !slice.isKey), "slices of a key and others");
		expect(isReference || slices.every((slice) => !slice.isReference), "slices of a reference and others");
		for (const slice of slices) {
			expect(slice.ppsId === slices[0]?.ppsId, `slices of the PPS ${slices[0]?.ppsId} and ${slice.ppsId}`);
			expect(slice.frameNum === frameNum, `frame_num ${slice.frameNum}, not ${frameNum}`);
			expect(slice.pocLsb === pocLsb, `pic_order_cnt_lsb ${slice.pocLsb}, not ${pocLsb}`);
		}
		// A repeat, or nothing new: the picture it would take from the decoder's buffers is one it need not.
		expect(isReference || slices.length > 1, "a disposable picture of one slice");
		disposable = isReference ? 0 : disposable + 1;
		expect(disposable <= MOST_DISPOSABLE, `${disposable} disposable pictures in a row`);
		if (isReference) frameNum = (frameNum + 1) % 16;
		pocLsb = (pocLsb + 2) % 4096;
	}
	return broken;
}
