import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runPlain } from "../../shared/video/node/encode/run-plain.ts";
import type { Sound } from "../../shared/video/sound/sound.ts";
import { framesJob } from "../helpers/frames-job.ts";
import { childrenIn } from "../helpers/processes.ts";
import { drawTestPicture } from "../helpers/test-picture.ts";
import { until } from "../helpers/until.ts";

let dir: string;
beforeEach(() => {
	dir = mkdtempSync(join(tmpdir(), "chatreel-encode-"));
});
afterEach(() => {
	rmSync(dir, { recursive: true });
});

const forever = new AbortController().signal;
const silence: Sound = { sampleRate: 48_000, effects: [], starts: [] };
const drawHold = (hold: number) => drawTestPicture(hold);

/** An executable that stands for ffmpeg. */
function script(body: string, mode = 0o755): string {
	const path = join(dir, "fake-ffmpeg");
	writeFileSync(path, `#!/bin/sh\n${body}\n`);
	chmodSync(path, mode);
	return path;
}

describe("an abort", () => {
	/** Aborts while the given picture is drawn, and gives what the render did of it. */
	async function abortedAt(picture: number, sound: Sound | null): Promise<unknown> {
		const controller = new AbortController();
		const drawAndAbort = (hold: number) => {
			if (hold === picture) setImmediate(() => controller.abort(reason));
			return drawTestPicture(hold);
		};
		const job = framesJob({ holds: Array(60).fill(20), sound });
		return runPlain(job, drawAndAbort, { dir, signal: controller.signal }).catch((error) => error);
	}
	const reason = new Error("no longer wanted");

	test.each([0, 1, 30])("at picture %i leaves neither file nor process", async (picture) => {
		expect(await abortedAt(picture, silence)).toBe(reason);
		expect(readdirSync(dir)).toEqual([]);
		expect(childrenIn(dir)).toEqual([]);
	});

	test("while ffmpeg finishes the file leaves neither", async () => {
		const controller = new AbortController();
		let frames = 0;
		const drawCounted = () => {
			const picture = drawTestPicture(0);
			// The luma is read once a frame: at the last one every frame has been handed over.
			return {
				...picture,
				get y() {
					frames += 1;
					if (frames === 60) setTimeout(() => controller.abort(reason), 0);
					return picture.y;
				},
			};
		};
		const encoded = runPlain(framesJob({ holds: [60] }), drawCounted, { dir, signal: controller.signal });
		await expect(encoded).rejects.toBe(reason);
		expect(readdirSync(dir)).toEqual([]);
		expect(childrenIn(dir)).toEqual([]);
	});

	test.each([
		{ what: "takes no frame", body: "> video.mp4; exec sleep 600", bytes: 0 },
		{ what: "has every frame and does not end", body: "cat > video.mp4; exec sleep 600", bytes: 3 * 272_640 },
	])("ends an ffmpeg that $what", async ({ body, bytes }) => {
		const controller = new AbortController();
		const options = { dir, signal: controller.signal, ffmpegPath: script(body) };
		const encoded = runPlain(framesJob({ holds: [3] }), drawHold, options);
		const refused = expect(encoded).rejects.toBe(reason);
		await until(() => statSync(join(dir, "video.mp4"), { throwIfNoEntry: false })?.size === bytes);
		controller.abort(reason);
		await refused;
		expect(readdirSync(dir)).toEqual(["fake-ffmpeg"]);
		expect(childrenIn(dir)).toEqual([]);
	});

	test("before the start starts nothing", async () => {
		const signal = AbortSignal.abort(reason);
		const draw = () => {
			throw new Error("drawn");
		};
		await expect(runPlain(framesJob({ holds: [1] }), draw, { dir, signal })).rejects.toBe(reason);
	});

	test("children are seen while they run", async () => {
		let seen: string[] = [];
		const drawAndLook = (hold: number) => {
			if (hold === 1) seen = childrenIn(dir);
			return drawTestPicture(hold);
		};
		await runPlain(framesJob({ holds: [5, 5] }), drawAndLook, { dir, signal: forever });
		expect(seen).toHaveLength(1);
	});
});

describe("a failure", () => {
	test("of ffmpeg gives its last lines, names no folder and leaves no file", async () => {
		const job = framesJob({ holds: [50, 50], preset: "breakneck" });
		const encoded = runPlain(job, drawHold, { dir, signal: forever });
		const error = await encoded.catch((thrown) => thrown);
		expect(error).toMatchObject({ kind: "RENDER_FAILED" });
		expect(error.details.ffmpeg.join("\n")).toContain("breakneck");
		expect(error.details.ffmpeg.length).toBeLessThanOrEqual(20);
		expect(JSON.stringify(error.details)).not.toContain(dir);
		expect(readdirSync(dir)).toEqual([]);
	});

	test("of the painter passes as it is, and ends ffmpeg", async () => {
		const fault = new Error("no such font");
		const drawTwo = (hold: number) => {
			if (hold === 2) throw fault;
			return drawTestPicture(hold);
		};
		const job = framesJob({ holds: [3, 3, 3], sound: silence });
		const encoded = runPlain(job, drawTwo, { dir, signal: forever });
		await expect(encoded).rejects.toBe(fault);
		expect(readdirSync(dir)).toEqual([]);
		expect(childrenIn(dir)).toEqual([]);
	});

	test("to find ffmpeg is a missing dependency", async () => {
		expect(await failureWith(join(dir, "none"))).toMatchObject({ kind: "DEPENDENCY_ERROR" });
	});

	test("to execute it is one, too", async () => {
		expect(await failureWith(script("exit 0", 0o644))).toMatchObject({ kind: "DEPENDENCY_ERROR" });
	});

	test("by a SIGKILL that was not ours is a lack of memory", async () => {
		expect(await failureWith(script("kill -KILL $$"))).toMatchObject({
			kind: "RESOURCE_EXHAUSTED",
			status: 507,
		});
	});

	test("is an ffmpeg that ends well without having read every frame", async () => {
		expect(await failureWith(script("exec head -c 100000 > video.mp4"))).toMatchObject({
			kind: "RENDER_FAILED",
		});
		expect(existsSync(join(dir, "video.mp4"))).toBe(false);
	});

	function failureWith(ffmpegPath: string): Promise<unknown> {
		const job = framesJob({ holds: [50, 50], sound: silence });
		return runPlain(job, drawHold, { dir, signal: forever, ffmpegPath }).catch((error) => error);
	}
});
