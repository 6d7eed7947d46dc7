import { readBits } from "./bit-reader.ts";
import { unescapeNal } from "./emulation.ts";
import { BASELINE, HIGH, MAIN, readHighFormat } from "./read-sps.ts";
import { refuseIf } from "./unsupported-stream-error.ts";

/** What is needed of a stream's parameter sets to number its pictures anew, and to repeat them. */
export type RepeatFormat = {
	readonly mbCount: number;
	/** Of the pictures that repeat. */
	readonly ppsId: number;
	readonly frameNumBits: number;
	/** log2 of MaxPicOrderCntLsb; null where the order is that of the stream and nothing is written (type 2). */
	readonly pocLsbBits: number | null;
	readonly isCabac: boolean;
	/** 26 + pic_init_qp_minus26. */
	readonly initQp: number;
	readonly hasDeblockingControl: boolean;
};

/**
 * Reads another encoder's parameter sets, NAL units both. Refuses (`UnsupportedStreamError`) streams whose pictures may refer to others than the one
 * before: a repetition in between would stand where they look.
 */
export function readRepeatFormat(sps: Uint8Array, pps: Uint8Array): RepeatFormat {
	return { ...readSpsFields(sps), ...readPpsFields(pps) };
}

/** seq_parameter_set_data() (7.3.2.1.1) up to frame_mbs_only_flag. */
function readSpsFields(nal: Uint8Array) {
	const reader = readBits(unescapeNal(nal.subarray(1)));
	const profile = reader.bits(8);
	refuseIf(![BASELINE, MAIN, HIGH].includes(profile), `profile_idc ${profile}`);
	reader.bits(8 + 8); // constraint flags, level_idc
	refuseIf(reader.ue() !== 0, "several sequence parameter sets");
	if (profile === HIGH) readHighFormat(reader);
	const frameNumBits = reader.ue() + 4;
	const pocType = reader.ue();
	refuseIf(pocType === 1, "pic_order_cnt_type 1");
	const pocLsbBits = pocType === 0 ? reader.ue() + 4 : null;
	refuseIf(reader.ue() !== 1, "several reference pictures");
	refuseIf(reader.flag(), "gaps in frame_num");
	const widthMbs = reader.ue() + 1;
	const heightMbs = reader.ue() + 1;
	refuseIf(!reader.flag(), "interlaced coding (frame_mbs_only_flag 0)");
	return { mbCount: widthMbs * heightMbs, frameNumBits, pocLsbBits };
}

/** pic_parameter_set_rbsp() (7.3.2.2) up to redundant_pic_cnt_present_flag. */
function readPpsFields(nal: Uint8Array) {
	const reader = readBits(unescapeNal(nal.subarray(1)));
	refuseIf(reader.ue() !== 0, "several picture parameter sets");
	refuseIf(reader.ue() !== 0, "several sequence parameter sets");
	const isCabac = reader.flag();
	refuseIf(reader.flag(), "bottom_field_pic_order_in_frame_present_flag 1");
	refuseIf(reader.ue() !== 0, "slice groups");
	reader.ue(); // num_ref_idx_l0_default_active_minus1: slices say how many they use
	reader.ue(); // num_ref_idx_l1_default_active_minus1
	refuseIf(reader.flag() || reader.bits(2) !== 0, "weighted prediction");
	const initQp = 26 + reader.se();
	reader.se(); // pic_init_qs_minus26: for SP and SI slices
	reader.se(); // chroma_qp_index_offset
	const hasDeblockingControl = reader.flag();
	reader.flag(); // constrained_intra_pred_flag
	refuseIf(reader.flag(), "redundant pictures (redundant_pic_cnt_present_flag 1)");
	return { ppsId: 0, isCabac, initQp, hasDeblockingControl };
}
