import { type BitReader, readBits } from "./bit-reader.ts";
import { unescapeNal } from "./emulation.ts";
import { MACROBLOCK_PX } from "./level.ts";
import { refuseIf } from "./unsupported-stream-error.ts";

/** The fields of x264's SPS about its pictures. */
export type Sps = {
	readonly widthMbs: number;
	readonly heightMbs: number;
	readonly widthPx: number;
	readonly heightPx: number;
	readonly frameNumBits: number;
	/** log2 of MaxPicOrderCntLsb; null where the order is that of the stream and nothing is written (type 2). */
	readonly pocLsbBits: number | null;
};

/** seq_parameter_set_data() (7.3.2.1.1); refuses what a band could not be lifted out of. */
export function readSps(nal: Uint8Array): Sps {
	const reader = readBits(unescapeNal(nal.subarray(1)));
	const isHigh = readProfile(reader);
	reader.bits(8 + 8); // constraint flags, level_idc: ours are written anew
	refuseIf(reader.ue() !== 0, "several sequence parameter sets");
	if (isHigh) readHighFormat(reader);
	const frameNumBits = reader.ue() + 4;
	const pocType = reader.ue();
	refuseIf(pocType === 1, "pic_order_cnt_type 1");
	const pocLsbBits = pocType === 0 ? reader.ue() + 4 : null;
	reader.ue(); // max_num_ref_frames: intra pictures refer to none
	reader.flag(); // gaps_in_frame_num_value_allowed_flag
	const widthMbs = reader.ue() + 1;
	const heightMbs = reader.ue() + 1;
	refuseIf(!reader.flag(), "interlaced coding (frame_mbs_only_flag 0)");
	reader.flag(); // direct_8x8_inference_flag: for B slices
	const crop = readCropping(reader);
	if (reader.flag()) readVui(reader);
	const widthPx = MACROBLOCK_PX * widthMbs - crop.widthPx;
	const heightPx = MACROBLOCK_PX * heightMbs - crop.heightPx;
	return { widthMbs, heightMbs, widthPx, heightPx, frameNumBits, pocLsbBits };
}

export const BASELINE = 66;
export const MAIN = 77;
export const HIGH = 100;

/** Whether it is High, which tells its format; Main has the only one that is known here. */
function readProfile(reader: BitReader): boolean {
	const profile = reader.bits(8);
	refuseIf(profile === BASELINE, "the Baseline profile");
	refuseIf(profile !== MAIN && profile !== HIGH, `profile_idc ${profile}`);
	return profile === HIGH;
}

export function readHighFormat(reader: BitReader): void {
	const chromaFormat = reader.ue();
	refuseIf(chromaFormat !== 1, `chroma_format_idc ${chromaFormat}`);
	refuseIf(reader.ue() + reader.ue() > 0, "samples of more than 8 bits");
	refuseIf(reader.flag(), "lossless coding (qpprime_y_zero_transform_bypass_flag)");
	refuseIf(reader.flag(), "scaling lists in the sequence parameter set");
}

/** frame_cropping: in units of 2 samples, as chroma is halved both ways (7.4.2.1.1). Only from right and bottom. */
function readCropping(reader: BitReader): { readonly widthPx: number; readonly heightPx: number } {
	if (!reader.flag()) return { widthPx: 0, heightPx: 0 };
	const left = reader.ue();
	const right = reader.ue();
	const top = reader.ue();
	const bottom = reader.ue();
	refuseIf(left + top > 0, "cropping at the left or at the top");
	return { widthPx: 2 * right, heightPx: 2 * bottom };
}

/** vui_parameters() (E.1.1) up to pic_struct_present_flag. */
function readVui(reader: BitReader): void {
	const EXTENDED_SAR = 255;
	if (reader.flag() && reader.bits(8) === EXTENDED_SAR) reader.bits(32);
	if (reader.flag()) reader.flag(); // overscan
	if (reader.flag()) {
		reader.bits(4); // video_format, video_full_range_flag
		if (reader.flag()) reader.bits(24); // colour description
	}
	if (reader.flag()) {
		reader.ue(); // chroma_sample_loc_type, top and bottom
		reader.ue();
	}
	if (reader.flag()) {
		reader.bits(32); // num_units_in_tick, time_scale, fixed_frame_rate_flag
		reader.bits(32);
		reader.flag();
	}
	refuseIf(reader.flag() || reader.flag(), "HRD parameters (nal-hrd)");
	refuseIf(reader.flag(), "picture structures in SEI (pic_struct_present_flag)");
}
