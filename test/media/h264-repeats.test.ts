import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { annexB, splitAnnexB } from "../../shared/video/encode/h264/nal.ts";
import { numbersAt, renumberPicture } from "../../shared/video/encode/h264/renumber-picture.ts";
import { readRepeatFormat } from "../../shared/video/encode/h264/repeat-format.ts";
import { repeatPictures } from "../../shared/video/encode/h264/repeat-picture.ts";
import { UnsupportedStreamError } from "../../shared/video/encode/h264/unsupported-stream-error.ts";
import { complaintsOf, HAS_DEBIAN_FFMPEG } from "../helpers/debian-ffmpeg.ts";
import { ffmpeg } from "../helpers/ffmpeg.ts";

const [WIDTH_PX, HEIGHT_PX] = [112, 90];
const FRAME_BYTES = (WIDTH_PX * HEIGHT_PX * 3) / 2;

/** How often each picture is shown: also so often that the numbers of pictures wrap around. */
const COUNTS = [3, 1, 1, 200, 2, 1, 70, 5, 1, 1, 40, 1];

describe("pictures that repeat in a stream of another encoder", () => {
	let dir: string;
	beforeAll(() => {
		dir = mkdtempSync(join(tmpdir(), "chatreel-repeats-"));
	});
	afterAll(() => rmSync(dir, { recursive: true }));

	const decode = (file: string): readonly Buffer[] => {
		const raw = ["-vsync", "0", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-"];
		const { stdout } = ffmpeg(["-err_detect", "explode", "-i", file, ...raw]);
		return Array.from({ length: stdout.length / FRAME_BYTES }, (_, index) =>
			stdout.subarray(index * FRAME_BYTES, (index + 1) * FRAME_BYTES),
		);
	};

	/** A moving picture by x264: its file and its pictures' NAL units. */
	const encode = (params: string, profile: string) => {
		const file = join(dir, "given.264");
		const source = `testsrc2=s=${WIDTH_PX}x${HEIGHT_PX}:r=30,format=yuv420p`;
		const always = "keyint=7:min-keyint=7:scenecut=0:bframes=0:weightp=0";
		ffmpeg([
			...["-f", "lavfi", "-i", source, "-frames:v", `${COUNTS.length}`, "-c:v", "libx264"],
			...["-profile:v", profile, "-x264-params", `${always}:${params}`, "-y", file],
		]);
		const nals = splitAnnexB(readFileSync(file));
		const typeOf = (nal: Uint8Array) => (nal[0] ?? 0) & 31;
		const pictures: Uint8Array[][] = [];
		for (const nal of nals.filter((each) => [1, 5].includes(typeOf(each)))) {
			// first_mb_in_slice is 0: a single bit.
			if (((nal[1] ?? 0) & 128) !== 0) pictures.push([nal]);
			else pictures.at(-1)?.push(nal);
		}
		const [sps, pps] = [7, 8].map((type) => nals.find((nal) => typeOf(nal) === type) ?? new Uint8Array(0));
		if (sps === undefined || pps === undefined) throw new Error("expected parameter sets");
		return { file, sps, pps, pictures };
	};

	const repeat = ({ sps, pps, pictures }: Omit<ReturnType<typeof encode>, "file">) => {
		const format = readRepeatFormat(sps, pps);
		const repeated = repeatPictures(format);
		const stream: Uint8Array[] = [sps, pps];
		let place = 0;
		for (const [index, nals] of pictures.entries()) {
			if (((nals[0]?.[0] ?? 0) & 31) === 5) place = 0;
			stream.push(...renumberPicture(nals, format, place++));
			for (let count = 1; count < (COUNTS[index] ?? 1); count++)
				stream.push(repeated(numbersAt(place++, format)));
		}
		return annexB(stream);
	};

	test.each([
		["CABAC", "ref=1:cabac=1:slices=1", "high"],
		["CAVLC", "ref=1:cabac=0:slices=1", "high"],
		["CAVLC in three slices", "ref=1:cabac=0:slices=3", "baseline"],
		["CABAC in two slices, not deblocked", "ref=1:cabac=1:slices=2:no-deblock=1", "main"],
	])("are shown bit for bit, and what follows them too, with %s", (_, params, profile) => {
		const given = encode(params, profile);
		expect(2 ** readRepeatFormat(given.sps, given.pps).frameNumBits).toBeLessThan(Math.max(...COUNTS));
		const once = decode(given.file);
		expect(once).toHaveLength(COUNTS.length);
		expect(new Set(once.map((frame) => frame.toString("latin1"))).size).toBe(COUNTS.length);
		const file = join(dir, "repeated.264");
		writeFileSync(file, repeat(given));
		const shown = decode(file);
		const expected = once.flatMap((frame, index) => Array<Buffer>(COUNTS[index] ?? 1).fill(frame));
		expect(shown).toHaveLength(expected.length);
		const wrong = expected.findIndex((frame, index) => !frame.equals(shown[index] ?? Buffer.alloc(0)));
		expect(wrong).toBe(-1);
		if (HAS_DEBIAN_FFMPEG) expect(complaintsOf(file)).toBe("");
	});

	test.each([
		["several references", "ref=3"],
		["pictures that are no reference", "ref=1:bframes=2:b-pyramid=none:b-adapt=0"],
		["weighted prediction", "ref=1:weightp=2"],
	])("are refused in a stream with %s", (_, params) => {
		const given = encode(params, "high");
		expect(() => repeat(given)).toThrow(UnsupportedStreamError);
	});
});
