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

/** Which PPS all slices of a picture name (7.4.1.2.4), and the weight of list 1, of 64, in its B slices; null: they have no table. */
export type PictureWeight = { readonly weight?: number | null };

export type SliceFacts = {
	readonly type: "I" | "P" | "B";
	/** Of a P slice: whether it refers to the second last reference in the place of the last. Default: false. */
	readonly isOfSecondLast?: boolean;
	readonly firstMb: number;
	readonly qp: number;
	readonly deblocking: Deblocking;
};

/** The RBSP of a slice with its NAL header byte, up to the slice data: slice_header() (7.3.3), aligned (7.3.4). */
export function writeSliceHeader(picture: PictureHeader & PictureWeight, slice: SliceFacts): Uint8Array {
	const writer = writeBits();
	writer.bits(createNalHeader(picture), 8);
	writer.ue(slice.firstMb);
	// Not 5 and 7, which say that all slices of the picture are of this type (7.4.3): pictures of ours are mixed.
	writer.ue(SLICE_TYPE[slice.type]);
	writer.ue(picture.weight == null ? PPS_ID.cabac : PPS_ID.weighted); // pic_parameter_set_id
	writer.bits(picture.frameNum, FRAME_NUM_BITS);
	if (picture.idrPicId !== null) writer.ue(picture.idrPicId);
	writer.bits(picture.pocLsb, POC_LSB_BITS);
	if (slice.type === "B") writer.flag(true); // direct_spatial_mv_pred_flag
	if (slice.type !== "I") {
		writer.flag(false); // num_ref_idx_active_override_flag
		writeList(writer, slice.isOfSecondLast === true);
	}
	if (slice.type === "B") {
		writer.flag(false); // ref_pic_list_modification_flag_l1
		if (picture.weight != null) writeWeights(writer, picture.weight);
	}
	if (picture.isReference) writeMarking(writer, picture);
	if (slice.type !== "I") writer.ue(0); // cabac_init_idc
	writer.se(slice.qp - INIT_QP); // slice_qp_delta
	writeDeblocking(writer, slice.deblocking);
	writer.align(1); // cabac_alignment_one_bit
	return writer.bytes();
}

const SLICE_TYPE = { P: 0, B: 1, I: 2 } as const;

/**
 * ref_pic_list_modification() of list 0 (7.3.3.1). Its only picture is the last reference by frame_num, and in B slices the last one
 * that is shown before the picture. Numbers count back from that of the picture itself.
 */
function writeList(writer: BitWriter, isOfSecondLast: boolean): void {
	writer.flag(isOfSecondLast); // ref_pic_list_modification_flag_l0
	if (!isOfSecondLast) return;
	writer.ue(0); // modification_of_pic_nums_idc: subtract
	writer.ue(1); // abs_diff_pic_num_minus1
	writer.ue(3); // modification_of_pic_nums_idc: end
}

/** pred_weight_table() (7.3.3.2): 64 − `weight` and `weight` of 32 each, so that the two are halved (8.4.2.3). */
function writeWeights(writer: BitWriter, weight: number): void {
	writer.ue(WEIGHT_LOG2); // luma_log2_weight_denom
	writer.ue(WEIGHT_LOG2); // chroma_log2_weight_denom
	for (const value of [64 - weight, weight]) {
		writer.flag(true); // luma_weight_flag
		writer.se(value);
		writer.se(0); // luma_offset
		writer.flag(true); // chroma_weight_flag
		for (let plane = 0; plane < 2; plane++) {
			writer.se(value);
			writer.se(0); // chroma_offset
		}
	}
}

const WEIGHT_LOG2 = 5;

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
