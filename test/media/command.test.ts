import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, Storage } from "node-appwrite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseConfig } from "../../scripts/local-appwrite/config.ts";
import { ownOrJoin } from "../../scripts/local-appwrite/own-or-join.ts";
import { startBundleServer } from "../helpers/bundle-server.ts";
import { type CommandOptions, runCommand } from "../helpers/command.ts";
import { decodeI420, ffmpegPath, streamInfo } from "../helpers/ffmpeg.ts";
import { childrenIn } from "../helpers/processes.ts";
import { until } from "../helpers/until.ts";

const ROOT = join(import.meta.dirname, "../..");

let dir: string;
let tmp: string;
let output: string;
let data: string;
beforeEach(() => {
	dir = mkdtempSync(join(tmpdir(), "chatreel-command-"));
	data = mkdtempSync(join(tmpdir(), "chatreel-data-"));
	tmp = mkdtempSync(join(tmpdir(), "chatreel-tmp-"));
	output = join(dir, "out.mp4");
});
afterEach(() => {
	for (const each of [dir, tmp, data]) rmSync(each, { recursive: true });
});

const small = {
	video: { width: 240, height: 426, durationSeconds: 3 },
	messages: [{ sender: "you", text: "Hi", timestamp: 0.5 }],
};

/** However little is free here. */
const ROOMY = { MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" };
/** Runs the command with a temporary directory of its own, in which nothing may stay. */
const render = (args: readonly string[], options: CommandOptions = {}) =>
	runCommand(
		process.execPath,
		["--disable-warning=ExperimentalWarning", "scripts/run.cjs", "render", ...args, "--data", data],
		{
			...options,
			env: { ...ROOMY, TMPDIR: tmp, ...options.env },
		},
	);

function write(value: unknown, name = "chat.json"): string {
	const file = join(dir, name);
	writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value));
	return file;
}

/** A program in place of ffmpeg. */
function script(lines: string): string {
	const file = write(`#!/bin/sh\n${lines}\n`, "fake-ffmpeg");
	chmodSync(file, 0o755);
	return file;
}

const left = () => [...readdirSync(tmp), ...readdirSync(dir).filter((name) => /mp4|png|part/.test(name))];

describe("a render", () => {
	test("leaves a video and a poster, says what it did, step by step, and ends with 0", async () => {
		const { code, stdout, stderr } = await render([write(small), "--output", output]);
		expect([code, stderr]).toEqual([0, ""]);
		const lines = stdout.split("\n");
		expect(lines.slice(0, 3)).toEqual(["Validate", "Quota", "Pre-flight"]);
		expect(stdout).toContain(`Video    ${output}`);
		expect(stdout).toMatch(/Length {3}3\.00 s, 90 frames/);
		expect(stdout).toMatch(/CPU {6}\d+\.\d\d s/);
		expect(left().toSorted()).toEqual(["out.mp4", "out.poster.png"]);
		expect(streamInfo(output)).toMatchObject({ widthPx: 240, heightPx: 426, fps: 30 });
		expect(readFileSync(join(dir, "out.poster.png")).subarray(1, 4).toString()).toBe("PNG");
	});

	test("with --json prints the result alone on stdout", async () => {
		const { code, stdout } = await render([write(small), "--output", output, "--json"]);
		expect(code).toBe(0);
		expect(stdout.split("\n").length).toBe(2);
		const result = JSON.parse(stdout);
		expect(result).toMatchObject({
			success: true,
			jobId: expect.stringMatching(/^[0-9a-f]{20}$/),
			fileId: null,
			bucketId: null,
			posterFileId: null,
			durationSeconds: 3,
			frames: 90,
			quotedCpuSeconds: expect.any(Number),
			warnings: [],
			outputPath: output,
			posterPath: join(dir, "out.poster.png"),
		});
		expect(result.bytes).toBe(readFileSync(output).length);
		expect(result.cpuSeconds).toBeGreaterThan(0);
		expect(result.renderSeconds).toBeGreaterThan(0);
	});

	test("reads stdin where the file is -", async () => {
		const { code } = await render(["-", "--output", output], { stdin: JSON.stringify(small) });
		expect([code, existsSync(output)]).toEqual([0, true]);
	});

	test("prints its warnings with their places", async () => {
		const late = {
			...small,
			messages: [{ ...small.messages[0], timestamp: 5 }],
			video: { width: 240, height: 426 },
		};
		const { stdout } = await render([write(late), "--output", output]);
		expect(stdout).toContain("1 warning:");
		expect(stdout).toMatch(/\/messages\/0.* \[LATE_START\]/);
	});

	test("takes flags before what the file says", async () => {
		const size = ["--width", "320", "--height", "568", "--fps", "25", "--crf", "30"];
		const args = ["--input", write(small), "--output", output, ...size, "--dark", "--no-sound"];
		expect((await render(args)).code).toBe(0);
		const info = streamInfo(output);
		expect(info).toMatchObject({ widthPx: 320, heightPx: 568, fps: 25, audio: null });
		const [first] = decodeI420(output);
		// The middle of a dark screen.
		expect(first?.[284 * 320 + 160]).toBeLessThan(24);
	});

	test("works through npm, where -s leaves stdout to the result", async () => {
		const args = ["run", "-s", "render", "--", write(small), "--output", output, "--data", data, "--json"];
		const { code, stdout } = await runCommand("npm", args, { env: ROOMY });
		expect([code, JSON.parse(stdout).frames]).toEqual([0, 90]);
	});
});

describe("bad input ends with 2 and leaves nothing", () => {
	test("a faulty file: every fault is named with its place", async () => {
		const faulty = { messages: [{ sender: "me", text: "" }], video: { width: 241 }, extra: 1 };
		const { code, stdout, stderr } = await render([write(faulty), "--output", output]);
		expect([code, stdout]).toEqual([2, ""]);
		for (const place of ["/messages/0/sender", "/messages/0/text", "/video/width", "/extra"]) {
			expect(stderr).toContain(place);
		}
		expect(left()).toEqual([]);
	});

	test.each([
		["an unknown flag", () => [write(small), "--colour", "red"], "--colour"],
		["a file that is not there", () => [join(dir, "nowhere.json")], "nowhere.json cannot be read"],
		["no file", () => [], "A conversation is missing"],
		["two files", () => [write(small), "--input", "b.json"], "One conversation at a time"],
		["what is not JSON", () => [write("{ nonsense")], "JSON"],
		["a size that is no number", () => [write(small), "--width", "wide"], "--width"],
		["a size out of range", () => [write(small), "--width", "100"], "/video/width"],
		["an output that is no MP4", () => [write(small), "--output", join(dir, "out.gif")], "--output"],
		["an upload without a job", () => [write(small), "--no-quota", "--upload"], "--no-quota and --upload"],
		["a timeout of nothing", () => [write(small), "--timeout", "0"], "--timeout"],
	])("%s", async (_, args, words) => {
		const { code, stdout, stderr } = await render(["--output", output, ...args()]);
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toContain(words);
		expect(left()).toEqual([]);
	});

	test("a file in the place of the data folder", async () => {
		const args = ["scripts/run.cjs", "render", write(small), "--output", output, "--data", write("", "data")];
		const { code, stdout, stderr } = await runCommand(process.execPath, args);
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toMatch(/--data: expected a folder, received .*data: a file has this name \(EEXIST\)/);
	});

	test("--help is no mistake", async () => {
		const { code, stdout } = await render(["--help"]);
		expect(code).toBe(0);
		expect(stdout).toContain("Usage: npm run render");
	});
});

describe("a failure ends with 1 and leaves nothing", () => {
	test("an ffmpeg that is not there stops the render before it begins, and is named", async () => {
		const env = { FFMPEG_PATH: join(dir, "no-ffmpeg") };
		const { code, stdout, stderr } = await render([write(small), "--output", output], { env });
		expect([code, left()]).toEqual([1, []]);
		expect(stdout).not.toContain("Render");
		expect(stderr).toContain("DEPENDENCY_ERROR");
		expect(stderr).toContain("ffmpeg");
	});

	test("too little memory stops it too", async () => {
		const { code, stderr } = await render([write(small), "--output", output], {
			env: { MIN_FREE_MEMORY_GIB: "100000" },
		});
		expect(code).toBe(1);
		expect(stderr).toContain("RESOURCE_EXHAUSTED");
		expect(stderr).toContain("memory");
	});

	test("the last words of an ffmpeg that fails are shown", async () => {
		const asks = 'case "$*" in *rawvideo*) echo "the disk said no" >&2; exit 1;; esac';
		const env = { FFMPEG_PATH: script(`${asks}\nexec ${ffmpegPath} "$@"`) };
		const { code, stderr } = await render([write(small), "--output", output], { env });
		expect([code, left()]).toEqual([1, []]);
		expect(stderr).toContain("RENDER_FAILED");
		expect(stderr).toContain("the disk said no");
	});

	test("a directory that is not there is found before any work", async () => {
		const { code, stdout, stderr } = await render([write(small), "--output", join(dir, "no", "out.mp4")]);
		expect([code, stdout]).toEqual([1, ""]);
		expect(stderr).toMatch(/Nothing can be written to .*no: there is no such file or folder \(ENOENT\)/);
	});

	test.each(["out.mp4", "out.poster.png"])("a directory in the place of %s too", async (name) => {
		mkdirSync(join(dir, name));
		const { code, stdout, stderr } = await render([write(small), "--output", output]);
		expect([code, stdout]).toEqual([1, ""]);
		expect(stderr).toContain(`Nothing can be written to ${join(dir, name)}: it is a directory.`);
		expect(left()).toEqual([name]);
	});

	test("an endpoint that is no address is named, and no stack shown", async () => {
		const env = { APPWRITE_ENDPOINT: "foo", APPWRITE_PROJECT_ID: "p", APPWRITE_API_KEY: "k" };
		const { code, stderr } = await render([write(small), "--output", output], { env });
		expect(code).toBe(1);
		expect(stderr).toContain(
			"APPWRITE_ENDPOINT: expected an address, allowed: http:// or https://, and a host",
		);
		expect(stderr).not.toContain("UNKNOWN");
	});

	test("a timeout is called one", async () => {
		// An ffmpeg that never ends: no machine is so quick that the video is there before.
		const hangs = `case "$*" in *rawvideo*) exec tail -f ${write("", "endless")};; esac`;
		const env = { FFMPEG_PATH: script(`${hangs}\nexec ${ffmpegPath} "$@"`) };
		const { code, stderr } = await render([write(small), "--output", output, "--timeout", "1"], { env });
		expect([code, left()]).toEqual([1, []]);
		expect(stderr).toContain("TIMEOUT");
		expect(childrenIn(dir)).toEqual([]);
	});

	test("Ctrl-C ends it and its ffmpeg", async () => {
		const long = { ...small, video: { width: 2160, height: 3840, durationSeconds: 60 } };
		const { code } = await render([write(long), "--output", output], {
			onStart: async (child) => {
				await until(() => childrenIn(tmp).length > 0);
				child.kill("SIGINT");
			},
		});
		expect(code).toBe(1);
		expect(left()).toEqual([]);
		expect(childrenIn(tmp)).toEqual([]);
	});
});

describe("npm run preflight", () => {
	const preflight = (args: readonly string[], env = {}) =>
		runCommand(process.execPath, ["scripts/run.cjs", "preflight", ...args], { env: { ...ROOMY, ...env } });

	test("prints a line for each check and ends with 0 where all is well", async () => {
		const { code, stdout } = await preflight([]);
		expect(code).toBe(0);
		for (const name of ["@napi-rs/canvas", "ffmpeg", "fonts", "disk", "memory"]) {
			expect(stdout).toMatch(new RegExp(`✓ .*${name}`));
		}
	});

	test("ends with 1 where a check failed, in words and as JSON", async () => {
		const { code, stdout } = await preflight(["--json"], { FFMPEG_PATH: "/nowhere/ffmpeg" });
		const checks: { name: string; ok: boolean }[] = JSON.parse(stdout);
		expect(code).toBe(1);
		expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(["ffmpeg"]);
	});
});

describe("the quota", () => {
	test("counts each render of the command: what one has used is not there for the next", async () => {
		const args = [write(small), "--output", output, "--json"];
		const { cpuSeconds } = JSON.parse((await render(args)).stdout);
		// By now it is quoted by what the first one used, on a quick machine and on a slow one.
		const quote = ["scripts/run.cjs", "quote", write(small), "--data", data, "--json"];
		const { stdout } = await runCommand(process.execPath, quote);
		// Enough for what is reserved, the upper bound of its quote; not for that and what was used.
		const seconds = JSON.parse(stdout).errorBand.high + cpuSeconds / 2;
		const { code, stderr } = await render(args, { env: { QUOTA_HOURS: (seconds / 3600).toFixed(9) } });
		expect([code, stderr]).toEqual([3, expect.stringContaining("QUOTA_EXCEEDED")]);
	});

	test("warns from its threshold on", async () => {
		const { code, stdout } = await render([write(small), "--output", output], {
			env: { QUOTA_HOURS: "0.01", QUOTA_WARN: "0.000001" },
		});
		expect(code).toBe(0);
		expect(stdout).toMatch(/\d+\.\d % of the monthly quota used \[QUOTA\]/);
		expect((await render([write(small), "--output", output])).stdout).not.toContain("monthly quota");
	});

	test("used up ends the command with 3 before any work, and says what is left and when there is more", async () => {
		const { code, stderr } = await render([write(small), "--output", output], {
			env: { QUOTA_HOURS: "0.0001" },
		});
		expect(code).toBe(3);
		expect(stderr).toMatch(
			/QUOTA_EXCEEDED: This needs up to 0\.\d{4} CPU hours, but only 0\.0001 of the 0\.0001 hours of this month's budget are left\. The next month begins at/,
		);
		expect(left()).toEqual([]);
	});
});

describe("--no-quota", () => {
	const alone = (args: readonly string[], options: CommandOptions = {}) =>
		render([...args, "--output", output, "--no-quota"], options);

	test("draws the same video without opening a socket, or making a data folder", async () => {
		expect((await render([write(small), "--output", output])).code).toBe(0);
		const ofJob = readFileSync(output);
		rmSync(data, { recursive: true });
		const env = { NODE_OPTIONS: `--import ${join(ROOT, "test/fixtures/scripts/closed-world.mjs")}` };
		// A bucket needs a server, and a job alone none.
		expect(await render([write(small), "--upload"], { env })).toMatchObject({
			code: 99,
			stderr: expect.stringContaining("closed world"),
		});
		rmSync(data, { recursive: true, force: true });
		expect((await render([write(small), "--output", output], { env })).code).toBe(0);
		rmSync(data, { recursive: true, force: true });
		const { code, stdout, stderr } = await alone([write(small)], { env });
		expect([code, stderr]).toEqual([0, ""]);
		expect(stdout.split("\n").slice(0, 2)).toEqual(["Pre-flight", "Render"]);
		expect(stdout).toMatch(/CPU {6}\d+\.\d\d s \(wall/);
		expect(readFileSync(output).equals(ofJob)).toBe(true);
		expect([existsSync(data), readdirSync(tmp)]).toEqual([false, []]);
		mkdirSync(data);
	});

	test("with --json prints what was made, and no job", async () => {
		const { code, stdout } = await alone([write(small), "--json"]);
		expect([code, JSON.parse(stdout)]).toEqual([
			0,
			{
				...{ durationSeconds: 3, frames: 90, bytes: readFileSync(output).length, warnings: [] },
				...{ cpuSeconds: expect.any(Number), renderSeconds: expect.any(Number) },
				...{ outputPath: output, posterPath: join(dir, "out.poster.png") },
			},
		]);
	});

	test.each([
		["a fault of the conversation", 2, { messages: [] }, {}, "/messages"],
		["an ffmpeg that is not there", 1, small, { FFMPEG_PATH: "/nowhere/ffmpeg" }, "DEPENDENCY_ERROR"],
		["too little memory", 1, small, { MIN_FREE_MEMORY_GIB: "100000" }, "RESOURCE_EXHAUSTED"],
	])("ends as with a job where there is %s", async (_, exitCode, chat, env, words) => {
		const { code, stderr } = await alone([write(chat)], { env });
		expect([code, stderr, left()]).toEqual([exitCode, expect.stringContaining(words), []]);
	});
});

describe("--upload", () => {
	test("leaves the video in the bucket too, and prints where", async () => {
		const args = [write(small), "--output", output, "--upload"];
		const { code, stdout } = await render(args);
		expect(code).toBe(0);
		const [, bucketId, fileId] = /Bucket {3}(\w+), file (\w+)/.exec(stdout) ?? [];
		const server = await ownOrJoin({ dataDir: data, config: parseConfig('{"projectId": "chatreel"}', ROOT) });
		const client = new Client()
			.setEndpoint(server.endpoint)
			.setProject(server.projectId)
			.setKey(server.apiKey);
		const place = { bucketId: bucketId ?? "", fileId: fileId ?? "" };
		const bytes = Buffer.from(await new Storage(client).getFileDownload(place));
		await server.close();
		expect(bytes.equals(readFileSync(output))).toBe(true);
	});

	test("that fails keeps the video, says why, and ends with 1", async () => {
		const refuse = await startBundleServer();
		const bucket = { bucketId: "videos", name: "Videos", maximumFileSize: 100, fileSecurity: true };
		await new Storage(refuse.admin).updateBucket(bucket);
		const env = {
			APPWRITE_ENDPOINT: refuse.endpoint,
			APPWRITE_PROJECT_ID: refuse.projectId,
			APPWRITE_API_KEY: refuse.apiKey,
		};
		const { code, stdout } = await render([write(small), "--output", output, "--upload", "--json"], { env });
		await refuse.end();
		expect([code, JSON.parse(stdout)]).toMatchObject([
			1,
			{ success: true, fileId: null, uploadError: expect.stringContaining("could not be stored") },
		]);
		expect(left().toSorted()).toEqual(["out.mp4", "out.poster.png"]);
	});
});
