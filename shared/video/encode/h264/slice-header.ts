import { readBits } from "./bit-reader.ts";
import { type BitWriter, writeBits } from "./bit-writer.ts";
import { NAL, nalHeader } from "./nal.ts";
import { INIT_QP, PPS_ID, type Pps } from "./pps.ts";
import type { Sps } from "./read-sps.ts";
import { refuseIf } from "./unsupported-stream-error.ts";
import { FRAME_NUM_BITS, POC_LSB_BITS } from "./write-sps.ts";

/** disable_deblocking_filter_idc: 0 everywhere, 1 nowhere, 2 not across the slice's edges; offsets halved (7.4.3). */
export type Deblocking = {
	readonly idc: number;
	readonly alphaOffsetDiv2: number;
	readonly betaOffsetDiv2: number;
};

type IntraSliceHeader = {
	readonly qp: number;
	readonly deblocking: Deblocking;
	/** Of the RBSP with its NAL header byte, cabac_alignment_one_bits included. */
	readonly lengthBytes: number;
};

/** slice_header() (7.3.3) of an IDR picture of x264; `rbsp` starts with the NAL header byte and may be cut behind it. */
export function readIntraSliceHeader(rbsp: Uint8Array, sps: Sps, pps: Pps): IntraSliceHeader {
	const reader = readBits(rbsp);
	reader.bits(8);
	refuseIf(reader.ue() !== 0, "several slices in a picture");
	const sliceType = reader.ue();
	refuseIf(sliceType !== 2 && sliceType !== 7, `a slice of slice_type ${sliceType} in an IDR picture`);
	refuseIf(reader.ue() !== 0, "several picture parameter sets");
	reader.bits(sps.frameNumBits);
	reader.ue(); // idr_pic_id
	if (sps.pocLsbBits !== null) reader.bits(sps.pocLsbBits);
	reader.flag(); // no_output_of_prior_pics_flag (7.3.3.3)
	refuseIf(reader.flag(), "long-term references");
	const qp = pps.initQp + reader.se();
	let deblocking: Deblocking = { idc: 0, alphaOffsetDiv2: 0, betaOffsetDiv2: 0 };
	if (pps.hasDeblockingControl) {
		const idc = reader.ue();
		if (idc === 1) deblocking = { ...deblocking, idc };
		else deblocking = { idc, alphaOffsetDiv2: reader.se(), betaOffsetDiv2: reader.se() };
	}
	return { qp, deblocking, lengthBytes: Math.ceil(reader.bitPosition() / 8) };
}

/** What all slices of a picture have in common. */
export type PictureHeader = {
	/** The idr_pic_id of an IDR picture; null for any other. */
	readonly idrPicId: number | null;
	readonly isReference: boolean;
	readonly frameNum: number;
	readonly pocLsb: number;
};

export type SliceFacts = {
	readonly type: "I" | "P";
	readonly firstMb: number;
	readonly qp: number;
	readonly deblocking: Deblocking;
};

/** The RBSP of a slice with its NAL header byte, up to the slice data: slice_header() (7.3.3), aligned (7.3.4). */
export function writeSliceHeader(picture: PictureHeader, slice: SliceFacts): Uint8Array {
	const writer = writeBits();
	writer.bits(createNalHeader(picture), 8);
	writer.ue(slice.firstMb);
	// Not 5 and 7, which say that all slices of the picture are of this type (7.4.3): pictures of ours are mixed.
	writer.ue(slice.type === "P" ? 0 : 2);
	writer.ue(PPS_ID.cabac);
	writer.bits(picture.frameNum, FRAME_NUM_BITS);
	if (picture.idrPicId !== null) writer.ue(picture.idrPicId);
	writer.bits(picture.pocLsb, POC_LSB_BITS);
	if (slice.type === "P") {
		writer.flag(false); // num_ref_idx_active_override_flag
		writer.flag(false); // ref_pic_list_modification_flag_l0 (7.3.3.1)
	}
	if (picture.isReference) writeMarking(writer, picture);
	if (slice.type === "P") writer.ue(0); // cabac_init_idc
	writer.se(slice.qp - INIT_QP); // slice_qp_delta
	writeDeblocking(writer, slice.deblocking);
	writer.align(1); // cabac_alignment_one_bit
	return writer.bytes();
}

/** nal_ref_idc 0 in all slices of a disposable picture and in none of any other (7.4.1). */
function createNalHeader({ idrPicId, isReference }: PictureHeader): number {
	if (idrPicId !== null) return nalHeader(3, NAL.idrSlice);
	return nalHeader(isReference ? 2 : 0, NAL.slice);
}

/** dec_ref_pic_marking() (7.3.3.3): a reference replaces the one before it by the sliding window. */
function writeMarking(writer: BitWriter, { idrPicId }: PictureHeader): void {
	if (idrPicId !== null) writer.flag(false); // no_output_of_prior_pics_flag
	writer.flag(false); // long_term_reference_flag, adaptive_ref_pic_marking_mode_flag
}

function writeDeblocking(writer: BitWriter, { idc, alphaOffsetDiv2, betaOffsetDiv2 }: Deblocking): void {
	writer.ue(idc);
	if (idc === 1) return;
	writer.se(alphaOffsetDiv2);
	writer.se(betaOffsetDiv2);
}
