/**
 * The parameter sets of an `AVCDecoderConfigurationRecord` (ISO/IEC 14496-15, 5.3.3.1), as NAL units. Throws RangeError unless it has
 * one of each, and lengths of four bytes before the units of a frame.
 */
export function readParameterSets(record: Uint8Array): {
	readonly sps: Uint8Array;
	readonly pps: Uint8Array;
} {
	const [version, , , , lengths = 0, spsCount = 0] = record;
	if (version !== 1 || (lengths & 3) !== 3 || (spsCount & 31) !== 1)
		throw new RangeError("expected a configuration of H.264 with one sequence parameter set");
	const sps = unitAt(record, 6);
	const ppsAt = 6 + 2 + sps.length;
	if (record[ppsAt] !== 1) throw new RangeError("expected one picture parameter set");
	return { sps, pps: unitAt(record, ppsAt + 1) };
}

/** A unit after its length of two bytes. */
function unitAt(record: Uint8Array, at: number): Uint8Array {
	const [high = 0, low = 0] = record.subarray(at, at + 2);
	const unit = record.subarray(at + 2, at + 2 + ((high << 8) | low));
	if (unit.length === 0 || unit.length < ((high << 8) | low))
		throw new RangeError("expected a whole parameter set");
	return unit;
}
