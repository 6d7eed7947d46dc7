import { writeBits } from "./bit-writer.ts";
import { escapeRbsp, joinEscaped } from "./emulation.ts";
import { NAL, nalHeader } from "./nal.ts";
import type { RepeatFormat } from "./repeat-format.ts";
import { EMPTY_SLICE_QP, skipSliceData } from "./skip-slice.ts";

/** frame_num and pic_order_cnt_lsb of a picture. */
export type PictureNumbers = { readonly frameNum: number; readonly pocLsb: number };

/**
 * Writes pictures equal to the reference before them: one P slice (7.3.3) in which every macroblock is skipped. References, because
 * Android's decoder loses pictures where many in a row are none (docs/decoders.md).
 */
export function repeatPictures(format: RepeatFormat): (numbers: PictureNumbers) => Uint8Array {
	const { mbCount, ppsId, frameNumBits, pocLsbBits, isCabac, initQp, hasDeblockingControl } = format;
	const cabacData = isCabac ? escapeRbsp(skipSliceData(mbCount)) : null;
	return ({ frameNum, pocLsb }) => {
		const writer = writeBits();
		writer.bits(nalHeader(2, NAL.slice), 8);
		writer.ue(0); // first_mb_in_slice
		writer.ue(0); // slice_type: P
		writer.ue(ppsId);
		writer.bits(frameNum, frameNumBits);
		if (pocLsbBits !== null) writer.bits(pocLsb, pocLsbBits);
		writer.flag(true); // num_ref_idx_active_override_flag
		writer.ue(0); // num_ref_idx_l0_active_minus1: one
		writer.flag(false); // ref_pic_list_modification_flag_l0
		writer.flag(false); // adaptive_ref_pic_marking_mode_flag
		if (isCabac) writer.ue(0); // cabac_init_idc
		writer.se(isCabac ? EMPTY_SLICE_QP - initQp : 0); // slice_qp_delta
		if (hasDeblockingControl) writer.ue(1); // disable_deblocking_filter_idc: it was filtered when it was coded
		if (cabacData !== null) {
			writer.align(1);
			return joinEscaped(writer.bytes(), cabacData);
		}
		writer.ue(mbCount); // mb_skip_run (7.3.4)
		writer.flag(true); // rbsp_stop_one_bit
		return escapeRbsp(writer.bytes());
	};
}
