import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeEffectTrack } from "../../shared/video/node/encode/effect-track.ts";
import { encodeAac } from "../../shared/video/node/encode/encode-aac.ts";
import { makeSound } from "../../shared/video/sound/app-sounds.ts";
import type { Sound } from "../../shared/video/sound/sound.ts";
import { decodeFrames, maxDifference, snrOf, trackOf } from "../helpers/aac.ts";
import { ffmpegPath } from "../helpers/ffmpeg.ts";

const sampleRate = 48_000;
const signal = new AbortController().signal;
const EFFECTS = [makeSound("drop"), makeSound("bells"), makeSound("drop").subarray(0, 5000)];

/** Effects by their number, and where they start, in AAC frames. */
function soundOf(starts: readonly (readonly [effect: number, atFrame: number])[]): Sound {
	return {
		sampleRate,
		effects: EFFECTS.map((samples) => ({ sampleRate, samples })),
		starts: starts.map(([effect, atFrame]) => ({ effect, atSample: Math.round(atFrame * 1024) })),
	};
}

const encode = (sound: Sound, seconds: number) => encodeEffectTrack(sound, seconds, { ffmpegPath, signal });

/** How far two sounds that AAC made of one may lie apart; a click of a cut wave would be far above. */
const TOLERANCE = 0.012;

describe("an effect track", () => {
	const chat = soundOf([
		[0, 0],
		[1, 40],
		[1, 80],
		[0, 94.5],
		[2, 105],
		[2, 113],
		[0, 130],
	]);

	test("decodes to what the whole sound, encoded, decodes to: the same samples at the same places", async () => {
		const track = decodeFrames((await encode(chat, 3)).frames);
		const dense = decodeFrames((await encodeAac(chat, 3 * sampleRate, { ffmpegPath, signal })).frames);
		const wanted = trackOf(chat, 3 * sampleRate);
		expect(track.length).toBe(dense.length);
		expect(maxDifference(track, dense)).toBeLessThan(TOLERANCE);
		expect(snrOf(track, wanted)).toBeGreaterThan(Math.min(45, snrOf(dense, wanted) - 3));
	});

	test("would not pass for one that starts a sample late", async () => {
		const track = decodeFrames((await encode(chat, 3)).frames);
		const late = trackOf(chat, 3 * sampleRate).subarray(1);
		expect(maxDifference(track, late)).toBeGreaterThan(2 * TOLERANCE);
	});

	test("is the same few arrays again and again", async () => {
		const { frames, frameCount } = await encode(
			soundOf([
				[0, 0],
				[0, 100],
				[0, 500],
			]),
			30,
		);
		const list = [...frames];
		expect(list).toHaveLength(frameCount);
		expect(frameCount).toBe(1408);
		// One sound fills 11 frames, which is 12 windows and one on each side; and silence.
		expect(new Set(list).size).toBe(1 + 11 + 3);
		expect([...frames]).toEqual(list);
		expect(list[99]).toBe(list[499]);
		expect(list[50]).toBe(list[400]);
	});

	test("gives ffmpeg as much for a minute as for a second", async () => {
		const pids: number[] = [];
		const onChild = (pid: number) => pids.push(pid);
		const [short, long] = [soundOf([[0, 5]]), soundOf([1, 2, 3, 4].map((n) => [0, n * 600]))];
		const made = [
			await encodeEffectTrack(short, 1, { ffmpegPath, signal, onChild }),
			await encodeEffectTrack(long, 60, { ffmpegPath, signal, onChild }),
		];
		expect(pids).toHaveLength(2);
		const [inShort, inLong] = made.map(({ frames }) => new Set([...frames].map(String)));
		expect(inLong).toEqual(inShort);
		expect(made[0]?.childCpuMs).toBeGreaterThan(0);
	});

	test("without starts is silence to the last sample", async () => {
		const track = await encode(soundOf([]), 2);
		expect(track).toMatchObject({ sampleRate, channels: 1, frameCount: 95 });
		expect(maxDifference(decodeFrames(track.frames), new Float32Array(94 * 1024))).toBe(0);
	});

	test("any starts: is heard where it should be, and nowhere else", async () => {
		const gap = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.double({ min: 0, max: 30, noNaN: true }));
		const drawn = fc.array(fc.tuple(fc.nat(2), gap), { minLength: 1, maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(drawn, async (gaps) => {
				let atFrame = 0;
				const starts = gaps.map(([effect, frames]) => {
					const start = [effect, atFrame + frames] as const;
					atFrame += frames + Math.ceil((EFFECTS[effect]?.length ?? 0) / 1024);
					return start;
				});
				const sound = soundOf(starts);
				const decoded = decodeFrames((await encode(sound, 2)).frames);
				const wanted = trackOf(sound, 2 * sampleRate);
				expect(decoded.length).toBe(94 * 1024);
				const off = maxDifference(decoded.subarray(0, wanted.length), wanted);
				// Where much sounds at once the encoder itself is off by more, whichever way it is asked.
				const whole = decodeFrames((await encodeAac(sound, 2 * sampleRate, { ffmpegPath, signal })).frames);
				const wholeOff = maxDifference(whole.subarray(0, wanted.length), wanted);
				expect(off).toBeLessThan(Math.max(TOLERANCE, 1.25 * wholeOff));
			}),
			{ numRuns: 8 },
		);
	});
});

describe("an ffmpeg that", () => {
	/** An executable that stands for ffmpeg; gives what the call rejects with. */
	async function rejectionOf(body: string, abortsWith?: Error): Promise<unknown> {
		const dir = mkdtempSync(join(tmpdir(), "chatreel-aac-"));
		try {
			const path = join(dir, "fake-ffmpeg");
			writeFileSync(path, `#!/bin/sh\n${body}\n`);
			chmodSync(path, 0o755);
			const controller = new AbortController();
			const onChild = () => {
				if (abortsWith !== undefined) setImmediate(() => controller.abort(abortsWith));
			};
			const options = { ffmpegPath: path, signal: controller.signal, onChild };
			return await encodeEffectTrack(soundOf([[0, 0]]), 1, options).catch((error) => error);
		} finally {
			rmSync(dir, { recursive: true });
		}
	}

	test("fails is RENDER_FAILED, with what it said", async () => {
		const error = await rejectionOf("cat > /dev/null; echo 'Unknown encoder aac' >&2; exit 1");
		expect(error).toMatchObject({ kind: "RENDER_FAILED", details: { ffmpeg: ["Unknown encoder aac"] } });
	});

	test("makes no sound, or too little, is RENDER_FAILED", async () => {
		expect(await rejectionOf("cat > /dev/null")).toMatchObject({ kind: "RENDER_FAILED" });
		const oneFrame = "printf '\\377\\361\\114\\100\\001\\037\\374\\001'";
		expect(await rejectionOf(`cat > /dev/null; ${oneFrame}`)).toMatchObject({
			message: expect.stringContaining("made 1 AAC frames"),
		});
	});

	test("does not end is ended by an abort", async () => {
		const reason = new Error("no longer wanted");
		expect(await rejectionOf("exec sleep 600", reason)).toBe(reason);
	});

	test("is not there is DEPENDENCY_ERROR", async () => {
		const options = { ffmpegPath: "/nowhere/ffmpeg", signal };
		await expect(encodeEffectTrack(soundOf([]), 1, options)).rejects.toMatchObject({
			kind: "DEPENDENCY_ERROR",
		});
	});
});
