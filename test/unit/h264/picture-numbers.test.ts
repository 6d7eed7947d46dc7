import { expect, test } from "vitest";
import { countPictures } from "../../../shared/video/encode/h264/picture-numbers.ts";

test("disposable pictures share the number of the next reference", () => {
	const numbers = countPictures();
	numbers.key();
	const frameNums = [false, false, true, false, true, true].map((isReference) => {
		return numbers.inter(isReference).frameNum;
	});
	expect(frameNums).toEqual([1, 1, 1, 2, 2, 3]);
});

test("the order counts by 2, and both start anew at a key", () => {
	const numbers = countPictures();
	numbers.key();
	expect([1, 2, 3].map(() => numbers.inter(true).pocLsb)).toEqual([2, 4, 6]);
	expect(numbers.key()).toMatchObject({ frameNum: 0, pocLsb: 0 });
	expect(numbers.inter(false)).toMatchObject({ frameNum: 1, pocLsb: 2 });
});

test("pictures between two others have the next reference's frame_num, and orders below that of the one before them", () => {
	const numbers = countPictures();
	numbers.key();
	expect(numbers.inter(true, 2)).toMatchObject({ isReference: true, frameNum: 1, pocLsb: 6 });
	expect([
		numbers.betweensLeft(),
		numbers.between(),
		numbers.between(),
		numbers.betweensLeft(),
	]).toMatchObject([
		2,
		{ isReference: false, frameNum: 2, pocLsb: 2 },
		{ isReference: false, frameNum: 2, pocLsb: 4 },
		0,
	]);
	expect(numbers.inter(true)).toMatchObject({ frameNum: 2, pocLsb: 8 });
});

test("frame_num wraps around at 16, the order at 4096, idr_pic_id at 2", () => {
	const numbers = countPictures();
	expect([1, 2, 3].map(() => numbers.key().idrPicId)).toEqual([0, 1, 0]);
	const headers = Array.from({ length: 2048 }, () => numbers.inter(true));
	expect(headers.slice(13, 17).map(({ frameNum }) => frameNum)).toEqual([14, 15, 0, 1]);
	expect(headers.slice(2046).map(({ pocLsb }) => pocLsb)).toEqual([4094, 0]);
});
