import { describe, expect, test } from "vitest";
import { writePps } from "../../../shared/video/encode/h264/pps.ts";
import { repeatPictures } from "../../../shared/video/encode/h264/repeat-picture.ts";
import { writeSliceHeader } from "../../../shared/video/encode/h264/slice-header.ts";
import { writeSps } from "../../../shared/video/encode/h264/write-sps.ts";
import {
	BAND_FIELDS,
	CAVLC_PPS_FIELDS,
	EMPTY_SLICE_FIELDS,
	type Fields,
	KEY_FIELDS,
	PPS_FIELDS,
	REPEAT_FIELDS,
	SPS_FIELDS,
} from "../../helpers/h264-fields.ts";

describe("bit for bit as the standard has it is", () => {
	test("the SPS", () => {
		const nal = writeSps({ widthPx: 1080, heightPx: 1920, widthMbs: 68, heightMbs: 120, fps: 30 });
		// emulation_prevention_three_byte (7.3.1)
		expectBits(
			nal.filter((byte, at) => byte !== 3 || nal[at - 1] !== 0 || nal[at - 2] !== 0),
			SPS_FIELDS,
		);
	});

	test("the PPS of pictures in CABAC, and that of those in CAVLC", () => {
		const offsets = { chromaQpOffset: -4, secondChromaQpOffset: -3 };
		const tools = { ...offsets, isIntraConstrained: false, hasTransform8x8: true };
		expectBits(writePps(tools, "cabac"), PPS_FIELDS);
		expectBits(writePps(tools, "cavlc"), CAVLC_PPS_FIELDS);
	});

	test("a repeat in CAVLC, all of it", () => {
		const ofPictures = { mbCount: 8160, frameNumBits: 4, pocLsbBits: 12 };
		const ofSlices = { ppsId: 1, isCabac: false, initQp: 26, hasDeblockingControl: true };
		const repeat = repeatPictures({ ...ofPictures, ...ofSlices });
		expectBits(repeat({ frameNum: 3, pocLsb: 10 }), REPEAT_FIELDS);
	});

	test("the header of each kind of slice", () => {
		const deblocking = (idc: number) => ({ idc, alphaOffsetDiv2: 0, betaOffsetDiv2: 0 });
		expectBits(
			writeSliceHeader(
				{ idrPicId: null, isReference: false, frameNum: 3, pocLsb: 10 },
				{ type: "P", firstMb: 136, qp: 51, deblocking: deblocking(1) },
			),
			EMPTY_SLICE_FIELDS,
		);
		expectBits(
			writeSliceHeader(
				{ idrPicId: null, isReference: true, frameNum: 15, pocLsb: 4094 },
				{ type: "I", firstMb: 0, qp: 23, deblocking: deblocking(2) },
			),
			BAND_FIELDS,
		);
		expectBits(
			writeSliceHeader(
				{ idrPicId: 1, isReference: true, frameNum: 0, pocLsb: 0 },
				{ type: "I", firstMb: 0, qp: 26, deblocking: deblocking(2) },
			),
			KEY_FIELDS,
		);
	});
});

function expectBits(bytes: Uint8Array, fields: Fields): void {
	const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
	let at = 0;
	const written = fields.map(([field, expected]) => {
		const from = at;
		at += expected.replaceAll(" ", "").length;
		return [field, bits.slice(from, at)];
	});
	expect(written).toEqual(fields.map(([field, expected]) => [field, expected.replaceAll(" ", "")]));
	expect(bits.slice(at)).toBe("");
}
