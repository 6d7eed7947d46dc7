import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pictureEntry } from "../../../../shared/video/encode/mp4/picture-entry.ts";
import { readParameterSets } from "../../../../sites/studio/work/parameter-sets.ts";

const unit = fc.uint8Array({ minLength: 4, maxLength: 300 });

/** What is in the box `avcC` of an entry. */
function recordOf(sps: Uint8Array, pps: Uint8Array): Uint8Array {
	const entry = Buffer.from(pictureEntry({ widthPx: 16, heightPx: 16, sps, pps: [pps] }));
	// After the 86 bytes of `avc1` and its header.
	const length = entry.readUInt32BE(86);
	expect(entry.toString("latin1", 90, 94)).toBe("avcC");
	return entry.subarray(94, 86 + length);
}

describe("a configuration of H.264", () => {
	test("gives the parameter sets that an MP4 of ours was described with, of any length", () => {
		fc.assert(
			fc.property(unit, unit, (sps, pps) => {
				const read = readParameterSets(recordOf(sps, pps));
				expect([...read.sps]).toEqual([...sps]);
				expect([...read.pps]).toEqual([...pps]);
			}),
		);
	});

	test("is refused where it is cut off, has lengths of two bytes or no parameter set", () => {
		const record = recordOf(Uint8Array.of(0x67, 66, 0, 30, 1), Uint8Array.of(0x68, 2, 3, 4));
		for (let length = 0; length < record.length; length++)
			expect(() => readParameterSets(record.subarray(0, length)), `${length} bytes`).toThrow(RangeError);
		for (const [at, byte] of [
			[0, 2],
			[4, 0xfd],
			[5, 0xe0],
		] as const)
			expect(() =>
				readParameterSets(Uint8Array.from(record, (old, index) => (index === at ? byte : old))),
			).toThrow(RangeError);
	});
});
