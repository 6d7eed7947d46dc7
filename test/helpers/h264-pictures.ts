import { type BitReader, readBits } from "../../shared/video/encode/h264/bit-reader.ts";
import { unescapeNal } from "../../shared/video/encode/h264/emulation.ts";
import { NAL, nalType, splitAnnexB } from "../../shared/video/encode/h264/nal.ts";
import { FRAME_NUM_BITS, POC_LSB_BITS } from "../../shared/video/encode/h264/write-sps.ts";

/** What a slice header of a stream of ours tells (7.3.3). */
type SliceHeader = {
	readonly firstMb: number;
	readonly type: "P" | "B" | "I";
	readonly isKey: boolean;
	readonly isReference: boolean;
	readonly ppsId: number;
	readonly frameNum: number;
	readonly pocLsb: number;
};

/** A picture's headers, from top to bottom. */
export type StreamPicture = readonly SliceHeader[];

/** What an SPS of ours says about order and buffers (7.3.2.1.1, E.1.1). */
export type StreamOrder = {
	readonly levelIdc: number;
	readonly mbs: number;
	readonly referenceFrames: number;
	readonly hasRestriction: boolean;
};

/** A byte stream of ours as what a decoder knows of it before it decodes a macroblock. */
export function readStream(stream: Uint8Array): {
	readonly order: StreamOrder;
	readonly pictures: readonly StreamPicture[];
} {
	const nals = splitAnnexB(stream);
	const sps = nals.find((nal) => nalType(nal) === NAL.sps);
	if (sps === undefined) throw new Error("a stream without parameter sets");
	const pictures: SliceHeader[][] = [];
	for (const nal of nals) {
		if (nalType(nal) !== NAL.slice && nalType(nal) !== NAL.idrSlice) continue;
		const header = readHeader(nal);
		if (header.firstMb === 0) pictures.push([]);
		pictures.at(-1)?.push(header);
	}
	return { order: readOrder(readBits(unescapeNal(sps.subarray(1)))), pictures };
}

function readHeader(nal: Uint8Array): SliceHeader {
	const reader = readBits(unescapeNal(nal.subarray(1, 33)));
	const firstMb = reader.ue();
	const type = (["P", "B", "I"] as const)[reader.ue()];
	if (type === undefined) throw new Error("a slice of another type");
	const ppsId = reader.ue();
	const frameNum = reader.bits(FRAME_NUM_BITS);
	const isKey = nalType(nal) === NAL.idrSlice;
	if (isKey) reader.ue(); // idr_pic_id
	return {
		firstMb,
		type,
		ppsId,
		isKey,
		isReference: (nal[0] ?? 0) >> 5 > 0,
		frameNum,
		pocLsb: reader.bits(POC_LSB_BITS),
	};
}

function readOrder(reader: BitReader): StreamOrder {
	reader.bits(8 + 8); // profile_idc, constraint flags
	const levelIdc = reader.bits(8);
	for (let i = 0; i < 4; i++) reader.ue(); // up to bit_depth_chroma_minus8
	reader.bits(2);
	for (let i = 0; i < 3; i++) reader.ue(); // up to log2_max_pic_order_cnt_lsb_minus4
	const referenceFrames = reader.ue();
	reader.flag();
	const mbs = (reader.ue() + 1) * (reader.ue() + 1);
	reader.bits(2);
	if (reader.flag()) for (let i = 0; i < 4; i++) reader.ue(); // frame_cropping
	for (const bits of VUI_BITS) reader.bits(bits);
	return { levelIdc, mbs, referenceFrames, hasRestriction: reader.flag() };
}

/** From vui_parameters_present_flag to pic_struct_present_flag there are 111 bits, as nothing in them is left to choose. */
const VUI_BITS = [32, 32, 32, 15];
