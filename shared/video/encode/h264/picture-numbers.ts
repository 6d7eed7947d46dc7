import type { PictureHeader } from "./slice-header.ts";
import { FRAME_NUM_BITS, POC_LSB_BITS } from "./write-sps.ts";

/** Counts pictures: frame_num, order and idr_pic_id, each with its wrap-around. */
type PictureNumbers = {
	readonly key: () => PictureHeader;
	readonly inter: (isReference: boolean) => PictureHeader;
	readonly disposableInARow: () => number;
};

export function countPictures(): PictureNumbers {
	let frameNum = 0;
	let pocLsb = 0;
	let idrPicId = 1;
	let disposable = 0;
	return {
		key: () => {
			frameNum = 1;
			pocLsb = 0;
			disposable = 0;
			// Two IDR pictures in a row must differ in it (7.4.3).
			idrPicId = 1 - idrPicId;
			return { idrPicId, isReference: true, frameNum: 0, pocLsb };
		},
		inter: (isReference) => {
			const header = { idrPicId: null, isReference, frameNum, pocLsb: nextPoc() };
			// One more than the last reference's; disposable pictures do not count (7.4.3).
			if (isReference) frameNum = (frameNum + 1) % 2 ** FRAME_NUM_BITS;
			disposable = isReference ? 0 : disposable + 1;
			return header;
		},
		disposableInARow: () => disposable,
	};

	/** 2 a picture, one for each of its fields' times (8.2.1). */
	function nextPoc(): number {
		pocLsb = (pocLsb + 2) % 2 ** POC_LSB_BITS;
		return pocLsb;
	}
}
