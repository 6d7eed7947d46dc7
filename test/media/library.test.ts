import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { drawFrame, quoteVideo, renderVideo } from "../../shared/app/library.ts";
import { streamInfo } from "../helpers/ffmpeg.ts";
import { filmOf } from "../helpers/film.ts";
import { childrenIn } from "../helpers/processes.ts";
import { decodePng, rgbaOf } from "../helpers/rgba.ts";

const small = {
	video: { width: 240, height: 426, durationSeconds: 3 },
	messages: [{ sender: "you", text: "Hi", timestamp: 0.5 }],
} as const;

let dir: string;
let scratch: string;
let output: string;
beforeEach(() => {
	dir = mkdtempSync(join(tmpdir(), "chatreel-library-"));
	scratch = mkdtempSync(join(tmpdir(), "chatreel-scratch-"));
	output = join(dir, "chat.mp4");
});
afterEach(() => {
	for (const each of [dir, scratch]) rmSync(each, { recursive: true });
});

describe("renderVideo", () => {
	test("leaves a video and a poster, and says what they are", async () => {
		const made = await renderVideo(small, { output, directory: scratch });
		expect(made).toEqual({
			files: { video: output, poster: join(dir, "chat.poster.png") },
			...{ frames: 90, durationSeconds: 3, bytes: readFileSync(output).length, warnings: [] },
			cpuSeconds: expect.any(Number),
		});
		expect(streamInfo(output)).toMatchObject({ widthPx: 240, heightPx: 426, fps: 30 });
		expect((await decodePng(readFileSync(made.files.poster))).widthPx).toBe(120);
		expect(readdirSync(scratch)).toEqual([]);
	});

	test("makes the same bytes beside another, and replaces what was there", async () => {
		const outputs = [output, join(dir, "other.mp4")];
		await renderVideo({ messages: [{ sender: "you", text: "Another" }] }, { output });
		await Promise.all(outputs.map((each) => renderVideo(small, { output: each })));
		const [one, other] = outputs.map((each) => readFileSync(each));
		expect(one?.equals(other ?? Buffer.of())).toBe(true);
	});

	test("that is stopped rejects with the signal's reason, and leaves no file and no process", async () => {
		const controller = new AbortController();
		const reason = new Error("enough");
		const long = { ...small, video: { width: 2160, height: 3840, durationSeconds: 60 } };
		let lastShare = 0;
		const stopped = renderVideo(long, {
			...{ output, directory: scratch, signal: controller.signal },
			onProgress: ({ framesDone, framesTotal }) => {
				lastShare = framesDone / framesTotal;
				if (framesDone > 0) controller.abort(reason);
			},
		});
		await expect(stopped).rejects.toBe(reason);
		expect(lastShare).toBeLessThan(0.5);
		expect([readdirSync(scratch), readdirSync(dir), childrenIn(scratch)]).toEqual([[], [], []]);
	});

	test.each([
		[
			"in a folder that is not there",
			"no/chat.mp4",
			/^Nothing can be written to .*no: there is no such file/,
		],
		["that is a directory", "folder.mp4", /^Nothing can be written to .*folder\.mp4: it is a directory\.$/],
		[
			"whose poster's name is a directory",
			"poster.mp4",
			/^Nothing can be written to .*poster\.poster\.png: it is a directory\.$/,
		],
		[
			"of too long a name",
			`${"a".repeat(252)}.mp4`,
			/^Nothing can be written to .*: its name is too long\.$/,
		],
	])("refuses an output %s before any work", async (_, name, words) => {
		mkdirSync(join(dir, "folder.mp4"));
		mkdirSync(join(dir, "poster.poster.png"));
		const before = readdirSync(dir);
		const options = { output: join(dir, name), onProgress: () => expect.unreachable("it was begun") };
		await expect(renderVideo(small, options)).rejects.toMatchObject({
			...{ name: "ChatreelError", kind: "RENDER_FAILED" },
			message: expect.stringMatching(words),
		});
		expect(readdirSync(dir)).toEqual(before);
	});

	test("refuses a directory for temporary files that is not there", async () => {
		const refused = renderVideo(small, { output, directory: join(scratch, "none") });
		await expect(refused).rejects.toMatchObject({
			kind: "RENDER_FAILED",
			message: `Nothing can be written to ${join(scratch, "none")}: there is no such file or folder (ENOENT).`,
		});
	});
});

describe("drawFrame", () => {
	test.each([0, 0.5, 0.7, 2.999])("draws what the video shows after %d s", async (seconds) => {
		const film = await filmOf(small);
		const { widthPx, heightPx, rgba } = await decodePng(await drawFrame(small, seconds));
		const picture = film.pictureAt(Math.floor(seconds * 30));
		expect([widthPx, heightPx]).toEqual([240, 426]);
		const expected = rgbaOf(picture);
		// It converts by factors that are a little more exact.
		expect(rgba.every((value, index) => Math.abs(value - (expected[index] ?? 0)) <= 1)).toBe(true);
	});

	test.each([-0.1, 3, Number.NaN])("refuses %d s of a video of 3 s", async (seconds) => {
		await expect(drawFrame(small, seconds)).rejects.toMatchObject({
			kind: "INVALID_INPUT",
			message: `seconds: expected a time of the video, allowed: 0 or more, and below 3.000 s, received ${seconds}`,
		});
	});
});

test("quoteVideo tells the length that renderVideo makes, and writes nothing", async () => {
	const { frames, durationSeconds } = await quoteVideo(small);
	expect([frames, durationSeconds, existsSync(output)]).toEqual([90, 3, false]);
});
