import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STRIP_X264_PARAMETERS } from "../../shared/video/encode/h264/strip-parameters.ts";
import { UnsupportedStreamError } from "../../shared/video/encode/h264/unsupported-stream-error.ts";
import { createVideoStream } from "../../shared/video/encode/h264/video-stream.ts";
import {
	codeStream,
	codeStrips,
	readCodedStrips,
	type StripSettings,
	testPicture,
} from "../helpers/h264-strips.ts";

const settings: StripSettings = { widthPx: 64, heightPx: 64, qp: 26 };
const pictures = [1, 2, 3].map((seed) => testPicture(settings, seed));

/** x264 takes the last of two values. */
const read = (more: string, other: Partial<StripSettings> = {}) =>
	readCodedStrips(
		codeStream(pictures, { ...settings, parameters: `${STRIP_X264_PARAMETERS}:${more}`, ...other }),
	);

describe("a stream of x264 is refused by name", () => {
	test.each([
		["interlaced=1", "interlaced coding (frame_mbs_only_flag 0)"],
		["slices=2", "several slices in a picture"],
		["cabac=0", "CAVLC (entropy_coding_mode_flag 0)"],
		["cqm=jvt", "scaling lists in the picture parameter set"],
		["pic-struct=1", "picture structures in SEI (pic_struct_present_flag)"],
		["keyint=250:weightp=2", "weighted prediction"],
		["keyint=250", "a picture that is no IDR picture"],
		["keyint=250:bframes=2:weightb=1:scenecut=40", "weighted prediction"],
		["qp=0", "profile_idc 244"],
	])("%s: %s", (more, message) => {
		expect(() => read(more)).toThrow(new UnsupportedStreamError(message));
	});

	test("of the Baseline profile", () => {
		const other = { profile: "baseline", parameters: "keyint=1" };
		expect(() => read("", other)).toThrow(new UnsupportedStreamError("the Baseline profile"));
	});

	test("with HRD parameters", () => {
		const rate = "crf=26:vbv-maxrate=5000:vbv-bufsize=5000:nal-hrd=vbr:aq-mode=0";
		expect(() => read(rate)).toThrow(new UnsupportedStreamError("HRD parameters (nal-hrd)"));
	});
});

test("a damaged stream is refused by its own error or read, never anything else", () => {
	const stream = codeStream(pictures, settings);
	const headerBytes = stream.indexOf(Buffer.of(0, 0, 1, 0x65)) + 20;
	const damage = fc.array(fc.tuple(fc.nat(headerBytes), fc.nat(255)), { minLength: 1, maxLength: 4 });
	fc.assert(
		fc.property(damage, fc.nat(stream.length), (bytes, length) => {
			const damaged = Buffer.from(stream);
			for (const [at, byte] of bytes) damaged[at] = byte;
			const thrown = whatIsThrown(() => readCodedStrips(damaged.subarray(0, length)));
			expect(thrown === null || thrown instanceof UnsupportedStreamError, String(thrown)).toBe(true);
		}),
		{ numRuns: 500 },
	);
});

function whatIsThrown(act: () => unknown): unknown {
	try {
		act();
		return null;
	} catch (error) {
		return error;
	}
}

describe("a strip is refused by name", () => {
	const [first] = codeStrips(pictures.slice(0, 1), settings);
	if (first === undefined) throw new Error("no strip");
	const stream = () => createVideoStream({ widthPx: 64, heightPx: 64, fps: 30, first: first.coded });

	test("when it is of another size", () => {
		const size = { ...settings, widthPx: 80 };
		const [wide] = codeStrips([testPicture(size, 1)], size);
		if (wide === undefined) throw new Error("no strip");
		const message = "a strip 80 px wide in a picture of 64 px";
		expect(() => stream().add({ kind: "key", strip: wide.coded })).toThrow(
			new UnsupportedStreamError(message),
		);
	});

	test("when a key frame has too few rows", () => {
		const size = { ...settings, heightPx: 62 };
		const [low] = codeStrips([testPicture(size, 1)], size);
		if (low === undefined) throw new Error("no strip");
		const message = "a key frame 62 px high in a stream of 64 px";
		expect(() => stream().add({ kind: "key", strip: low.coded })).toThrow(
			new UnsupportedStreamError(message),
		);
	});

	test.each([
		["8x8dct=0", "a strip coded with hasTransform8x8 false in a stream with true"],
		["chroma-qp-offset=3", /^a strip coded with chromaQpOffset/],
		["constrained-intra=1", "a strip coded with isIntraConstrained true in a stream with false"],
	])("when it was coded with %s", (more, message) => {
		const [other] = read(more);
		if (other === undefined) throw new Error("no strip");
		const add = () => stream().add({ kind: "key", strip: other });
		expect(add).toThrow(UnsupportedStreamError);
		expect(add).toThrow(message);
	});
});

test("a stream is taken with any preset, with deblocking or without", () => {
	const presets = ["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow"];
	const met = presets.map((preset) => read("", { preset })[0]);
	expect(met.map((strip) => strip?.deblocking.idc)).toEqual([1, 0, 0, 0, 0, 0, 0]);
	expect(met.map((strip) => strip?.tools.hasTransform8x8)).toEqual(presets.map(() => true));
	// ipratio 1.4: I slices are 3 finer than `-qp`.
	expect(met.map((strip) => strip?.qp)).toEqual(presets.map(() => 23));
});
