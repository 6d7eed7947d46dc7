import { readStream, type StreamOrder, type StreamPicture } from "./h264-pictures.ts";

/**
 * Where a stream is not as decoders of all families tried show it whole (docs/decoders.md), in words; none where it is. It
 * judges by the stream's own headers, and does not ask the code that wrote them.
 */
export function brokenRules(stream: Uint8Array): readonly string[] {
	const { order, pictures } = readStream(stream);
	const isReordered = pictures.some((slices) => slices.some(({ type }) => type === "B"));
	return [...brokenByOrder(order, isReordered), ...brokenByPictures(pictures)];
}

const MOST_DISPOSABLE = 4;

/** A reference that is further ahead is out of order. */
const MOST_BETWEEN = 256;

function brokenByOrder(
	{ levelIdc, mbs, referenceFrames, hasRestriction }: StreamOrder,
	isReordered: boolean,
): readonly string[] {
	const held = Math.min(16, Math.floor((LIBAVC_DPB_BYTES[levelIdc] ?? 70_778_880) / 384 / mbs));
	return [
		...(hasRestriction ? ["the SPS restricts order and buffers"] : []),
		...(referenceFrames === (isReordered ? 2 : 1) ? [] : [`${referenceFrames} reference frames`]),
		...(held >= MOST_DISPOSABLE ? [] : [`level ${levelIdc} holds ${held} pictures of ${mbs} macroblocks`]),
	];
}

/** What libavc takes a level's picture buffer to hold (ih264d_get_dpb_size), 384 bytes a macroblock; else as of 5.1. */
// biome-ignore format: a table
const LIBAVC_DPB_BYTES: Readonly<Record<number, number>> = {
	10: 152_064, 11: 345_600, 12: 912_384, 13: 912_384, 20: 912_384, 21: 1_824_768, 22: 3_110_400, 30: 3_110_400,
	31: 6_912_000, 32: 7_864_320, 40: 12_582_912, 41: 12_582_912, 42: 12_582_912, 50: 42_393_600,
};

/**
 * Each picture's slices agree, numbers go on without a gap, and no row of disposable pictures is too long. A reference may come before
 * disposable pictures that are shown before it; the last slice of each of these is a B slice.
 */
function brokenByPictures(pictures: readonly StreamPicture[]): readonly string[] {
	const broken: string[] = [];
	let [frameNum, pocLsb, disposable] = [0, 0, 0];
	let [betweensLeft, afterPoc] = [0, 0];
	for (const [index, slices] of pictures.entries()) {
		const expect = (isMet: boolean, what: string) => {
			if (!isMet) broken.push(`picture ${index}: ${what}`);
		};
		const isKey = slices.every((slice) => slice.isKey);
		const isReference = slices.every((slice) => slice.isReference);
		if (isKey) {
			expect(betweensLeft === 0, "a key where a picture between two others is missing");
			[frameNum, pocLsb, betweensLeft] = [0, 0, 0];
		}
		const isBetween = betweensLeft > 0;
		const ahead = (((slices[0]?.pocLsb ?? 0) - pocLsb + 4096) % 4096) / 2;
		if (isBetween) {
			expect(!isReference, "a reference between two others");
			expect(slices.at(-1)?.type === "B", "no B slice at the end of a picture between two others");
		} else if (isReference && disposable === 0 && ahead > 0 && ahead < MOST_BETWEEN) {
			betweensLeft = ahead + 1;
			afterPoc = slices[0]?.pocLsb ?? 0;
		}
		const poc = !isBetween && betweensLeft > 0 ? afterPoc : pocLsb;
		expect(isBetween || slices.every(({ type }) => type !== "B"), "a B slice elsewhere");
		expect(isKey || slices.every((slice) => !slice.isKey), "slices of a key and others");
		expect(isReference || slices.every((slice) => !slice.isReference), "slices of a reference and others");
		for (const slice of slices) {
			expect(slice.ppsId === slices[0]?.ppsId, `slices of the PPS ${slices[0]?.ppsId} and ${slice.ppsId}`);
			expect(slice.frameNum === frameNum, `frame_num ${slice.frameNum}, not ${frameNum}`);
			expect(slice.pocLsb === poc, `pic_order_cnt_lsb ${slice.pocLsb}, not ${poc}`);
		}
		// A repeat, or nothing new: the picture it would take from the decoder's buffers is one it need not.
		expect(isReference || isBetween || slices.length > 1, "a disposable picture of one slice");
		disposable = isReference ? 0 : isBetween ? disposable : disposable + 1;
		expect(disposable <= MOST_DISPOSABLE, `${disposable} disposable pictures in a row`);
		if (isReference) frameNum = (frameNum + 1) % 16;
		if (betweensLeft === 0) pocLsb = (poc + 2) % 4096;
		else {
			// The reference itself leaves the order as it is; the last picture before it passes it.
			if (isBetween) pocLsb = (pocLsb + 2) % 4096;
			betweensLeft--;
			if (betweensLeft === 0) pocLsb = (afterPoc + 2) % 4096;
		}
	}
	return broken;
}
