import { describe, expect, test } from "vitest";
import { parseAdts } from "../../../../../shared/video/encode/aac/adts.ts";
import { adtsOf } from "../../../../helpers/aac.ts";

const frames = [Uint8Array.of(1, 2, 3), new Uint8Array(600).fill(7), Uint8Array.of(9)];

describe("parseAdts", () => {
	test("gives the frames without their headers, and the decoder's configuration", () => {
		const stream = parseAdts(adtsOf(frames));
		expect(stream.frames.map((frame) => Uint8Array.from(frame))).toEqual(frames);
		// Object type 2 (AAC-LC), rate 3 (48 kHz), one channel.
		expect(stream.audioSpecificConfig).toEqual(Uint8Array.of(0x11, 0x88));
	});

	test("skips a checksum", () => {
		const frame = Buffer.from([0xff, 0xf0, 0x4c, 0x40, 0x01, 0x5f, 0xfc, 0xaa, 0xbb, 42]);
		expect(Array.from(parseAdts(frame).frames[0] ?? [])).toEqual([42]);
	});

	test.each([
		["nothing", Buffer.alloc(0), "nothing"],
		["a stream cut off in a frame", adtsOf(frames).subarray(0, -1), "a frame cut off"],
		["a stream cut off in a header", adtsOf(frames).subarray(0, 12), "no header"],
		["something else", Buffer.from("not a sound at all"), "no header"],
		[
			"several blocks in a frame",
			Buffer.from([0xff, 0xf1, 0x4c, 0x40, 0x01, 0x1f, 0xfd, 1]),
			"several blocks",
		],
	])("refuses %s", (_, data, words) => {
		expect(() => parseAdts(data)).toThrow(words);
	});
});
