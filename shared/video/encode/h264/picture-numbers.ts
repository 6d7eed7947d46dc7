import type { PictureHeader } from "./slice-header.ts";
import { FRAME_NUM_BITS, POC_LSB_BITS } from "./write-sps.ts";

/** Counts pictures: frame_num, order and idr_pic_id, each with its wrap-around. */
type PictureNumbers = {
	readonly key: () => PictureHeader;
	/** `betweenCount`: of the next pictures, so many are shown before it. */
	readonly inter: (isReference: boolean, betweenCount?: number) => PictureHeader;
	/** One of these. */
	readonly between: () => PictureHeader;
	/** How many of them are still to come. */
	readonly betweensLeft: () => number;
	readonly disposableInARow: () => number;
};

export function countPictures(): PictureNumbers {
	let frameNum = 0;
	let pocLsb = 0;
	let idrPicId = 1;
	let disposable = 0;
	let betweensLeft = 0;
	/** The order of the reference that is shown after them. */
	let afterPoc = 0;
	return {
		key: () => {
			frameNum = 1;
			pocLsb = 0;
			disposable = 0;
			betweensLeft = 0;
			// Two IDR pictures in a row must differ in it (7.4.3).
			idrPicId = 1 - idrPicId;
			return { idrPicId, isReference: true, frameNum: 0, pocLsb };
		},
		inter: (isReference, betweenCount = 0) => {
			betweensLeft = betweenCount;
			afterPoc = pocAfter(betweenCount + 1);
			if (betweenCount === 0) pocLsb = afterPoc;
			const header = { idrPicId: null, isReference, frameNum, pocLsb: afterPoc };
			// One more than the last reference's; disposable pictures do not count (7.4.3).
			if (isReference) frameNum = (frameNum + 1) % 2 ** FRAME_NUM_BITS;
			disposable = isReference ? 0 : disposable + 1;
			return header;
		},
		between: () => {
			const own = pocAfter(1);
			betweensLeft--;
			pocLsb = betweensLeft === 0 ? afterPoc : own;
			return { idrPicId: null, isReference: false, frameNum, pocLsb: own };
		},
		betweensLeft: () => betweensLeft,
		disposableInARow: () => disposable,
	};

	/** 2 a picture, one for each of its fields' times (8.2.1). */
	function pocAfter(pictures: number): number {
		return (pocLsb + 2 * pictures) % 2 ** POC_LSB_BITS;
	}
}
