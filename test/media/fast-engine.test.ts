import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Encoded, EngineName } from "../../shared/video/encode/engine.ts";
import { runPlain } from "../../shared/video/node/encode/run-plain.ts";
import type { Hold } from "../../shared/video/scene/scene.ts";
import { complaintsOf, HAS_DEBIAN_FFMPEG } from "../helpers/debian-ffmpeg.ts";
import { type EncodeFilmOptions, encodeFilm } from "../helpers/encode-film.ts";
import { wrapDearFfmpeg, wrapFfmpeg } from "../helpers/fake-ffmpeg.ts";
import { decodeI420, ffmpeg, ffmpegPath, streamInfo } from "../helpers/ffmpeg.ts";
import { type Film, filmOf } from "../helpers/film.ts";
import { inClassic } from "../helpers/in-classic.ts";
import { isFaststart, trackTimes } from "../helpers/mp4.ts";
import { planeDecibels } from "../helpers/plane-decibels.ts";
import { childrenIn } from "../helpers/processes.ts";

/** Typing, a fade, a carried bubble, a scroll and more than one interval of key frames. */
const chat = {
	video: { width: 240, height: 426, fps: 24, safeArea: "none" },
	messages: [
		{ sender: "you", text: "Did you see the lights over the harbour tonight? All of them!", timestamp: 0.3 },
		{ sender: "them", text: "Yes 😍 the whole street came out to look at them", timestamp: 2.2 },
		{ sender: "you", text: "I counted four colours, and then it was over, just like that", timestamp: 3.5 },
		{
			sender: "them",
			text: "Five. And one of them was a bird, or looked like one, for a second",
			timestamp: 5.2,
		},
		{
			sender: "you",
			text: "Next year we should go up the hill before it begins, with a blanket and something warm to drink",
			timestamp: 6,
		},
	],
};

const folder = mkdtempSync(join(tmpdir(), "chatreel-fast-"));
afterAll(() => rmSync(folder, { recursive: true }));
let film: Film;
beforeAll(async () => {
	film = await filmOf(inClassic(chat));
});

const newDir = () => mkdtempSync(join(folder, "render-"));

/** In a folder of its own. */
function encode(options: EncodeFilmOptions = {}) {
	const dir = newDir();
	return { dir, made: encodeFilm(film, dir, options) };
}

describe("a video of the fast engine", () => {
	let made: Encoded;
	beforeAll(async () => {
		made = await encode().made;
	});

	test("shows in every frame what was drawn, each plane at 40 dB and more", () => {
		const decibels = planeDecibels(film, decodeI420(made.file));
		expect(decibels.length).toBe(film.film.frameCount);
		expect([...decibels.entries()].filter(([, each]) => !(Math.min(...each) >= 40))).toEqual([]);
	});

	test("does just this work for this chat", () => {
		expect(made).toMatchObject({ engine: "fast", warnings: [] });
		expect(made.counts).toEqual({
			...{ frames: 266, pictures: 66, repeats: 200, keys: 3, scrolls: 7, bands: 143 },
			// 136 strips of 240 × 16 pixels.
			...{ rowsDrawn: 2176, bytesToX264: 783_360 },
		});
		expect(made.childCpuMs).toBeGreaterThan(0);
	});

	test("is High, of constant rate, with sound, and starts before it is loaded whole", async () => {
		const info = streamInfo(made.file);
		expect(info.video).toContain("h264 (High)");
		expect(info.video).toContain("yuv420p(tv, bt709)");
		expect(info).toMatchObject({ widthPx: 240, heightPx: 426, fps: 24 });
		expect(isFaststart(made.file)).toBe(true);
		const [video, audio] = await trackTimes(made.file);
		expect(video?.packets.map(({ startSeconds }) => Math.round(startSeconds * 24))).toEqual(
			Array.from({ length: film.film.frameCount }, (_, frame) => frame),
		);
		const keys = video?.packets.flatMap(({ isKey, startSeconds }) => (isKey ? startSeconds : []));
		expect(keys?.length).toBe(made.counts.keys);
		const gaps = keys?.slice(1).map((seconds, index) => seconds - (keys[index] ?? 0)) ?? [];
		expect(Math.max(...gaps)).toBeLessThanOrEqual(5.001);
		expect(Math.abs((audio?.endSeconds ?? 0) - (video?.endSeconds ?? 0))).toBeLessThan(1024 / 48_000 + 0.001);
	});

	test("decodes without a word of complaint in two ffmpegs", () => {
		expect(complaintsOf(made.file, ffmpegPath)).toBe("");
		if (HAS_DEBIAN_FFMPEG) expect(complaintsOf(made.file)).toBe("");
	});

	test("can be cut at its key frames without being coded anew", () => {
		const cut = join(folder, "cut.mp4");
		ffmpeg(["-ss", "5", "-i", made.file, "-map", "0:v", "-c", "copy", "-y", cut]);
		const [whole, part] = [decodeI420(made.file), decodeI420(cut)];
		const start = whole.length - part.length;
		expect(part.length).toBeGreaterThan(24);
		expect(part.every((frame, index) => frame.equals(whole[start + index] ?? Buffer.alloc(0)))).toBe(true);
	});

	test("is the same file every time, and hardly larger than the plain engine's", async () => {
		const [again, plain] = await Promise.all([encode().made, encode({ engine: "plain" }).made]);
		expect(readFileSync(again.file).equals(readFileSync(made.file))).toBe(true);
		expect(made.bytes / plain.bytes).toBeLessThan(1.5);
	});
});

test("the plain engine makes, of what has changed alone, the file that it makes of whole pictures", async () => {
	const { film: planned, crf, preset, draw } = film;
	const plain = await encode({ engine: "plain" }).made;
	const work = { drawnPixelCount: planned.holds.length * planned.widthPx * planned.heightPx };
	const job = { film: planned, settings: { crf, preset }, work };
	const drawHold = (hold: number) => draw((planned.holds[hold] as Hold).scene);
	const whole = await runPlain(job, drawHold, { dir: newDir(), signal: new AbortController().signal });
	expect(readFileSync(plain.file).equals(readFileSync(whole.file))).toBe(true);
	expect(plain).toMatchObject({ engine: "plain", warnings: [] });
	expect(plain.counts.rowsDrawn).toBeLessThan(whole.counts.rowsDrawn / 2);
	expect(plain.childCpuMs).toBeGreaterThan(0);
});

describe("where the fast engine cannot", () => {
	test("a stream it does not know is made by the plain engine, with a warning", async () => {
		const { made } = encode({ ffmpegPath: wrapFfmpeg(folder, "keyint=1:", "keyint=2:") });
		const { engine, warnings, file, counts } = await made;
		expect(engine).toBe("plain");
		expect(counts.frames).toBe(film.film.frameCount);
		expect(warnings).toEqual([
			{ code: "ENGINE_FALLBACK", message: expect.stringContaining("no IDR picture") },
		]);
		expect(decodeI420(file).length).toBe(film.film.frameCount);
	});

	// The sound is encoded beside the strips, and may still be when these are refused.
	test("what x264 of the refused attempt used is paid beside the plain engine's", async () => {
		const { made } = encode({ ffmpegPath: wrapDearFfmpeg(folder, "keyint=1:", "keyint=2:", "keyint=1:") });
		const { childCpuMs } = await made;
		// It said that it took 100 s, and the plain engine's that it took one.
		expect(childCpuMs).toBe(101_000);
	});

	test("an ffmpeg that fails is a failed render, with its last words and no file", async () => {
		const { dir, made } = encode({ ffmpegPath: wrapFfmpeg(folder, "libx264", "libx265000") });
		const error = await made.catch((thrown) => thrown);
		expect(error).toMatchObject({ kind: "RENDER_FAILED" });
		expect(error.details.ffmpeg.join("\n")).toContain("libx265000");
		expect(readdirSync(dir)).toEqual([]);
	});
});

describe.each<EngineName>(["fast", "plain"])("the %s engine", (engine) => {
	test("passes what the painter throws as it is, and leaves nothing", async () => {
		const dir = newDir();
		const fault = new Error("no such font");
		const draw = () => {
			throw fault;
		};
		const made = encodeFilm({ ...film, draw }, dir, { engine });
		await expect(made).rejects.toBe(fault);
		expect([readdirSync(dir), childrenIn(dir)]).toEqual([[], []]);
	});

	test("ends at once with a cancel", async () => {
		const controller = new AbortController();
		const reason = new Error("stopped");
		const onProgress = () => controller.abort(reason);
		const { dir, made } = encode({ engine, signal: controller.signal, onProgress });
		await expect(made).rejects.toBe(reason);
		expect([readdirSync(dir), childrenIn(dir)]).toEqual([[], []]);
	});
});
