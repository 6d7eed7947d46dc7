import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endedChildrenCpuMs, treeMemoryBytes } from "../../scripts/bench/process-tree.ts";
import { HAS_CHROMIUM } from "../helpers/chromium.ts";
import { runCommand } from "../helpers/command.ts";

const ROOT = join(import.meta.dirname, "../..");
const ROOMY = { MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" };
const bench = (...args: string[]) =>
	runCommand(process.execPath, ["scripts/run.cjs", "bench", ...args], { env: ROOMY });
/** The render processes' own files, those of other benches too. */
const scripts = () =>
	existsSync(join(ROOT, ".local"))
		? readdirSync(join(ROOT, ".local")).filter((name) => name.startsWith("bench-"))
		: [];

let dir: string;
beforeAll(() => {
	dir = mkdtempSync(join(tmpdir(), "chatreel-bench-test-"));
});
afterAll(() => rmSync(dir, { recursive: true }));

test("the bench renders a conversation with each engine and tells what it took", async () => {
	const file = join(dir, "tiny.json");
	const video = { width: 240, height: 426, durationSeconds: 1.5 };
	// A picture beside the conversation, as w4 has one.
	copyFileSync(join(ROOT, "scripts/bench/photo.jpg"), join(dir, "photo.jpg"));
	const message = { sender: "you", text: "Hi", images: ["photo.jpg"], timestamp: 0.5 };
	writeFileSync(file, JSON.stringify({ video, messages: [message] }));
	const before = scripts();
	const { code, stdout, stderr } = await bench("--workload", file, "--rounds", "1", "--json");
	expect([code, stderr]).toEqual([0, expect.stringContaining("round 1 of 1: tiny, plain")]);
	const figures = JSON.parse(stdout);
	expect(figures.map(({ workload, engine }: Record<string, string>) => [workload, engine])).toEqual([
		["tiny", "fast"],
		["tiny", "plain"],
	]);
	for (const each of figures) {
		expect(each.cpuSeconds).toBeGreaterThan(0);
		expect(each.peakRssMiB).toBeGreaterThan(40);
		expect(each.wallSeconds).toBeGreaterThan(0);
		expect(each.pictures + each.repeats).toBe(45);
		expect(each.bytes).toBeGreaterThan(1000);
	}
	expect(scripts()).toEqual(before);
});

/** A chat of a second and a half at 240×426; gives its file. */
function writeTiny(name: string): string {
	const file = join(dir, `${name}.json`);
	const video = { width: 240, height: 426, durationSeconds: 1.5 };
	writeFileSync(file, JSON.stringify({ video, messages: [{ sender: "you", text: "Hi", timestamp: 0.5 }] }));
	return file;
}

/** The cells of the lines of a Markdown table behind its head. */
const cellsOf = (table: string) =>
	table
		.trim()
		.split("\n")
		.slice(2)
		.map((line) =>
			line
				.split("|")
				.slice(1, -1)
				.map((cell) => cell.trim()),
		);

test.skipIf(!HAS_CHROMIUM)("the bench writes, scrubs and exports in the studio", async () => {
	const { code, stdout } = await bench("--studio");
	expect(code).toBe(0);
	const cells = cellsOf(stdout);
	expect(cells.map(([what]) => what)).toEqual([
		"first paint",
		"a letter, until its picture shows",
		"the next frame",
		"a jump",
		"the longest task while it is scrubbed",
		"a video of 60 s, exported",
	]);
	for (const [what = "", middle = "", longest = ""] of cells.slice(0, 4)) {
		expect(Number(middle), what).toBeGreaterThan(0);
		expect(Number(longest), what).toBeGreaterThanOrEqual(Number(middle));
	}
	expect(Number(cells.at(-1)?.[1])).toBeGreaterThan(0);
});

test("the bench renders a conversation several times in one process, and tells the first from the others", async () => {
	const { code, stdout, stderr } = await bench(
		...["--warm", "3", "--workload", writeTiny("warm"), "--engine", "fast"],
	);
	expect(code).toBe(0);
	const seen = /^warm, fast: (\S+) (\S+) (\S+) CPU s$/m.exec(stderr)?.slice(1).map(Number) ?? [];
	expect(seen.every((seconds) => seconds > 0)).toBe(true);
	const others = ((seen[1] ?? 0) + (seen[2] ?? 0)) / 2;
	expect(stdout).toContain("median of the next 2");
	expect(cellsOf(stdout)).toEqual([
		["warm", "fast", `${seen[0]?.toFixed(2)} s`, expect.stringMatching(/ s$/)],
	]);
	expect(Number.parseFloat(cellsOf(stdout)[0]?.[3] ?? "")).toBeCloseTo(others, 1);
});

test("the bench makes a batch with one worker and with two, and counts what each video took", async () => {
	const { code, stdout, stderr } = await bench("--batch", "2", "--rounds", "1");
	expect([code, stderr]).toEqual([0, expect.stringContaining("round 1 of 1: 2 workers")]);
	const rows = cellsOf(stdout).map((cells) => cells.map(Number));
	expect(rows.map(([workers]) => workers)).toEqual([1, 2]);
	for (const [, cpuMs = 0, aMinute = 0] of rows) {
		expect(cpuMs).toBeGreaterThan(0);
		// As both are rounded.
		expect(aMinute).toBeCloseTo(60_000 / cpuMs, 0);
	}
});

test("the bench compares both engines' files with what was drawn", async () => {
	const { code, stdout } = await bench("--quality", "--workload", writeTiny("small"), "--crf", "28");
	expect(code).toBe(0);
	const [row = [], ...more] = cellsOf(stdout);
	expect(more).toEqual([]);
	expect(row.slice(0, 2)).toEqual(["small", "28"]);
	const [bytes = 0, share = 0, luma = 0, worst = 0, chroma = 0, ssim = 0, plainSsim = 0] = row
		.slice(2, 9)
		.map(Number);
	expect(bytes).toBeGreaterThan(1000);
	expect(share).toBeGreaterThan(0.2);
	for (const decibels of [luma, worst, chroma]) expect(decibels).toBeGreaterThan(30);
	expect(worst).toBeLessThanOrEqual(luma);
	for (const decibels of [ssim, plainSsim]) expect(decibels).toBeGreaterThan(10);
	for (const shareOff of row.slice(9)) expect(Number.parseFloat(shareOff)).toBeLessThan(100);
});

test.each([
	["25 messages of 500 Chinese characters", 25, commonHan()],
	["two messages of 500 emoji", 2, singleEmoji()],
])("%s, all different at first, are rendered within 200 MiB", async (name, count, characters) => {
	const file = join(dir, `${name}.json`);
	const messages = Array.from({ length: count }, (_, index) => ({
		sender: index % 2 === 0 ? "you" : "them",
		text: Array.from({ length: 500 }, (_, at) => characters[(500 * index + at) % characters.length]).join(""),
		timestamp: 2 * index,
	}));
	writeFileSync(file, JSON.stringify({ messages }));
	const { code, stdout } = await bench("--workload", file, "--engine", "fast", "--rounds", "1", "--json");
	expect(code).toBe(0);
	expect(JSON.parse(stdout)[0].peakRssMiB).toBeLessThan(200);
});

/** The 3755 of the first level of GB 2312: rows 16 to 55 of 94. */
function commonHan(): readonly string[] {
	const gb = new TextDecoder("gb18030");
	const all = Array.from({ length: 40 * 94 }, (_, at) =>
		gb.decode(Uint8Array.of(0xb0 + Math.floor(at / 94), 0xa1 + (at % 94))),
	);
	return all.filter((character) => /^\p{Script=Han}$/u.test(character));
}

function singleEmoji(): readonly string[] {
	const all = Array.from({ length: 0x20000 }, (_, codePoint) => String.fromCodePoint(codePoint));
	const isPart = /\p{Emoji_Modifier}|\p{Regional_Indicator}/u;
	return all.filter((each) => /^\p{Emoji_Presentation}$/u.test(each) && !isPart.test(each));
}

test.each([
	[["--engine", "quick"], "--engine: expected fast or plain, received quick."],
	[["--rounds", "0"], "--rounds: expected a whole number from 1 on, received 0."],
	[["--warm", "1"], "Expected how many videos, 2 or more, or nothing, received 1."],
	[["--quality", "7"], "Expected local-appwrite, or nothing, received 7."],
	[["--quality", "--crf", "52"], "--crf: expected a number from 10 to 40, received 52."],
	[["appwrite"], "Expected local-appwrite, or nothing, received appwrite."],
])("the bench refuses %j", async (args, words) => {
	const { code, stderr } = await bench(...args);
	expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
});

describe("what is measured of processes", () => {
	/** A program that starts one of its own; each holds memory and the inner one uses CPU. */
	const nested = (cpuMs: number) => {
		const spin = `const until = process.cpuUsage().user + ${cpuMs}e3; while (process.cpuUsage().user < until);`;
		const inner = JSON.stringify(spin);
		return `require("child_process").execFileSync(process.execPath, ["-e", ${inner}])`;
	};

	test("is the CPU of children and of theirs, once they have ended", () => {
		const before = endedChildrenCpuMs();
		execFileSync(process.execPath, ["-e", nested(300)]);
		// How much more it is, two starts of Node, is a matter of the machine.
		expect(endedChildrenCpuMs() - before).toBeGreaterThanOrEqual(300);
	});

	test("is the user's and the system's part of it, in ticks, whatever the program is called", () => {
		// man 5 proc: pid, name, state, eleven numbers, utime, stime, cutime, cstime, priority and more.
		const stat = `7 (a) b (c) S ${Array.from({ length: 10 }, (_, at) => at).join(" ")} 1000 2000 30 4 20 0 1 0 99`;
		expect(endedChildrenCpuMs(stat)).toBe(340);
	});

	test("is the memory of a process, and nothing of one that is gone", () => {
		const own = treeMemoryBytes(process.pid);
		expect(own).toBeGreaterThan(process.memoryUsage.rss() / 2);
		expect(treeMemoryBytes(2 ** 22 + 1)).toBe(0);
	});
});
