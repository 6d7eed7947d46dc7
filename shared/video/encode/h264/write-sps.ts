import { type BitWriter, writeBits } from "./bit-writer.ts";
import { escapeRbsp } from "./emulation.ts";
import { levelFor, MACROBLOCK_PX } from "./level.ts";
import { NAL, nalHeader } from "./nal.ts";

/**
 * log2 of MaxFrameNum and of MaxPicOrderCntLsb. The order counts by 2 and may not get half of its range away from the
 * last reference (8.2.1.1), which is at most a few disposable pictures ago.
 */
export const FRAME_NUM_BITS = 4;
export const POC_LSB_BITS = 12;

type SpsFacts = {
	readonly widthPx: number;
	readonly heightPx: number;
	readonly widthMbs: number;
	readonly heightMbs: number;
	readonly fps: number;
	/** Whether pictures are shown in another order than they come, between two references. Default: false. */
	readonly isReordered?: boolean;
};

/** The stream's SPS as a NAL unit: seq_parameter_set_data() (7.3.2.1.1). */
export function writeSps(facts: SpsFacts): Uint8Array {
	const writer = writeBits();
	writer.bits(nalHeader(3, NAL.sps), 8);
	writer.bits(100, 8); // profile_idc: High
	writer.bits(0, 8); // constraint_set flags: x264's own say "intra only", which this stream is not
	writer.bits(levelFor(facts).idc, 8);
	writer.ue(0); // seq_parameter_set_id
	writer.ue(1); // chroma_format_idc: 4:2:0
	writer.ue(0); // bit_depth_luma_minus8
	writer.ue(0); // bit_depth_chroma_minus8
	writer.flag(false); // qpprime_y_zero_transform_bypass_flag
	writer.flag(false); // seq_scaling_matrix_present_flag
	writer.ue(FRAME_NUM_BITS - 4);
	writer.ue(0); // pic_order_cnt_type
	writer.ue(POC_LSB_BITS - 4);
	writer.ue(facts.isReordered === true ? 2 : 1); // max_num_ref_frames
	writer.flag(false); // gaps_in_frame_num_value_allowed_flag
	writer.ue(facts.widthMbs - 1);
	writer.ue(facts.heightMbs - 1);
	writer.flag(true); // frame_mbs_only_flag
	writer.flag(true); // direct_8x8_inference_flag
	writeCropping(writer, facts);
	writer.flag(true); // vui_parameters_present_flag
	writeVui(writer, facts.fps);
	writer.flag(true); // rbsp_stop_one_bit (7.3.2.11)
	return escapeRbsp(writer.bytes());
}

/** In units of 2 samples (7.4.2.1.1). */
function writeCropping(writer: BitWriter, { widthPx, heightPx, widthMbs, heightMbs }: SpsFacts): void {
	const right = (MACROBLOCK_PX * widthMbs - widthPx) / 2;
	const bottom = (MACROBLOCK_PX * heightMbs - heightPx) / 2;
	writer.flag(right + bottom > 0);
	if (right + bottom > 0) for (const offset of [0, right, 0, bottom]) writer.ue(offset);
}

/** vui_parameters() (E.1.1). */
function writeVui(writer: BitWriter, fps: number): void {
	writer.flag(true); // aspect_ratio_info_present_flag
	writer.bits(1, 8); // aspect_ratio_idc: square samples
	writer.flag(false); // overscan_info_present_flag
	writer.flag(true); // video_signal_type_present_flag
	writer.bits(5, 3); // video_format: unspecified
	writer.flag(false); // video_full_range_flag
	writer.flag(true); // colour_description_present_flag
	for (let i = 0; i < 3; i++) writer.bits(1, 8); // primaries, transfer and matrix: BT.709 (tables E-3 to E-5)
	writer.flag(false); // chroma_loc_info_present_flag
	writer.flag(true); // timing_info_present_flag
	writer.bits(1, 32); // num_units_in_tick: a tick is half a picture (E.2.1)
	writer.bits(2 * fps, 32); // time_scale
	writer.flag(true); // fixed_frame_rate_flag
	writer.flag(false); // nal_hrd_parameters_present_flag
	writer.flag(false); // vcl_hrd_parameters_present_flag
	writer.flag(false); // pic_struct_present_flag
	// With max_num_reorder_frames 0, which is true, libavc has buffers for a single disposable picture in a row. With 3, which
	// is too, ffmpeg loses three pictures when it muxes the bare stream (docs/decoders.md).
	writer.flag(false); // bitstream_restriction_flag
}
