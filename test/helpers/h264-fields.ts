/**
 * What our streams hold, by hand from the standard: fields and their bits, with spaces. ue(v) is as many zeros as there are digits behind the first of value + 1, then
 * value + 1: 0 is `1`, 1 `010`, 4 `00101` (table 9-2); se(v) takes 0, 1, −1, 2, −2 … as 0, 1, 2, 3, 4 … (table 9-3).
 */
export type Fields = readonly (readonly [field: string, bits: string])[];

/** Fields as bytes, the last one filled with zeros. */
export function bytesOfFields(fields: Fields): Uint8Array {
	const bits = fields.map(([, each]) => each.replaceAll(" ", "")).join("");
	return Uint8Array.from(bits.match(/.{1,8}/g) ?? [], (byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
}

/** Of 1080×1920 at 30 pictures a second (7.3.1, 7.3.2.1.1, E.1.1). */
// biome-ignore format: a table, a field a line
export const SPS_FIELDS: Fields = [
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
	["bitstream_restriction_flag 0: a decoder infers what the level allows", "0"],
	["rbsp_stop_one_bit, rbsp_alignment_zero_bits", "1 00000"],
];

/** With chroma_qp_index_offset −4, and −3 for Cr (7.3.2.2). */
// biome-ignore format: a table, a field a line
export const PPS_FIELDS: Fields = [
	["forbidden_zero_bit, nal_ref_idc 3, nal_unit_type 8", "0 11 01000"],
	["pic_parameter_set_id 0", "1"],
	["seq_parameter_set_id 0", "1"],
	["entropy_coding_mode_flag 1, CABAC", "1"],
	["bottom_field_pic_order_in_frame_present_flag 0", "0"],
	["num_slice_groups_minus1 0", "1"],
	["num_ref_idx_l0_default_active_minus1 0", "1"],
	["num_ref_idx_l1_default_active_minus1 0", "1"],
	["weighted_pred_flag 0", "0"],
	["weighted_bipred_idc 0", "00"],
	["pic_init_qp_minus26 0", "1"],
	["pic_init_qs_minus26 0", "1"],
	["chroma_qp_index_offset -4", "000 1001"],
	["deblocking_filter_control_present_flag 1", "1"],
	["constrained_intra_pred_flag 0", "0"],
	["redundant_pic_cnt_present_flag 0", "0"],
	["transform_8x8_mode_flag 1", "1"],
	["pic_scaling_matrix_present_flag 0", "0"],
	["second_chroma_qp_index_offset -3", "00 111"],
	["rbsp_stop_one_bit, rbsp_alignment_zero_bits", "1 00"],
];

export const CAVLC_PPS_FIELDS: Fields = PPS_FIELDS.slice(0, -1)
	.map(([field, bits]): Fields[number] => {
		if (field.startsWith("pic_parameter_set_id")) return ["pic_parameter_set_id 1", "010"];
		if (field.startsWith("entropy_coding_mode_flag")) return ["entropy_coding_mode_flag 0, CAVLC", "0"];
		return [field, bits];
	})
	.concat([["rbsp_stop_one_bit", "1"]]);

/** A picture of 8160 macroblocks that repeats the one before it, with its slice data (7.3.3, 7.3.4). */
// biome-ignore format: a table, a field a line
export const REPEAT_FIELDS: Fields = [
	["forbidden_zero_bit, nal_ref_idc 2, nal_unit_type 1", "0 10 00001"],
	["first_mb_in_slice 0", "1"],
	["slice_type 0, P", "1"],
	["pic_parameter_set_id 1", "010"],
	["frame_num 3", "0011"],
	["pic_order_cnt_lsb 10", "0000 0000 1010"],
	["num_ref_idx_active_override_flag 1", "1"],
	["num_ref_idx_l0_active_minus1 0", "1"],
	["ref_pic_list_modification_flag_l0 0", "0"],
	["adaptive_ref_pic_marking_mode_flag 0", "0"],
	["slice_qp_delta 0", "1"],
	["disable_deblocking_filter_idc 1", "010"],
	["mb_skip_run 8160", "000000000000 1111111100001"],
	["rbsp_stop_one_bit, rbsp_alignment_zero_bits", "1 0"],
];

/** Of a disposable picture (7.3.3). slice_type 0, not 5: its bands are of another type. */
// biome-ignore format: a table, a field a line
export const EMPTY_SLICE_FIELDS: Fields = [
	["forbidden_zero_bit, nal_ref_idc 0, nal_unit_type 1", "0 00 00001"],
	["first_mb_in_slice 136", "0000000 10001001"],
	["slice_type 0, P", "1"],
	["pic_parameter_set_id 0", "1"],
	["frame_num 3", "0011"],
	["pic_order_cnt_lsb 10", "0000 0000 1010"],
	["num_ref_idx_active_override_flag 0", "0"],
	["ref_pic_list_modification_flag_l0 0", "0"],
	["cabac_init_idc 0", "1"],
	["slice_qp_delta 25", "00000 110010"],
	["disable_deblocking_filter_idc 1", "010"],
	["cabac_alignment_one_bits", "111111"],
];

/** Of a picture that is a reference. slice_type 2, not 7. */
// biome-ignore format: a table, a field a line
export const BAND_FIELDS: Fields = [
	["forbidden_zero_bit, nal_ref_idc 2, nal_unit_type 1", "0 10 00001"],
	["first_mb_in_slice 0", "1"],
	["slice_type 2, I", "011"],
	["pic_parameter_set_id 0", "1"],
	["frame_num 15", "1111"],
	["pic_order_cnt_lsb 4094", "1111 1111 1110"],
	["adaptive_ref_pic_marking_mode_flag 0", "0"],
	["slice_qp_delta -3", "00 111"],
	["disable_deblocking_filter_idc 2", "011"],
	["slice_alpha_c0_offset_div2 0", "1"],
	["slice_beta_offset_div2 0", "1"],
];

// biome-ignore format: a table, a field a line
export const KEY_FIELDS: Fields = [
	["forbidden_zero_bit, nal_ref_idc 3, nal_unit_type 5", "0 11 00101"],
	["first_mb_in_slice 0", "1"],
	["slice_type 2, I", "011"],
	["pic_parameter_set_id 0", "1"],
	["frame_num 0", "0000"],
	["idr_pic_id 1", "010"],
	["pic_order_cnt_lsb 0", "0000 0000 0000"],
	["no_output_of_prior_pics_flag 0", "0"],
	["long_term_reference_flag 0", "0"],
	["slice_qp_delta 0", "1"],
	["disable_deblocking_filter_idc 2", "011"],
	["slice_alpha_c0_offset_div2 0", "1"],
	["slice_beta_offset_div2 0", "1"],
];
