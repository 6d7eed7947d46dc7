import { expect, test } from "vitest";
import { writeSps } from "../../../shared/encode/h264/write-sps.ts";

/**
 * The SPS of 1080×1920 at 30 pictures a second, by hand from the standard (7.3.1, 7.3.2.1.1, E.1.1). ue(v) is as many
 * zeros as there are digits behind the first of value + 1, then value + 1: 0 is `1`, 1 `010`, 4 `00101` (table 9-2).
 */
// biome-ignore format: a table, a field a line
const FIELDS: readonly (readonly [field: string, bits: string])[] = [
	["forbidden_zero_bit, nal_ref_idc 3, nal_unit_type 7", "0 11 00111"],
	["profile_idc 100, High", "0110 0100"],
	["constraint_set0_flag to constraint_set5_flag, reserved_zero_2bits", "000000 00"],
	["level_idc 40", "0010 1000"],
	["seq_parameter_set_id 0", "1"],
	["chroma_format_idc 1, 4:2:0", "010"],
	["bit_depth_luma_minus8 0", "1"],
	["bit_depth_chroma_minus8 0", "1"],
	["qpprime_y_zero_transform_bypass_flag 0", "0"],
	["seq_scaling_matrix_present_flag 0", "0"],
	["log2_max_frame_num_minus4 0", "1"],
	["pic_order_cnt_type 0", "1"],
	["log2_max_pic_order_cnt_lsb_minus4 8", "000 1001"],
	["max_num_ref_frames 1", "010"],
	["gaps_in_frame_num_value_allowed_flag 0", "0"],
	["pic_width_in_mbs_minus1 67", "000000 1000100"],
	["pic_height_in_map_units_minus1 119", "000000 1111000"],
	["frame_mbs_only_flag 1", "1"],
	["direct_8x8_inference_flag 1", "1"],
	["frame_cropping_flag 1: 68 macroblocks are 1088 px", "1"],
	["frame_crop_left_offset 0", "1"],
	["frame_crop_right_offset 4, in units of 2 px", "00101"],
	["frame_crop_top_offset 0", "1"],
	["frame_crop_bottom_offset 0", "1"],
	["vui_parameters_present_flag 1", "1"],
	["aspect_ratio_info_present_flag 1", "1"],
	["aspect_ratio_idc 1, 1:1", "0000 0001"],
	["overscan_info_present_flag 0", "0"],
	["video_signal_type_present_flag 1", "1"],
	["video_format 5, unspecified", "101"],
	["video_full_range_flag 0", "0"],
	["colour_description_present_flag 1", "1"],
	["colour_primaries 1, BT.709", "0000 0001"],
	["transfer_characteristics 1, BT.709", "0000 0001"],
	["matrix_coefficients 1, BT.709", "0000 0001"],
	["chroma_loc_info_present_flag 0", "0"],
	["timing_info_present_flag 1", "1"],
	["num_units_in_tick 1", "0000 0000 0000 0000 0000 0000 0000 0001"],
	["time_scale 60, two ticks a picture", "0000 0000 0000 0000 0000 0000 0011 1100"],
	["fixed_frame_rate_flag 1", "1"],
	["nal_hrd_parameters_present_flag 0", "0"],
	["vcl_hrd_parameters_present_flag 0", "0"],
	["pic_struct_present_flag 0", "0"],
	["bitstream_restriction_flag 1", "1"],
	["motion_vectors_over_pic_boundaries_flag 1", "1"],
	["max_bytes_per_pic_denom 0", "1"],
	["max_bits_per_mb_denom 0", "1"],
	["log2_max_mv_length_horizontal 16", "0000 10001"],
	["log2_max_mv_length_vertical 16", "0000 10001"],
	["max_num_reorder_frames 0", "1"],
	["max_dec_frame_buffering 1", "010"],
	["rbsp_stop_one_bit, rbsp_alignment_zero_bits", "1 0000"],
];

test("the SPS of 1080×1920 at 30 is, bit for bit, as the standard has it", () => {
	const nal = writeSps({ widthPx: 1080, heightPx: 1920, widthMbs: 68, heightMbs: 120, fps: 30 });
	// emulation_prevention_three_byte (7.3.1)
	const bytes = [...nal].filter((byte, at) => byte !== 3 || nal[at - 1] !== 0 || nal[at - 2] !== 0);
	const bits = bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");
	let at = 0;
	const written = FIELDS.map(([field, expected]) => {
		const from = at;
		at += expected.replaceAll(" ", "").length;
		return [field, bits.slice(from, at)];
	});
	expect(written).toEqual(FIELDS.map(([field, expected]) => [field, expected.replaceAll(" ", "")]));
	expect(bits.slice(at)).toBe("");
});
