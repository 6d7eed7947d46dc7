import type { ChildProcess } from "node:child_process";
import {
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
import { afterAll, describe, expect, test } from "vitest";
import { SHORT } from "../helpers/client-calls.ts";
import { runCommand } from "../helpers/command.ts";
import { SERVICE_KEY, startRenderServer } from "../helpers/render-server.ts";

const ROOT = join(import.meta.dirname, "../..");
const dir = mkdtempSync(join(tmpdir(), "batch-"));
afterAll(() => rmSync(dir, { recursive: true }));

const ROOMY = { MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" };
const batch = (
	args: readonly string[],
	env: Readonly<Record<string, string>> = {},
	onStart: (child: ChildProcess) => void = () => {},
) => {
	const command = ["--disable-warning=ExperimentalWarning", join(ROOT, "scripts/batch.ts"), ...args];
	const data = ["--data", join(dir, "data")];
	return runCommand(process.execPath, [...command, ...data], { env: { ...ROOMY, ...env }, onStart });
};
const linesOf = (count: number) =>
	Array.from({ length: count }, (_, index) => {
		const messages = [{ sender: "you", text: `Hi ${index}`, timestamp: 0.2 }];
		const video = { width: 240, height: 426, durationSeconds: 1 };
		return JSON.stringify({ id: `video-${index}`, conversation: { video, messages } });
	});
/** In MB, of a command and its render processes. Null where one of them has just ended. */
const memoryOf = (pid: number) => {
	try {
		const sum = [pid, ...workersOf(pid)].reduce((total, each) => total + rssMb(each), 0);
		return Number.isFinite(sum) ? sum : null;
	} catch {
		return null;
	}
};
/** The render processes of a command. */
const workersOf = (pid: number) =>
	readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
		.split(" ")
		.filter((child) => child !== "" && readFileSync(`/proc/${child}/cmdline`, "utf8").includes("file-worker"))
		.map(Number)
		.toSorted((a, b) => a - b);
const rssMb = (pid: number) =>
	Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1000;

describe("npm run batch", () => {
	test("is stopped cleanly, goes on with --resume, tells the bad one, and its memory stays flat over 50", async () => {
		const file = join(dir, "jobs.jsonl");
		writeFileSync(file, [...linesOf(50), '{"id": "bad", "conversation": {"messages": []}}'].join("\n"));
		const outDir = join(dir, "out");
		const stopped = await batch([file, "--out-dir", outDir], {}, (child) => {
			let seen = "";
			child.stdout?.on("data", (chunk) => {
				seen += chunk;
				if (!child.killed && seen.split("  completed").length > 3) child.kill("SIGINT");
			});
		});
		expect([stopped.code, stopped.signal]).toEqual([1, null]);
		expect(stopped.stderr).toContain("--resume continues");
		const before = Object.keys(JSON.parse(readFileSync(join(outDir, "batch.json"), "utf8")).done);
		expect(before.length).toBeGreaterThanOrEqual(3);
		expect(before.length).toBeLessThan(45);
		const videos = () => readdirSync(outDir).filter((name) => name.endsWith(".mp4"));
		expect(videos().toSorted()).toEqual(before.map((name) => `${name}.mp4`).toSorted());
		expect(readdirSync(outDir).filter((name) => name.startsWith("."))).toEqual([]);

		const sizes: number[] = [];
		const resumed = await batch([file, "--out-dir", outDir, "--resume", "--json"], {}, (child) => {
			child.stderr?.on("data", (chunk) => {
				if (!String(chunk).includes("CPU s")) return;
				const size = memoryOf(child.pid ?? 0);
				if (size !== null) sizes.push(size);
			});
		});
		const { details, ...counts } = JSON.parse(resumed.stdout);
		expect([resumed.code, counts]).toMatchObject([1, { total: 51, completed: 50, refused: 1, failed: 0 }]);
		expect(details.at(-1)).toMatchObject({ index: 50, status: "refused", jobId: null });
		expect(resumed.stderr.split("already made").length - 1).toBe(before.length);
		expect(videos()).toHaveLength(50);
		expect(sizes.length).toBeGreaterThanOrEqual(5);
		// By the middle, most of what fonts and compiled code take is there, in the command and in both of its workers.
		const middle = sizes[Math.floor(sizes.length / 2)] ?? Number.NaN;
		expect((sizes.at(-1) ?? Number.NaN) - middle).toBeLessThan(30);
	});

	test("renders in processes of its own, and one that is killed costs only the video it was at", async () => {
		const file = join(dir, "killed.jsonl");
		writeFileSync(file, linesOf(6).join("\n"));
		let killed = 0;
		const args = [file, "--out-dir", join(dir, "killed"), "--workers", "2"];
		const { code, stdout } = await batch(args, {}, ({ pid = 0 }) => {
			// Each is started with a video to make.
			const timer = setInterval(() => {
				const [first, second] = workersOf(pid);
				if (first === undefined || second === undefined) return;
				clearInterval(timer);
				killed = first;
				process.kill(first, "SIGKILL");
			}, 10);
		});
		expect(killed).toBeGreaterThan(0);
		expect([code, stdout]).toMatchObject([1, expect.stringContaining("6 jobs: 5 completed, 1 failed")]);
		expect(stdout).toContain("The render's process was killed");
	});

	test("whose quota does not hold the whole begins nothing, and ends with 3", async () => {
		const file = join(dir, "three.jsonl");
		writeFileSync(file, linesOf(3).join("\n"));
		const outDir = join(dir, "none");
		const { code, stdout } = await batch([file, "--out-dir", outDir], { QUOTA_HOURS: "0" });
		expect(code).toBe(3);
		expect(stdout).toContain("3 jobs: 3 skipped");
		expect(existsSync(join(outDir, "video-0.mp4"))).toBe(false);
	});

	test("makes the videos where batch.json cannot be written, and says so", async () => {
		const file = join(dir, "untold.jsonl");
		writeFileSync(file, linesOf(2).join("\n"));
		const outDir = join(dir, "untold");
		mkdirSync(join(outDir, "batch.json"), { recursive: true });
		const { code, stdout, stderr } = await batch([file, "--out-dir", outDir]);
		expect([code, stdout]).toMatchObject([0, expect.stringContaining("2 jobs: 2 completed")]);
		expect(stdout.match(/^✓ video-\d {2}completed {2}\d\.\d\d CPU s$/gm)).toHaveLength(2);
		expect(stderr).toMatch(/^Warning: .*batch\.json cannot be written: it is a folder \(EISDIR\)/m);
	});

	test("tells what a video warns of, and leaves batch.json alone where it begins nothing", async () => {
		const file = join(dir, "warned.json");
		writeFileSync(
			file,
			JSON.stringify({ ...SHORT, messages: [{ sender: "you", text: "caf\ufffd \u{10ffff}" }] }),
		);
		const args = [file, "--out-dir", join(dir, "warned")];
		const first = await batch(args);
		expect([first.code, first.stdout]).toMatchObject([
			0,
			expect.stringContaining("Warnings:\n  warned  /messages/0/text"),
		]);
		const manifest = () => readFileSync(join(dir, "warned", "batch.json"), "utf8");
		const before = manifest();
		const noFunctions = await batch([...args, "--remote"]);
		expect([noFunctions.code, noFunctions.stderr]).toMatchObject([
			2,
			expect.stringContaining("no functions run"),
		]);
		expect((await batch(args, { QUOTA_HOURS: "0" })).code).toBe(3);
		expect(manifest()).toBe(before);
	});

	test("sends the batch with --remote, follows it to its end, and with --resume only what is not made", async () => {
		const server = await startRenderServer();
		try {
			const file = join(dir, "chats.csv");
			writeFileSync(file, "job,sender,text,timestamp\na,you,Hi,0.2\nb,me,Bad,\nc,them,Yo,0.3\n");
			const json = join(dir, "short.json");
			writeFileSync(json, JSON.stringify(SHORT));
			const env = {
				...{ APPWRITE_ENDPOINT: server.endpoint, APPWRITE_PROJECT_ID: server.projectId },
				...{ APPWRITE_API_KEY: server.apiKey, SERVICE_KEY },
			};
			const args = [file, json, "--remote", "--json", "--resume", "--out-dir", join(dir, "remote")];
			const first = await batch(args, env);
			const { details, ...counts } = JSON.parse(first.stdout);
			expect([first.code, counts]).toMatchObject([1, { total: 4, completed: 3, refused: 1 }]);
			expect(details[3]).toMatchObject({ index: 3, result: { success: true, bucketId: "videos" } });
			// B17: what the server has made is here, whole, and said where.
			const { outputPath, bytes } = details[3].result;
			expect([outputPath, readFileSync(outputPath).length]).toEqual([
				join(dir, "remote", "short.mp4"),
				bytes,
			]);
			expect(existsSync(join(dir, "remote", "short.poster.png"))).toBe(true);
			const video = readFileSync(outputPath);
			writeFileSync(outputPath, video.subarray(1));
			rmSync(join(dir, "remote", "a.mp4"));
			const again = await batch(args, env);
			expect(JSON.parse(again.stdout)).toEqual(JSON.parse(first.stdout));
			expect(readFileSync(outputPath).equals(video)).toBe(true);
			expect(existsSync(join(dir, "remote", "a.mp4"))).toBe(true);
			expect(await server.rowsOf("renders")).toHaveLength(3);
			writeFileSync(file, "job,sender,text,timestamp\na,you,Hi,0.2\nb,you,Good,\nc,them,Yo,0.3\n");
			const corrected = await batch(args, env);
			expect([corrected.code, JSON.parse(corrected.stdout)]).toMatchObject([0, { total: 4, completed: 4 }]);
			expect(await server.rowsOf("renders")).toHaveLength(4);
			rmSync(outputPath);
			const left = await batch([...args, "--no-download"], env);
			expect([left.code, left.stdout.includes("outputPath"), existsSync(outputPath)]).toEqual([
				0,
				false,
				false,
			]);
		} finally {
			await server.end();
		}
	});
});
