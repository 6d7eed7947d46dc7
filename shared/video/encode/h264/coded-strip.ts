import { cutEscapedTail, unescapeNal } from "./emulation.ts";
import { NAL, nalType } from "./nal.ts";
import { type CodingTools, type Pps, readPps } from "./pps.ts";
import { readSps, type Sps } from "./read-sps.ts";
import { type Deblocking, readIntraSliceHeader } from "./slice-header.ts";
import { refuse, refuseIf } from "./unsupported-stream-error.ts";

/** One intra picture of x264 (a whole picture, or a strip of full-width macroblock rows coded as a picture of its own), taken apart. */
export type CodedStrip = {
	/** Cropped, even. */
	readonly widthPx: number;
	/** Cropped, even. */
	readonly heightPx: number;
	readonly widthMbs: number;
	readonly heightMbs: number;
	readonly tools: CodingTools;
	/** SliceQPY. */
	readonly qp: number;
	readonly deblocking: Deblocking;
	/** The slice data behind the alignment, with emulation prevention: they hold nothing that depends on the header. */
	readonly escapedData: Uint8Array;
};

/**
 * Takes the NAL units of x264's output (keyint=1, one slice a picture) one by one, and returns the strip when a unit is a
 * picture. The strip keeps nothing of the unit alive. Throws UnsupportedStreamError, which says what was found, on anything
 * unknown.
 */
export function createStripReader(): (nal: Uint8Array) => CodedStrip | null {
	let sps: Sps | undefined;
	let pps: Pps | undefined;
	const [spsOf, ppsOf] = [unlessEqual(readSps), unlessEqual(readPps)];
	return (nal) => {
		const type = nalType(nal);
		if (type === NAL.sps) sps = spsOf(nal);
		else if (type === NAL.pps) pps = ppsOf(nal);
		else if (type === NAL.idrSlice) return readStrip(nal, sps, pps);
		else if (type === NAL.slice) refuse("a picture that is no IDR picture");
		else if (type !== NAL.sei && type !== NAL.delimiter) refuse(`a NAL unit of nal_unit_type ${type}`);
		return null;
	};
}

/** x264 repeats its parameter sets before every picture: an unchanged set is not parsed again. */
function unlessEqual<Value>(read: (nal: Uint8Array) => Value): (nal: Uint8Array) => Value {
	let last: { readonly nal: Uint8Array; readonly value: Value } | undefined;
	return (nal) => {
		const known = last;
		const isEqual = known?.nal.length === nal.length && known.nal.every((byte, at) => byte === nal[at]);
		if (known !== undefined && isEqual) return known.value;
		const value = read(nal);
		last = { nal: new Uint8Array(nal), value };
		return value;
	};
}

function readStrip(nal: Uint8Array, sps: Sps | undefined, pps: Pps | undefined): CodedStrip {
	if (sps === undefined || pps === undefined) return refuse("a picture before its parameter sets");
	const header = readIntraSliceHeader(unescapeNal(nal.subarray(0, LONGEST_HEADER_BYTES)), sps, pps);
	refuseIf(nal.length <= header.lengthBytes, "a slice without data");
	return {
		widthPx: sps.widthPx,
		heightPx: sps.heightPx,
		widthMbs: sps.widthMbs,
		heightMbs: sps.heightMbs,
		tools: pps.tools,
		qp: header.qp,
		deblocking: header.deblocking,
		escapedData: cutEscapedTail(nal, header.lengthBytes),
	};
}

/** Longer than any slice header of an IDR picture without HRD, weights and long-term marks. */
const LONGEST_HEADER_BYTES = 64;
