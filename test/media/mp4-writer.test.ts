import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createMp4Writer } from "../../shared/video/node/encode/mp4-writer.ts";
import { runPlain } from "../../shared/video/node/encode/run-plain.ts";
import { makeSound } from "../../shared/video/sound/app-sounds.ts";
import type { Sound } from "../../shared/video/sound/sound.ts";
import { maxDifference, trackOf } from "../helpers/aac.ts";
import { complaintsOf, HAS_DEBIAN_FFMPEG, packetPlaces, probeStream } from "../helpers/debian-ffmpeg.ts";
import { decodeI420, decodePcm, ffmpeg, ffmpegPath, streamInfo } from "../helpers/ffmpeg.ts";
import { framesJob } from "../helpers/frames-job.ts";
import { greyOf, type H264Clip, makeClip } from "../helpers/h264-clip.ts";
import { colourBox, isFaststart, sampleTables, topLevelBoxes, trackTimes } from "../helpers/mp4.ts";
import { drawTestPicture } from "../helpers/test-picture.ts";
import { writeClip } from "../helpers/write-clip.ts";

const sampleRate = 48_000;
const sound: Sound = {
	sampleRate,
	effects: [makeSound("drop"), makeSound("bells")].map((samples) => ({ sampleRate, samples })),
	starts: [
		{ effect: 0, atSample: 0 },
		{ effect: 1, atSample: 40 * 1024 },
		{ effect: 0, atSample: 100 * 1024 },
	],
};
const silence: Sound = { sampleRate, effects: [], starts: [] };

let dir: string;
let file: string;
let clip: H264Clip;
beforeAll(() => {
	dir = mkdtempSync(join(tmpdir(), "chatreel-mp4-"));
	clip = makeClip({ frames: 80 });
});
afterAll(() => rmSync(dir, { recursive: true }));
beforeEach(() => {
	for (const name of readdirSync(dir)) rmSync(join(dir, name));
	file = join(dir, "video.mp4");
});

describe("the file", () => {
	test("holds its index before its media, and nothing is left beside it", async () => {
		const { bytes } = await writeClip(file, clip, sound);
		expect(topLevelBoxes(file)).toEqual(["ftyp", "moov", "mdat"]);
		expect(isFaststart(file)).toBe(true);
		expect(statSync(file).size).toBe(bytes);
		expect(readdirSync(dir)).toEqual(["video.mp4"]);
	});

	test("is the same whenever its sound is added, and whenever it is made", async () => {
		await writeClip(file, clip, sound);
		const other = join(dir, "other.mp4");
		await writeClip(other, clip, sound, "sound last");
		expect(readFileSync(other)).toEqual(readFileSync(file));
	});

	test("decodes without a warning, to the pictures that the bare stream gives", async () => {
		await writeClip(file, clip, sound);
		const bare = join(dir, "bare.264");
		writeFileSync(bare, clip.annexB);
		expect(complaintsOf(file, ffmpegPath)).toBe("");
		const frames = decodeI420(file);
		expect(frames).toHaveLength(80);
		expect(Buffer.concat(frames).equals(Buffer.concat(decodeI420(bare)))).toBe(true);
		for (const [index, frame] of frames.entries()) expect(frame[0], `frame ${index}`).toBe(greyOf(index));
	});

	test("says H.264, BT.709 in limited range, in the stream and beside it", async () => {
		await writeClip(file, clip, sound);
		const info = streamInfo(file);
		expect(info.video).toContain("h264 (Constrained Baseline) (avc1");
		expect(info.video).toContain("240x426 [SAR 1:1");
		expect(info).toMatchObject({ widthPx: 240, heightPx: 426, fps: 30 });
		expect(info.audio).toMatch(/^aac \(LC\) \(mp4a .*48000 Hz, mono/);
		expect(colourBox(file)).toEqual({ type: "nclx", codes: [1, 1, 1], isFullRange: false });
	});

	test("can be cut at its key frames without coding anew", async () => {
		await writeClip(file, clip, sound);
		const cut = join(dir, "cut.mp4");
		ffmpeg(["-ss", "1.7", "-i", file, "-c", "copy", "-map", "0:v", cut]);
		expect(complaintsOf(cut, ffmpegPath)).toBe("");
		const greys = decodeI420(cut).map((frame) => frame[0]);
		// The edit list hides the key frame itself, 1.667, and begins with the one that is shown at 1.7.
		expect(greys).toEqual(Array.from({ length: 29 }, (_, index) => greyOf(51 + index)));
	});
});

describe("times", () => {
	test.each([24, 25, 30, 59, 60])("are exact at %i frames a second", async (fps) => {
		await writeClip(file, makeClip({ frames: 31, fps, keyEvery: 10, profile: "high" }), sound);
		const [video, audio] = await trackTimes(file);
		const starts = video?.packets.map(({ startSeconds }) => startSeconds) ?? [];
		for (const [index, start] of starts.entries()) expect(start).toBeCloseTo(index / fps, 9);
		expect(starts).toHaveLength(31);
		expect(video?.packets.flatMap(({ isKey }, index) => (isKey ? [index] : []))).toEqual([0, 10, 20, 30]);
		expect(video?.endSeconds).toBeCloseTo(31 / fps, 9);
		expect(Math.abs((audio?.endSeconds ?? 0) - 31 / fps)).toBeLessThanOrEqual(1 / sampleRate);
		expect(complaintsOf(file, ffmpegPath)).toBe("");
	});

	test("are told once for all pictures, which are shown in the order they are decoded in", async () => {
		await writeClip(file, clip, sound);
		const [video, audio] = sampleTables(file);
		expect(video).toEqual(["stsd", "stts", "stss", "stsc", "stco", "stsz"]);
		expect(audio).toEqual(["stsd", "stts", "stsc", "stco", "stsz", "sgpd", "sbgp"]);
		const data = readFileSync(file);
		const times = data.indexOf("stts", 0, "latin1") + 4;
		// Behind version and flags: one entry, of 80 pictures with 1000 ticks each.
		expect([4, 8, 12].map((at) => data.readUInt32BE(times + at))).toEqual([1, 80, 1000]);
	});

	test("of the sound are those of the plain engine, to the sample", async () => {
		const job = framesJob({ holds: [80], widthPx: 240, heightPx: 426, sound });
		const drawHold = (hold: number) => drawTestPicture(hold, 240, 426);
		const plain = await runPlain(job, drawHold, { dir, signal: new AbortController().signal });
		await writeClip(join(dir, "ours.mp4"), clip, sound);
		const [ours, theirs] = [decodePcm(join(dir, "ours.mp4")), decodePcm(plain.file)];
		expect(ours.length).toBe(theirs.length);
		expect(maxDifference(ours, theirs)).toBeLessThan(0.012);
		const wanted = trackOf(sound, (80 * sampleRate) / 30);
		expect(maxDifference(ours.subarray(0, wanted.length), wanted)).toBeLessThan(0.012);
		const [oursVideo, oursAudio] = await trackTimes(join(dir, "ours.mp4"));
		const [theirVideo, theirAudio] = await trackTimes(plain.file);
		expect(oursVideo?.packets).toHaveLength(theirVideo?.packets.length ?? 0);
		expect(oursAudio?.packets).toHaveLength(theirAudio?.packets.length ?? 0);
		expect(oursAudio?.startSeconds).toBe(theirAudio?.startSeconds);
		expect(oursAudio?.endSeconds).toBeCloseTo(theirAudio?.endSeconds ?? 0, 2);
	});

	test("of one picture, and of a video without sound, hold too", async () => {
		await writeClip(file, { ...clip, pictures: clip.pictures.slice(0, 1) }, silence);
		expect((await trackTimes(file)).map(({ packets }) => packets.length)).toEqual([1, 3]);
		await writeClip(file, clip, null);
		expect((await trackTimes(file)).map(({ kind }) => kind)).toEqual(["video"]);
		expect(complaintsOf(file, ffmpegPath)).toBe("");
	});
});

describe.skipIf(!HAS_DEBIAN_FFMPEG)("in Debian's ffmpeg", () => {
	test("it decodes without a warning, at a constant rate, each frame counted", async () => {
		await writeClip(file, clip, sound);
		expect(complaintsOf(file)).toBe("");
		const rate = { r_frame_rate: "30/1", avg_frame_rate: "30/1" };
		const colour = {
			color_range: "tv",
			color_space: "bt709",
			color_transfer: "bt709",
			color_primaries: "bt709",
		};
		const times = { start_time: "0.000000", duration: "2.666667", nb_frames: "80", nb_read_frames: "80" };
		expect(probeStream(file, "v")).toMatchObject({ ...rate, ...colour, ...times, has_b_frames: 0 });
		const heard = { start_time: "0.000000", duration: "2.666667", nb_frames: "126", channels: 1 };
		expect(probeStream(file, "a")).toMatchObject({ codec_name: "aac", sample_rate: "48000", ...heard });
	});

	test("pictures and sound of one time lie within one second's bytes of each other", async () => {
		await writeClip(file, clip, sound);
		const latest: Record<string, number> = { video: 0, audio: 0 };
		for (const { kind, seconds } of packetPlaces(file)) {
			latest[kind] = seconds;
			expect(Math.abs((latest["video"] ?? 0) - (latest["audio"] ?? 0))).toBeLessThan(1.1);
		}
		expect(latest["video"]).toBeCloseTo(79 / 30, 3);
	});
});

describe("a writer", () => {
	const open = () => createMp4Writer(file, { video: clip, audio: null });

	test("given up leaves nothing, at whatever point", async () => {
		const early = await open();
		await early.abandon();
		expect(readdirSync(dir)).toEqual([]);
		const late = await open();
		for (const { nals, isKey } of clip.pictures) await late.addPicture(nals, { isKey, delay: 0 });
		await late.finish();
		await late.abandon();
		await late.abandon();
		expect(readdirSync(dir)).toEqual([]);
	});

	test("given up spares a file that was there before", async () => {
		writeFileSync(file, "of before");
		const writer = await open();
		await writer.abandon();
		expect(readFileSync(file, "utf8")).toBe("of before");
	});

	test("takes pictures larger than its buffer, between small ones, byte for byte", async () => {
		const sizes = [10, 200_000, 1, 131_000, 131_072, 131_073, 60, 60];
		const writer = await open();
		for (const [index, size] of sizes.entries()) {
			const nal = new Uint8Array(size).fill(index + 1);
			await writer.addPicture([nal, Uint8Array.of(255)], { isKey: true, delay: 0 });
			// It has been taken over: what happens to the array is its owner's affair.
			nal.fill(0);
		}
		await writer.finish();
		const media = readFileSync(file).subarray(-sizes.reduce((sum, size) => sum + size + 9, 0));
		const expected = sizes.flatMap((size, index) => {
			const lengths = Buffer.alloc(8);
			lengths.writeUInt32BE(size, 0);
			lengths.writeUInt32BE(1, 4);
			return [lengths.subarray(0, 4), Buffer.alloc(size, index + 1), lengths.subarray(4), Buffer.of(255)];
		});
		expect(media.equals(Buffer.concat(expected))).toBe(true);
	});

	test("refuses a video that starts with no key frame, or with none at all", async () => {
		const empty = await open();
		await expect(empty.finish()).rejects.toThrow("a key frame was expected first");
		await empty.abandon();
		const headless = await open();
		await headless.addPicture([Uint8Array.of(1)], { isKey: false, delay: 0 });
		await expect(headless.finish()).rejects.toThrow("a key frame was expected first");
		await headless.abandon();
		expect(readdirSync(dir)).toEqual([]);
	});

	test("refuses sound of another length than the pictures", async () => {
		const audio = {
			...{ audioSpecificConfig: Uint8Array.of(0x11, 0x88), sampleRate, channels: 1 },
			...{ frameCount: 3, childCpuMs: 0 },
		};
		const writer = await createMp4Writer(file, { video: clip, audio });
		for (const { nals, isKey } of clip.pictures) await writer.addPicture(nals, { isKey, delay: 0 });
		for (let index = 0; index < 3; index++) await writer.addAudioFrame(Uint8Array.of(1, 2, 3));
		await expect(writer.finish()).rejects.toThrow("126 frames of sound were expected for");
		await writer.abandon();
		const short = await createMp4Writer(file, { video: clip, audio });
		await short.addPicture(clip.pictures[0]?.nals ?? [], { isKey: true, delay: 0 });
		await expect(short.finish()).rejects.toThrow("3 frames of sound were expected, not 0");
		await short.abandon();
	});

	test("rejects with the system's error where nothing can be written", async () => {
		const options = { video: clip, audio: null };
		await expect(createMp4Writer(join(dir, "nowhere", "video.mp4"), options)).rejects.toMatchObject({
			code: "ENOENT",
		});
	});
});
