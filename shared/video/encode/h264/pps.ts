import { readBits } from "./bit-reader.ts";
import { writeBits } from "./bit-writer.ts";
import { escapeRbsp, unescapeNal } from "./emulation.ts";
import { NAL, nalHeader } from "./nal.ts";
import { refuseIf } from "./unsupported-stream-error.ts";

/** The fields of a PPS that change how slice data are read or shown: equal in all strips of a stream. */
export type CodingTools = {
	readonly chromaQpOffset: number;
	readonly secondChromaQpOffset: number;
	readonly isIntraConstrained: boolean;
	readonly hasTransform8x8: boolean;
};

export type Pps = {
	readonly tools: CodingTools;
	/** 26 + pic_init_qp_minus26. */
	readonly initQp: number;
	readonly hasDeblockingControl: boolean;
};

/** pic_parameter_set_rbsp() (7.3.2.2); refuses what a band could not be lifted out of. */
export function readPps(nal: Uint8Array): Pps {
	const rbsp = unescapeNal(nal.subarray(1));
	const reader = readBits(rbsp);
	refuseIf(reader.ue() !== 0, "several picture parameter sets");
	refuseIf(reader.ue() !== 0, "several sequence parameter sets");
	refuseIf(!reader.flag(), "CAVLC (entropy_coding_mode_flag 0)");
	refuseIf(reader.flag(), "bottom_field_pic_order_in_frame_present_flag 1");
	refuseIf(reader.ue() !== 0, "slice groups");
	reader.ue(); // num_ref_idx_l0_default_active_minus1: for P slices
	reader.ue(); // num_ref_idx_l1_default_active_minus1
	refuseIf(reader.flag() || reader.bits(2) !== 0, "weighted prediction");
	const initQp = 26 + reader.se();
	reader.se(); // pic_init_qs_minus26: for SP and SI slices
	const chromaQpOffset = reader.se();
	const hasDeblockingControl = reader.flag();
	const isIntraConstrained = reader.flag();
	refuseIf(reader.flag(), "redundant pictures (redundant_pic_cnt_present_flag 1)");
	const common = { chromaQpOffset, isIntraConstrained };
	if (reader.bitPosition() >= stopBitPosition(rbsp)) {
		const tools = { ...common, secondChromaQpOffset: chromaQpOffset, hasTransform8x8: false };
		return { tools, initQp, hasDeblockingControl };
	}
	const hasTransform8x8 = reader.flag();
	refuseIf(reader.flag(), "scaling lists in the picture parameter set");
	const tools = { ...common, hasTransform8x8, secondChromaQpOffset: reader.se() };
	return { tools, initQp, hasDeblockingControl };
}

/** Where the rbsp_stop_one_bit is: more_rbsp_data() is true before it (7.2). */
function stopBitPosition(rbsp: Uint8Array): number {
	const last = rbsp.findLastIndex((byte) => byte !== 0);
	const byte = rbsp[last] ?? 0;
	const trailingZeros = 31 - Math.clz32(byte & -byte);
	return last * 8 + 7 - trailingZeros;
}

/** SliceQPY where slice_qp_delta is 0. */
export const INIT_QP = 26;

/**
 * pic_parameter_set_id of pictures in CABAC, of those in CAVLC, and of those in CABAC whose B slices have weights. All slices of a
 * picture name the same: another would begin a new picture (7.4.1.2.4).
 */
export const PPS_ID = { cabac: 0, cavlc: 1, weighted: 2 } as const;

export type PpsKind = keyof typeof PPS_ID;

/** A PPS of the stream as a NAL unit (7.3.2.2). */
export function writePps(tools: CodingTools, kind: PpsKind): Uint8Array {
	const writer = writeBits();
	writer.bits(nalHeader(3, NAL.pps), 8);
	writer.ue(PPS_ID[kind]);
	writer.ue(0); // seq_parameter_set_id
	writer.flag(kind !== "cavlc"); // entropy_coding_mode_flag
	writer.flag(false); // bottom_field_pic_order_in_frame_present_flag
	writer.ue(0); // num_slice_groups_minus1
	writer.ue(0); // num_ref_idx_l0_default_active_minus1
	writer.ue(0); // num_ref_idx_l1_default_active_minus1
	writer.flag(false); // weighted_pred_flag
	writer.bits(kind === "weighted" ? 1 : 0, 2); // weighted_bipred_idc: 1, B slices have a table of weights
	writer.se(INIT_QP - 26); // pic_init_qp_minus26
	writer.se(0); // pic_init_qs_minus26
	writer.se(tools.chromaQpOffset);
	writer.flag(true); // deblocking_filter_control_present_flag
	writer.flag(tools.isIntraConstrained);
	writer.flag(false); // redundant_pic_cnt_present_flag
	writer.flag(tools.hasTransform8x8);
	writer.flag(false); // pic_scaling_matrix_present_flag
	writer.se(tools.secondChromaQpOffset);
	writer.flag(true); // rbsp_stop_one_bit (7.3.2.11)
	return escapeRbsp(writer.bytes());
}
