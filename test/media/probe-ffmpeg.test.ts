import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { probeFfmpeg } from "../../shared/video/node/encode/probe-ffmpeg.ts";
import { ffmpegPath } from "../helpers/ffmpeg.ts";
import { childrenIn } from "../helpers/processes.ts";

let dir: string;
beforeEach(() => {
	dir = mkdtempSync(join(tmpdir(), "chatreel-encode-"));
});
afterEach(() => {
	rmSync(dir, { recursive: true });
});

describe("the probe", () => {
	test("finds the version and the two encoders", async () => {
		expect(await probeFfmpeg(ffmpegPath)).toEqual({
			version: expect.stringMatching(/\d/),
			hasLibx264: true,
			hasAac: true,
		});
	});

	test("misses encoders that are not there", async () => {
		const path = join(dir, "fake-ffmpeg");
		writeFileSync(
			path,
			"#!/bin/sh\necho 'ffmpeg version 9.9 Copyright' >&2\necho ' A..... libopus  aac '\n",
			{ mode: 0o755 },
		);
		expect(await probeFfmpeg(path)).toEqual({ version: "9.9", hasLibx264: false, hasAac: false });
	});

	test("does not wait for one that hangs", async () => {
		const path = join(dir, "fake-ffmpeg");
		writeFileSync(path, "#!/bin/sh\nexec sleep 600\n", { mode: 0o755 });
		await expect(probeFfmpeg(path, { timeoutMs: 50 })).rejects.toMatchObject({
			kind: "DEPENDENCY_ERROR",
			message: "ffmpeg did not answer within 50 ms",
		});
		expect(childrenIn(dir)).toEqual([]);
	});

	test("says when there is none", async () => {
		await expect(probeFfmpeg(join(dir, "none"))).rejects.toMatchObject({ kind: "DEPENDENCY_ERROR" });
	});
});
