import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Encoded } from "../../shared/video/encode/engine.ts";
import { runPlain } from "../../shared/video/node/encode/run-plain.ts";
import type { Sound } from "../../shared/video/sound/sound.ts";
import { wrapDearFfmpeg } from "../helpers/fake-ffmpeg.ts";
import {
	decodeI420,
	decodeI420At,
	decodePcm,
	decodeRgbaAt,
	ffmpeg,
	psnrOf,
	streamInfo,
} from "../helpers/ffmpeg.ts";
import { type FramesOptions, framesJob } from "../helpers/frames-job.ts";
import { colourBox, isFaststart, topLevelBoxes, trackTimes } from "../helpers/mp4.ts";
import { drawTestPicture } from "../helpers/test-picture.ts";

const SAMPLE_RATE = 48_000;
/** An AAC frame holds 1024 samples. */
const AAC_FRAME_SECONDS = 1024 / SAMPLE_RATE;

let dir: string;
beforeEach(() => {
	dir = mkdtempSync(join(tmpdir(), "chatreel-encode-"));
});
afterEach(() => {
	rmSync(dir, { recursive: true });
});

const forever = new AbortController().signal;

function encode(options: FramesOptions, sound: Sound | null = null): Promise<Encoded> {
	const drawHold = (hold: number) => drawTestPicture(hold, options.widthPx, options.heightPx);
	return runPlain(framesJob({ ...options, sound }), drawHold, { dir, signal: forever });
}

/** A tone of a tenth of a second, from the first sample on, at each of the given times. */
function tonesAt(...startsMs: number[]): Sound {
	const samples = Float32Array.from({ length: SAMPLE_RATE / 10 }, (_, index) => 0.5 * Math.cos(index * 0.1));
	const starts = startsMs.map((ms) => ({ effect: 0, atSample: (ms * SAMPLE_RATE) / 1000 }));
	return { sampleRate: SAMPLE_RATE, effects: [{ sampleRate: SAMPLE_RATE, samples }], starts };
}

describe("the stream", () => {
	test("is H.264 High in yuv420p, of the film's size and rate", async () => {
		const info = streamInfo((await encode({ holds: [5, 5], widthPx: 322, heightPx: 242, fps: 30 })).file);
		expect(info.video).toContain("h264 (High)");
		expect(info.video).toContain("yuv420p(tv, bt709)");
		expect(info).toMatchObject({ widthPx: 322, heightPx: 242, fps: 30 });
	});

	test("says BT.709, limited range in the stream and in the container", async () => {
		const { file } = await encode({ holds: [3] });
		expect(colourBox(file)).toEqual({ type: "nclx", codes: [1, 1, 1], isFullRange: false });
		// Out of its container a stream has nothing but its own parameters to tell its colours.
		const bare = join(dir, "bare.264");
		ffmpeg(["-i", file, "-map", "0:v", "-c", "copy", "-bsf:v", "h264_mp4toannexb", bare]);
		expect(streamInfo(bare).video).toContain("yuv420p(tv, bt709");
	});

	test("is High with the preset that would turn its transform off, too", async () => {
		expect(streamInfo((await encode({ holds: [3], preset: "ultrafast" })).file).video).toContain(
			"h264 (High)",
		);
	});

	test("starts playing before it is loaded whole", async () => {
		const { file, bytes } = await encode({ holds: [3] }, tonesAt(0));
		expect(isFaststart(file)).toBe(true);
		expect(topLevelBoxes(file)).toEqual(["ftyp", "moov", "free", "mdat"]);
		expect(bytes).toBe(statSync(file).size);
	});

	test.each([24, 25, 30, 59, 60])(
		"has a constant rate and all its frames at %i frames a second",
		async (fps) => {
			const { file, counts } = await encode({ holds: [1, 7, 13, 2], fps });
			const [video] = await trackTimes(file);
			expect(counts).toMatchObject({ frames: 23, pictures: 4, repeats: 19 });
			expect(video?.packets).toHaveLength(23);
			for (const [index, packet] of video?.packets.entries() ?? []) {
				expect(packet.startSeconds).toBeCloseTo(index / fps, 3);
				expect(packet.durationSeconds).toBeCloseTo(1 / fps, 3);
			}
			expect(decodeI420(file)).toHaveLength(23);
		},
	);

	test("has a key frame at least every five seconds, whatever stands still", async () => {
		const [video] = await trackTimes(
			(await encode({ holds: [400], widthPx: 240, heightPx: 240, fps: 24 })).file,
		);
		const keys = video?.packets
			.filter((packet) => packet.isKey)
			.map((packet) => Math.round(packet.startSeconds));
		expect(keys).toEqual([0, 5, 10, 15]);
	});

	test("is the same file for the same film", async () => {
		const first = readFileSync((await encode({ holds: [3, 9, 4] }, tonesAt(100))).file);
		expect(readFileSync((await encode({ holds: [3, 9, 4] }, tonesAt(100))).file)).toEqual(first);
	});

	test("tells the CPU that ffmpeg took", async () => {
		const ffmpegPath = wrapDearFfmpeg(dir, "libx264", "libx264", "libx264");
		const job = framesJob({ holds: [10, 10], sound: tonesAt(0) });
		const drawHold = (hold: number) => drawTestPicture(hold);
		const { childCpuMs } = await runPlain(job, drawHold, { dir, signal: forever, ffmpegPath });
		expect(childCpuMs).toBe(100_000);
	});
});

describe("the pictures", () => {
	test("are those of the holds, in every frame of them", async () => {
		const holds = [4, 1, 30, 1, 1, 8];
		const frames = decodeI420((await encode({ holds })).file);
		const expected = holds.flatMap((count, index) => Array<number>(count).fill(index));
		expect(frames).toHaveLength(expected.length);
		for (const [at, index] of expected.entries()) {
			expect(
				psnrOf(frames[at] ?? Buffer.alloc(0), drawTestPicture(index).data),
				`frame ${at}`,
			).toBeGreaterThan(35);
		}
	});

	test("would be found out if they were their neighbours", async () => {
		const { file } = await encode({ holds: [4, 4] });
		expect(psnrOf(decodeI420At(file, 3), drawTestPicture(0).data)).toBeGreaterThan(35);
		expect(psnrOf(decodeI420At(file, 4), drawTestPicture(0).data)).toBeLessThan(30);
	});

	test("decode to the colours that BT.709 gives them", async () => {
		const { file } = await encode({ holds: [2] });
		const pixels = decodeRgbaAt(file, 1);
		expect(pixels).toHaveLength(320 * 568 * 4);
		// The ground is video white.
		expect(pixels.subarray(-4).every((value) => value >= 253)).toBe(true);
	});

	test("any holds: the frames add up", async () => {
		const holdLengths = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 });
		await fc.assert(
			fc.asyncProperty(holdLengths, fc.constantFrom(24, 30, 60), async (holds, fps) => {
				const { file, counts } = await encode({ holds, fps, widthPx: 240, heightPx: 240 });
				const [video] = await trackTimes(file);
				const frames = holds.reduce((sum, count) => sum + count, 0);
				expect(counts).toMatchObject({ frames, pictures: holds.length, repeats: frames - holds.length });
				expect(video?.packets).toHaveLength(frames);
				expect(video?.endSeconds).toBeCloseTo(frames / fps, 3);
			}),
			{ numRuns: 8 },
		);
	});
});

describe("the sound", () => {
	test("is as long as the pictures within one AAC frame, and starts with them", async () => {
		for (const [frames, fps] of [
			[31, 30],
			[47, 24],
			[100, 59],
		] as const) {
			const [video, audio] = await trackTimes((await encode({ holds: [frames], fps }, tonesAt(0))).file);
			expect(video?.startSeconds).toBe(0);
			expect(video?.endSeconds).toBeCloseTo(frames / fps, 3);
			expect(audio?.codec).toBe("aac");
			expect(Math.abs((audio?.endSeconds ?? 0) - frames / fps)).toBeLessThanOrEqual(AAC_FRAME_SECONDS);
			expect(
				Math.abs(decodePcm(join(dir, "video.mp4")).length / SAMPLE_RATE - frames / fps),
			).toBeLessThanOrEqual(AAC_FRAME_SECONDS);
		}
	});

	test("rises within 50 ms of each start, is silent before, and comes in none too early", async () => {
		const startsMs = [0, 500, 1337, 2100];
		const samples = decodePcm((await encode({ holds: [20, 70] }, tonesAt(...startsMs))).file);
		const onsets = onsetsMs(samples);
		expect(onsets).toHaveLength(startsMs.length);
		for (const [index, startMs] of startsMs.entries()) {
			expect(Math.abs((onsets[index] ?? Number.NaN) - startMs), `start at ${startMs}`).toBeLessThanOrEqual(5);
			// A transform codec spreads an attack over its block, so there is a trace of it in the last few ms before.
			expect(peakOf(samples, startMs - 300, startMs - 10)).toBeLessThan(0.001);
		}
	});

	test("without starts is a silent track, and no sound is no track", async () => {
		const silent = (await encode({ holds: [30] }, { sampleRate: SAMPLE_RATE, effects: [], starts: [] })).file;
		expect(streamInfo(silent).audio).toContain("aac (LC)");
		expect(peakOf(decodePcm(silent), 0, 1000)).toBe(0);
		const mute = (await encode({ holds: [30] }, null)).file;
		expect(streamInfo(mute).audio).toBe(null);
		expect((await trackTimes(mute)).map((track) => track.kind)).toEqual(["video"]);
	});
});

test.each([
	[31, 30],
	[100, 59],
	[90, 24],
])(
	"B11: the container of %i frames at %i lasts exactly as long as the picture, with square pixels",
	async (frames, fps) => {
		for (const sound of [tonesAt(0), null]) {
			const { file } = await encode({ holds: [frames], fps }, sound);
			const durations = containerDurations(readFileSync(file));
			expect(durations.movie / durations.timescale).toBe(frames / fps);
			const trackCount = sound === null ? 1 : 2;
			expect(durations.tracks).toEqual(Array(trackCount).fill(durations.movie));
			expect(durations.edits).toEqual(Array(trackCount).fill(durations.movie));
			expect(readFileSync(file).includes(Buffer.from("pasp\0\0\0\x01\0\0\0\x01", "latin1"))).toBe(true);
		}
	},
);

/** What the boxes of a file say of its length, in ticks of its timescale; all of version 0 (ISO/IEC 14496-12, 8.2, 8.3, 8.6). */
function containerDurations(data: Buffer) {
	const all = (type: string, offset: number) => {
		const found: number[] = [];
		for (let at = data.indexOf(type, 0, "latin1"); at !== -1; at = data.indexOf(type, at + 4, "latin1"))
			found.push(data.readUInt32BE(at + 4 + offset));
		return found;
	};
	const [timescale = 0] = all("mvhd", 12);
	const [movie = 0] = all("mvhd", 16);
	return { timescale, movie, tracks: all("tkhd", 20), edits: all("elst", 8) };
}

/** The highest sample, in either direction, between two times. */
function peakOf(samples: Float32Array, fromMs: number, toMs: number): number {
	const [from, to] = [fromMs, toMs].map((ms) => Math.max(0, Math.round((ms * SAMPLE_RATE) / 1000)));
	return samples.subarray(from, to).reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
}

/** Where the sound rises above a tenth after 50 ms below it. */
function onsetsMs(samples: Float32Array): number[] {
	const onsets: number[] = [];
	let lastLoud = Number.NEGATIVE_INFINITY;
	for (const [index, sample] of samples.entries()) {
		if (Math.abs(sample) < 0.1) continue;
		if (index - lastLoud > SAMPLE_RATE / 20) onsets.push((index * 1000) / SAMPLE_RATE);
		lastLoud = index;
	}
	return onsets;
}
