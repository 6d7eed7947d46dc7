/** nal_unit_type (table 7-1). */
export const NAL = { slice: 1, idrSlice: 5, sei: 6, sps: 7, pps: 8, delimiter: 9 } as const;

/** nal_unit() (7.3.1): forbidden_zero_bit, nal_ref_idc, nal_unit_type. */
export function nalHeader(refIdc: number, type: number): number {
	return (refIdc << 5) | type;
}

export function nalType(nal: Uint8Array): number {
	return (nal[0] ?? 0) & 31;
}

/** NAL units without start codes → a byte stream (annex B). */
export function annexB(nals: readonly Uint8Array[]): Uint8Array {
	const stream = new Uint8Array(nals.reduce((length, nal) => length + START_CODE.length + nal.length, 0));
	let at = 0;
	for (const nal of nals) {
		stream.set(START_CODE, at);
		stream.set(nal, at + START_CODE.length);
		at += START_CODE.length + nal.length;
	}
	return stream;
}

/** zero_byte and start_code_prefix_one_3bytes (B.1.1). */
const START_CODE = [0, 0, 0, 1];

/** A byte stream (annex B) → its NAL units without start codes, as views. */
export function splitAnnexB(stream: Uint8Array): readonly Uint8Array[] {
	const starts = findStarts(stream);
	return starts.map((start, index) => {
		const next = starts[index + 1];
		let end = next === undefined ? stream.length : next - 3;
		// trailing_zero_8bits and the next one's zero_byte (B.1.1); a NAL unit itself never ends in a zero.
		while (end > start && stream[end - 1] === 0) end--;
		return stream.subarray(start, end);
	});
}

/** The same of a stream that comes in parts: the units that end in each. A unit has ended where the next one begins. */
export async function* nalsAsTheyCome(
	parts: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly Uint8Array[]> {
	let rest: Uint8Array = new Uint8Array(0);
	for await (const part of parts) {
		const joined = new Uint8Array(rest.length + part.length);
		joined.set(rest);
		joined.set(part, rest.length);
		const nals = splitAnnexB(joined);
		const last = nals.at(-1);
		yield nals.slice(0, -1);
		rest = last === undefined ? joined : joined.subarray(last.byteOffset - joined.byteOffset - 3);
	}
	yield splitAnnexB(rest);
}

/** Where NAL units start: behind each 00 00 01. */
function findStarts(stream: Uint8Array): readonly number[] {
	const starts: number[] = [];
	let i = 2;
	while (i < stream.length) {
		const byte = stream[i] ?? 0;
		// A byte above 1 is in no start code, so none can end in it or the next two.
		if (byte > 1) i += 3;
		else if (byte === 1 && stream[i - 1] === 0 && stream[i - 2] === 0) {
			starts.push(i + 1);
			i += 3;
		} else i++;
	}
	return starts;
}
