import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	cutEscapedTail,
	escapeRbsp,
	joinEscaped,
	unescapeNal,
} from "../../../shared/video/encode/h264/emulation.ts";
import { annexB, splitAnnexB } from "../../../shared/video/encode/h264/nal.ts";

/** Many zeros and small numbers; like every RBSP it ends in a byte with a stop bit. */
const rbsps = fc
	.array(fc.constantFrom(0, 0, 0, 1, 2, 3, 4, 255), { minLength: 1, maxLength: 40 })
	.map((bytes) => Uint8Array.from([...bytes, 128]));

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("emulation prevention", () => {
	test.each([
		["000000", "00000300" + "03"],
		["000001", "00000301"],
		["000003ff", "00000303ff"],
		["000004", "000004"],
		["0000000001", "000003000003" + "01"],
	])("%s becomes %s", (rbsp, escaped) => {
		expect(hex(escapeRbsp(Buffer.from(rbsp, "hex")))).toBe(escaped);
	});

	test("leaves no start code in any bytes, and is undone", () => {
		fc.assert(
			fc.property(rbsps, (rbsp) => {
				const escaped = escapeRbsp(rbsp);
				expect(hex(unescapeNal(escaped))).toBe(hex(rbsp));
				for (let i = 2; i < escaped.length; i++) {
					const isEmulated = escaped[i - 2] === 0 && escaped[i - 1] === 0 && (escaped[i] ?? 0) < 3;
					expect(isEmulated).toBe(false);
				}
			}),
		);
	});

	test("a tail behind another header is what the whole would have been, escaped at once", () => {
		const header = fc.array(fc.constantFrom(0, 0, 1, 7), { minLength: 1, maxLength: 6 }).map((bytes) => {
			return Uint8Array.from([0x65, ...bytes]);
		});
		fc.assert(
			fc.property(header, header, rbsps, (before, after, data) => {
				const nal = escapeRbsp(Uint8Array.from([...before, ...data]));
				const joined = joinEscaped(after, cutEscapedTail(nal, before.length));
				expect(hex(joined)).toBe(hex(escapeRbsp(Uint8Array.from([...after, ...data]))));
			}),
			{ numRuns: 500 },
		);
	});
});

describe("a byte stream", () => {
	test("comes apart into the NAL units it was made of", () => {
		const nals = fc.array(rbsps.map((rbsp) => escapeRbsp(Uint8Array.from([0x65, ...rbsp]))));
		fc.assert(
			fc.property(nals, (units) => {
				expect(splitAnnexB(annexB(units)).map(hex)).toEqual(units.map(hex));
			}),
		);
	});

	test("may have short start codes, and zeros before and behind them", () => {
		const stream = Buffer.from("0000" + "000167aa" + "00000168bb" + "0000000165cc0000", "hex");
		expect(splitAnnexB(stream).map(hex)).toEqual(["67aa", "68bb", "65cc"]);
	});
});
