import { type BitReader, readBits } from "./bit-reader.ts";
import { escapeRbsp, unescapeNal } from "./emulation.ts";
import { NAL, nalType } from "./nal.ts";
import type { RepeatFormat } from "./repeat-format.ts";
import type { PictureNumbers } from "./repeat-picture.ts";
import { refuse, refuseIf } from "./unsupported-stream-error.ts";

/** Numbers of a picture by how many there are since the last IDR picture: each is a reference, and shown in the order of the stream. */
export function numbersAt(place: number, { frameNumBits, pocLsbBits }: RepeatFormat): PictureNumbers {
	// 2 a picture, one for each of its fields' times (8.2.1).
	return { frameNum: place % 2 ** frameNumBits, pocLsb: (2 * place) % 2 ** (pocLsbBits ?? 1) };
}

/**
 * The NAL units of a picture as the `place`th since the last IDR picture: frame_num and pic_order_cnt_lsb of its slices are written
 * anew, where they are. Refuses slices that refer to, or mark, another picture than the one before.
 */
export function renumberPicture(
	nals: readonly Uint8Array[],
	format: RepeatFormat,
	place: number,
): readonly Uint8Array[] {
	return nals.map((nal) => {
		switch (nalType(nal)) {
			case NAL.slice:
			case NAL.idrSlice:
				return renumberSlice(nal, format, place);
			case NAL.sei:
			case NAL.delimiter:
				return nal;
			default:
				return refuse(`a NAL unit of type ${nalType(nal)} in a picture`);
		}
	});
}

function renumberSlice(nal: Uint8Array, format: RepeatFormat, place: number): Uint8Array {
	const isIdr = nalType(nal) === NAL.idrSlice;
	refuseIf(isIdr !== (place === 0), "an IDR picture where none was asked for, or none where one was");
	const header = nal[0] ?? 0;
	refuseIf(header >> 5 === 0, "a picture that is no reference (nal_ref_idc 0)");
	const rbsp = unescapeNal(nal);
	const { frameNum, pocLsb } = numbersAt(place, format);
	const { frameNumAt, pocLsbAt } = findNumbers(rbsp, format, isIdr);
	setBits(rbsp, frameNumAt, frameNum, format.frameNumBits);
	if (pocLsbAt !== null) setBits(rbsp, pocLsbAt, pocLsb, format.pocLsbBits ?? 0);
	return escapeRbsp(rbsp);
}

/** slice_header() (7.3.3) up to dec_ref_pic_marking(): at which bits the numbers are. */
function findNumbers(rbsp: Uint8Array, { frameNumBits, pocLsbBits }: RepeatFormat, isIdr: boolean) {
	const reader = readBits(rbsp);
	reader.bits(8);
	reader.ue(); // first_mb_in_slice
	const type = reader.ue() % 5;
	refuseIf(type !== 0 && type !== 2, `a slice of slice_type ${type}`);
	refuseIf(reader.ue() !== 0, "several picture parameter sets");
	const frameNumAt = reader.bitPosition();
	reader.bits(frameNumBits);
	if (isIdr) reader.ue(); // idr_pic_id
	const pocLsbAt = pocLsbBits === null ? null : reader.bitPosition();
	reader.bits(pocLsbBits ?? 0);
	if (type === 0) readReferences(reader);
	if (isIdr) reader.flag(); // no_output_of_prior_pics_flag
	refuseIf(reader.flag(), "long-term references or adaptive marking");
	return { frameNumAt, pocLsbAt };
}

/** num_ref_idx_active_override_flag and ref_pic_list_modification() (7.3.3.1). */
function readReferences(reader: BitReader): void {
	if (reader.flag()) refuseIf(reader.ue() !== 0, "several references");
	if (!reader.flag()) return;
	const [SUBTRACT, END] = [0, 3];
	for (let operation = reader.ue(); operation !== END; operation = reader.ue())
		refuseIf(
			operation !== SUBTRACT || reader.ue() !== 0,
			"a reference to another picture than the one before",
		);
}

function setBits(bytes: Uint8Array, position: number, value: number, count: number): void {
	for (let bit = 0; bit < count; bit++) {
		const at = position + bit;
		const mask = 128 >> (at & 7);
		const isSet = ((value >>> (count - 1 - bit)) & 1) === 1;
		bytes[at >> 3] = isSet ? (bytes[at >> 3] ?? 0) | mask : (bytes[at >> 3] ?? 0) & ~mask;
	}
}
