import { numbersAt, renumberPicture } from "../../../shared/video/encode/h264/renumber-picture.ts";
import { readRepeatFormat } from "../../../shared/video/encode/h264/repeat-format.ts";
import { repeatPictures } from "../../../shared/video/encode/h264/repeat-picture.ts";
import type { CodedFrames } from "./frame-encoder.ts";
import { readParameterSets } from "./parameter-sets.ts";

/**
 * Makes frames of those that were encoded: each stays until the next one's place, by pictures of a few bytes that repeat it. To encode
 * them would take two thirds of an export. Throws `UnsupportedStreamError` if the stream is not one that can be added to.
 */
export function fillRepeats(
	{ frames, keys, description }: CodedFrames,
	/** The place of each frame that was encoded. */
	places: readonly number[],
	frameCount: number,
): CodedFrames {
	const { sps, pps } = readParameterSets(description);
	const format = readRepeatFormat(sps, pps);
	const repeat = repeatPictures(format);
	const isKey = new Set(keys);
	const filled: Uint8Array<ArrayBuffer>[] = [];
	let sinceKey = 0;
	for (const [index, frame] of frames.entries()) {
		if (isKey.has(index)) sinceKey = 0;
		filled.push(joinUnits(renumberPicture(splitUnits(frame), format, sinceKey++)));
		const next = places[index + 1] ?? frameCount;
		while (filled.length < next) filled.push(joinUnits([repeat(numbersAt(sinceKey++, format))]));
	}
	return { frames: filled, keys: keys.map((key) => places[key] ?? 0), description };
}

const LENGTH_BYTES = 4;

/** ISO/IEC 14496-15, 5.3.4.2: before each NAL unit stands its length. */
function splitUnits(frame: Uint8Array): readonly Uint8Array[] {
	const units: Uint8Array[] = [];
	const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
	for (let at = 0; at + LENGTH_BYTES <= frame.length; ) {
		const from = at + LENGTH_BYTES;
		at = from + view.getUint32(at);
		units.push(frame.subarray(from, at));
	}
	return units;
}

function joinUnits(units: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const frame = new Uint8Array(units.reduce((sum, { length }) => sum + LENGTH_BYTES + length, 0));
	const view = new DataView(frame.buffer);
	let at = 0;
	for (const unit of units) {
		view.setUint32(at, unit.length);
		frame.set(unit, at + LENGTH_BYTES);
		at += LENGTH_BYTES + unit.length;
	}
	return frame;
}
