import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBits } from "../../../shared/video/encode/h264/bit-reader.ts";
import { writeBits } from "../../../shared/video/encode/h264/bit-writer.ts";
import { UnsupportedStreamError } from "../../../shared/video/encode/h264/unsupported-stream-error.ts";

describe("bits", () => {
	test("ue(v) is coded as table 9-2 says", () => {
		const writer = writeBits();
		for (const value of [0, 1, 2, 3, 7]) writer.ue(value);
		// 1 010 011 00100 0001000
		expect([...writer.bytes()]).toEqual([0b1010_0110, 0b0100_0001, 0b0000_0000]);
	});

	test("se(v) takes the order of table 9-3: 0, 1, -1, 2, -2", () => {
		const writer = writeBits();
		for (const code of [0, 1, 2, 3, 4]) writer.ue(code);
		const reader = readBits(writer.bytes());
		expect([0, 0, 0, 0, 0].map(() => reader.se())).toEqual([0, 1, -1, 2, -2]);
	});

	test("what was written is read again", () => {
		const fields = fc.array(
			fc.oneof(
				fc.record({ type: fc.constant("ue" as const), value: fc.nat(2 ** 31 - 2) }),
				fc.record({
					type: fc.constant("se" as const),
					value: fc.integer({ min: -(2 ** 30) + 1, max: 2 ** 30 - 1 }),
				}),
				fc.record({ type: fc.constant("bits" as const), value: fc.nat(2 ** 20 - 1) }),
			),
		);
		fc.assert(
			fc.property(fields, (written) => {
				const writer = writeBits();
				for (const { type, value } of written) writer[type](value, 20);
				const reader = readBits(writer.bytes());
				expect(written.map(({ type }) => reader[type](20))).toEqual(written.map(({ value }) => value));
			}),
		);
	});

	test("a byte is filled with ones or with zeros, and a full one is left", () => {
		const filled = ([bit, count]: readonly [0 | 1, number]) => {
			const writer = writeBits();
			writer.bits(0b1010_1010 >> (8 - count), count);
			writer.align(bit);
			return [...writer.bytes()];
		};
		expect(filled([1, 3])).toEqual([0b1011_1111]);
		expect(filled([0, 3])).toEqual([0b1010_0000]);
		expect(filled([1, 8])).toEqual([0b1010_1010]);
	});

	test("nothing is read behind the end", () => {
		const reader = readBits(Uint8Array.of(0));
		expect(() => reader.ue()).toThrow(new UnsupportedStreamError("a header that ends too early"));
	});
});
