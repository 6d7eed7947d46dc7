import { describe, expect, test } from "vitest";
import { escapeRbsp } from "../../../shared/video/encode/h264/emulation.ts";
import { readPps } from "../../../shared/video/encode/h264/pps.ts";
import { readSps } from "../../../shared/video/encode/h264/read-sps.ts";
import { readIntraSliceHeader } from "../../../shared/video/encode/h264/slice-header.ts";
import { UnsupportedStreamError } from "../../../shared/video/encode/h264/unsupported-stream-error.ts";
import { bytesOfFields, type Fields, KEY_FIELDS, PPS_FIELDS, SPS_FIELDS } from "../../helpers/h264-fields.ts";

/** A NAL unit of these fields, the one whose name begins so with other bits. */
function withField(fields: Fields, name: string, bits: string): Uint8Array {
	const at = fields.findIndex(([field]) => field.startsWith(`${name} `));
	if (at === -1) throw new Error(`There is no ${name}`);
	return escapeRbsp(bytesOfFields(fields.with(at, [name, bits])));
}

const sps = readSps(escapeRbsp(bytesOfFields(SPS_FIELDS)));
const pps = readPps(bytesOfFields(PPS_FIELDS));

/** What no x264 makes that can be asked for here; h264-refusals.test.ts has the others. */
describe("is refused by name, where a stream has it:", () => {
	test.each([
		["seq_parameter_set_id", "010", "several sequence parameter sets"],
		["chroma_format_idc", "011", "chroma_format_idc 2"],
		["bit_depth_luma_minus8", "011", "samples of more than 8 bits"],
		["bit_depth_chroma_minus8", "011", "samples of more than 8 bits"],
		["qpprime_y_zero_transform_bypass_flag", "1", "lossless coding (qpprime_y_zero_transform_bypass_flag)"],
		["seq_scaling_matrix_present_flag", "1", "scaling lists in the sequence parameter set"],
		["pic_order_cnt_type", "010", "pic_order_cnt_type 1"],
		["frame_mbs_only_flag", "0", "interlaced coding (frame_mbs_only_flag 0)"],
		["frame_crop_left_offset", "010", "cropping at the left or at the top"],
		["frame_crop_top_offset", "010", "cropping at the left or at the top"],
		["vcl_hrd_parameters_present_flag", "1", "HRD parameters (nal-hrd)"],
		["pic_struct_present_flag", "1", "picture structures in SEI (pic_struct_present_flag)"],
	])("an SPS with %s %s", (field, bits, message) => {
		const read = () => readSps(withField(SPS_FIELDS, field, bits));
		expect(read).toThrow(new UnsupportedStreamError(message));
	});

	test.each([
		["pic_parameter_set_id", "010", "several picture parameter sets"],
		["seq_parameter_set_id", "010", "several sequence parameter sets"],
		["bottom_field_pic_order_in_frame_present_flag", "1", "bottom_field_pic_order_in_frame_present_flag 1"],
		["num_slice_groups_minus1", "010", "slice groups"],
		["weighted_pred_flag", "1", "weighted prediction"],
		["weighted_bipred_idc", "10", "weighted prediction"],
		["redundant_pic_cnt_present_flag", "1", "redundant pictures (redundant_pic_cnt_present_flag 1)"],
	])("a PPS with %s %s", (field, bits, message) => {
		const read = () => readPps(withField(PPS_FIELDS, field, bits));
		expect(read).toThrow(new UnsupportedStreamError(message));
	});

	test.each([
		["first_mb_in_slice", "010", "several slices in a picture"],
		["slice_type", "1", "a slice of slice_type 0 in an IDR picture"],
		["pic_parameter_set_id", "010", "several picture parameter sets"],
		["long_term_reference_flag", "1", "long-term references"],
	])("a slice with %s %s", (field, bits, message) => {
		const read = () => readIntraSliceHeader(withField(KEY_FIELDS, field, bits), sps, pps);
		expect(read).toThrow(new UnsupportedStreamError(message));
	});
});
