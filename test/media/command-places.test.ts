import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CommandOptions, runCommand } from "../helpers/command.ts";
import { ffmpegPath, streamInfo } from "../helpers/ffmpeg.ts";
import { childrenIn } from "../helpers/processes.ts";
import { mountTmpfs } from "../helpers/tmpfs.ts";
import { until } from "../helpers/until.ts";

const ROOT = join(import.meta.dirname, "../..");
const NODE = ["--disable-warning=ExperimentalWarning"];
/** Far more than such a command takes: it is there for what hangs. */
const ENDLESS_MS = 180_000;
const ROOMY = { MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" };

let dir: string;
let tmp: string;
let file: string;
beforeEach(() => {
	dir = mkdtempSync(join(tmpdir(), "chatreel-places-"));
	tmp = join(dir, "tmp");
	mkdirSync(tmp);
	file = join(dir, "chat.json");
	writeFileSync(file, JSON.stringify(small));
});
afterEach(() => {
	rmSync(dir, { recursive: true });
});

const small = {
	video: { width: 240, height: 426, durationSeconds: 1 },
	messages: [{ sender: "you", text: "Hi", timestamp: 0.5 }],
};

const command = (name: string, args: readonly string[], options: CommandOptions = {}, root = ROOT) =>
	runCommand(process.execPath, [...NODE, join(root, "scripts/run.cjs"), name, ...args], {
		...options,
		env: { TMPDIR: tmp, ...ROOMY, ...options.env },
	});
const data = () => ["--data", join(dir, "data")];
const lineOf = (text: string) => text.trim().split("\n");

describe("B9: a place that cannot be is told in one sentence", () => {
	test.each([
		["render", () => [file, "--data", "/proc/x"], 2, "/proc/x: there is no such file or folder (ENOENT)"],
		["render", () => [file, ...data(), "--output", "/proc/out.mp4"], 1, "Nothing can be written to /proc"],
		["render", () => [file, ...data(), "--output", join(dir, "no/o.mp4")], 1, "Nothing can be written to "],
		["quote", () => [file, "--data", "/proc/self/x/y"], 2, "/proc/self/x/y: "],
		["quota", () => ["--check", "--data", "/dev/null"], 2, "/dev/null: a file has this name (EEXIST)"],
		["batch", () => [file, ...data(), "--out-dir", "/proc/x"], 2, "/proc/x: there is no such file"],
		[
			"batch",
			() => [file, ...data(), "--out-dir", join(file, "x")],
			2,
			"chat.json/x: a part of this path is a file",
		],
		["batch", () => [file, ...data(), "--resume", "--out-dir", "/sys/x"], 2, "/sys/x: "],
	])(
		"npm run %s %#",
		async (name, args, exitCode, words) => {
			const { code, stderr } = await command(name, args());
			expect([code, stderr]).toEqual([exitCode, expect.stringContaining(words)]);
			expect(lineOf(stderr)).toHaveLength(1);
		},
		ENDLESS_MS,
	);
});

describe("B6: a disk that is full or read-only", () => {
	test.each([0, 100, 300, 312])(
		"under the data, with %i kB free, ends the command at once, with one reason",
		async (kB) => {
			const disk = mountTmpfs(join(dir, "disk"), "size=2m");
			if (disk === null) return;
			try {
				disk.fill(kB);
				const args = [file, "--data", join(disk.path, "data"), "--output", join(dir, "o.mp4")];
				const { code, stderr } = await command("render", args);
				expect(code).toBe(1);
				expect(stderr).toMatch(/(the disk is full|or is full) \((ENOSPC|SQLITE_FULL|SQLITE_IOERR)\)/);
				expect(stderr).toContain(join(disk.path, "data"));
				expect([stderr.includes("    at "), stderr.includes("UNKNOWN")]).toEqual([false, false]);
				expect(lineOf(stderr).length).toBeLessThanOrEqual(4);
				expect(existsSync(join(dir, "o.mp4"))).toBe(false);
			} finally {
				disk.end();
			}
		},
		ENDLESS_MS,
	);

	test(
		"under the output keeps the finished video, and says where",
		async () => {
			const disk = mountTmpfs(join(dir, "disk"), "size=1m");
			if (disk === null) return;
			try {
				disk.fill(0);
				const { code, stderr } = await command("render", [
					file,
					...data(),
					"--output",
					join(disk.path, "o.mp4"),
				]);
				expect([code, stderr]).toEqual([1, expect.stringContaining("the disk is full (ENOSPC)")]);
				const kept = /kept as (\S+\.mp4)/.exec(stderr)?.[1] ?? "";
				expect(kept.startsWith(tmp)).toBe(true);
				expect(streamInfo(kept)).toMatchObject({ widthPx: 240, heightPx: 426 });
				expect(readdirSync(tmp)).toHaveLength(1);
				expect(readdirSync(disk.path)).toEqual(["fill"]);
			} finally {
				disk.end();
			}
		},
		ENDLESS_MS,
	);

	test(
		"read-only under output, out-dir or data is told before any work",
		async () => {
			const disk = mountTmpfs(join(dir, "disk"), "ro");
			if (disk === null) return;
			try {
				const words = expect.stringContaining("it is on a read-only file system (EROFS)");
				for (const [name, args] of [
					["render", [file, ...data(), "--output", join(disk.path, "o.mp4")]],
					["batch", [file, ...data(), "--out-dir", disk.path]],
					["quote", [file, "--data", join(disk.path, "data")]],
				] as const) {
					const { code, stdout, stderr } = await command(name, args);
					expect([code === 0, stdout, stderr]).toEqual([false, "", words]);
				}
			} finally {
				disk.end();
			}
		},
		ENDLESS_MS,
	);
});

/** The sources without what was made from them; packages by a link. */
function checkout(path: string): string {
	mkdirSync(path, { recursive: true });
	for (const part of ["scripts", "shared", "functions", "appwrite.json", "package.json", "package-lock.json"])
		cpSync(join(ROOT, part), join(path, part), { recursive: true });
	symlinkSync(join(ROOT, "node_modules"), join(path, "node_modules"));
	return path;
}

describe("B7: a checkout in a folder with odd characters", () => {
	test.each(["a#b", "50%20off", "what?x=1", `a "b" 'c' & $d`, "größe 日本"])(
		"%s",
		async (name) => {
			const root = checkout(join(dir, name));
			const output = join(root, "o.mp4");
			const { code, stderr } = await command("render", [file, "--output", output], {}, root);
			expect([code, stderr, existsSync(output)]).toEqual([0, "", true]);
			expect(existsSync(join(root, ".local/appwrite.sqlite"))).toBe(true);
		},
		ENDLESS_MS,
	);

	test(
		"with a backslash, from which Node loads nothing, is named in a sentence",
		async () => {
			const root = checkout(join(dir, "a\\b"));
			const { code, stderr } = await runCommand("npm", ["--prefix", root, "run", "-s", "quote", "--", file]);
			expect([code, stderr]).toEqual([
				1,
				`Node cannot load modules from a folder with a backslash in its name. Rename or move ${root}.\n`,
			]);
		},
		ENDLESS_MS,
	);
});

test(
	"B8: a checkout that cannot be written is run from a cache of this user's in the temporary folder",
	async () => {
		const disk = mountTmpfs(join(dir, "disk"), "size=64m");
		if (disk === null) return;
		try {
			const root = checkout(join(disk.path, "checkout"));
			disk.remount("ro");
			for (const _ of ["makes the bundle", "finds it"]) {
				const output = join(dir, "o.mp4");
				const { code, stderr } = await command("render", [file, "--output", output], {}, root);
				expect([code, stderr, existsSync(output)]).toEqual([0, "", true]);
			}
			const [cache = ""] = readdirSync(tmp);
			const id = createHash("sha256").update(root).digest("hex").slice(0, 12);
			expect(cache).toBe(`chatreel-${process.getuid?.()}-${id}`);
			expect(
				readdirSync(join(tmp, cache, ".build/commands")).filter((name) => name.endsWith(".mjs")),
			).toHaveLength(1);
		} finally {
			disk.end();
		}
	},
	ENDLESS_MS,
);

test(
	"B10: relative paths count from where npm was called, and messages name the path that was tried",
	async () => {
		const npm = (args: string) =>
			runCommand(
				"sh",
				["-c", `cd ${JSON.stringify(dir)} && npm --prefix ${JSON.stringify(ROOT)} run -s ${args}`],
				{ env: ROOMY },
			);
		const made = await npm("render -- chat.json --output made.mp4 --data data");
		expect([made.code, made.stderr]).toEqual([0, ""]);
		expect(made.stdout).toContain(`Video    ${join(dir, "made.mp4")}`);
		expect(existsSync(join(dir, "data/appwrite.sqlite"))).toBe(true);
		const missing = await npm("quote -- nowhere.json --data data");
		expect([missing.code, missing.stderr]).toEqual([
			2,
			`${join(dir, "nowhere.json")} cannot be read: there is no such file or folder (ENOENT).\n`,
		]);
	},
	ENDLESS_MS,
);

describe("B1, B2: the commands decode alike", () => {
	const text = JSON.stringify({ ...small, messages: [{ sender: "you", text: "café", timestamp: 0.5 }] });
	const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);

	test(
		"quote takes a file in UTF-16 with a mark, and one in UTF-8 with a mark from stdin",
		async () => {
			writeFileSync(file, utf16);
			expect((await command("quote", [file, ...data()])).code).toBe(0);
			expect((await command("quote", ["-", ...data()], { stdin: `\ufeff${text}` })).code).toBe(0);
		},
		ENDLESS_MS,
	);

	test(
		"render, quote and batch refuse Latin-1 with the byte and its place, and no usage",
		async () => {
			writeFileSync(file, Buffer.from(text, "latin1"));
			const column = text.indexOf("é") + 1;
			for (const name of ["render", "quote", "batch"]) {
				const { code, stdout, stderr } = await command(name, [file, ...data()]);
				expect([code, stdout]).toEqual([2, ""]);
				expect(stderr).toContain(`${file} is not in UTF-8`);
				expect(stderr).toContain(`line 1, column ${column}`);
				expect(stderr).toContain("0xE9");
				expect(stderr).not.toContain("Usage");
			}
		},
		ENDLESS_MS,
	);
});

describe("B16: what is told of a fault", () => {
	test(
		"a single one once, with the field that was meant",
		async () => {
			writeFileSync(file, JSON.stringify({ ...small, vidoe: {} }));
			const { code, stderr } = await command("render", [file, ...data()]);
			expect(code).toBe(2);
			expect(stderr.split("no such field")).toHaveLength(2);
			expect(stderr).toContain("(did you mean `video`?)");
		},
		ENDLESS_MS,
	);

	test(
		"an export of another program in a few lines: whose it is, what is expected, how many faults",
		async () => {
			const message = {
				id: 1,
				type: "message",
				date: "2024-01-01",
				date_unixtime: "1",
				from: "A",
				text: "hi",
			};
			writeFileSync(
				file,
				JSON.stringify({ name: "A", type: "personal_chat", messages: Array(50).fill(message) }),
			);
			for (const name of ["render", "quote"]) {
				const { code, stdout, stderr } = await command(name, [file, ...data()]);
				expect(code).toBe(2);
				expect(stdout + stderr).toContain("This seems to be a Telegram export");
				// Two faults a message, and two fields of the file; three are told.
				expect(stdout + stderr).toContain("… and 99 more.");
				expect(lineOf(stdout + stderr).length).toBeLessThan(10);
			}
		},
		ENDLESS_MS,
	);

	test(
		"a wrong flag before one line of usage",
		async () => {
			const { code, stderr } = await command("render", [file, "--colour", "red"]);
			expect(code).toBe(2);
			expect(lineOf(stderr).map((line) => line.slice(0, 6))).toEqual(["Unknow", "", "Usage:", "--help"]);
		},
		ENDLESS_MS,
	);
});

describe("B5: an output that nobody reads any more", () => {
	const jobs = () => {
		const lines = Array.from({ length: 3 }, (_, index) =>
			JSON.stringify({ id: `v${index}`, conversation: small }),
		);
		const path = join(dir, "jobs.jsonl");
		writeFileSync(path, lines.join("\n"));
		return path;
	};

	test.each(["stdout", "stderr"] as const)(
		"ends nothing but itself: %s",
		async (stream) => {
			const outDir = join(dir, "out");
			const json = stream === "stderr" ? ["--json"] : [];
			const { code } = await command("batch", [jobs(), ...data(), "--out-dir", outDir, ...json], {
				onStart: (child) => child[stream]?.once("data", () => child[stream]?.destroy()),
			});
			expect(code).toBe(0);
			expect(readdirSync(outDir).filter((name) => name.endsWith(".mp4"))).toHaveLength(3);
		},
		ENDLESS_MS,
	);
});

describe("a command that is told to stop", () => {
	const long = { ...small, video: { width: 2160, height: 3840, durationSeconds: 60 } };

	test.each([
		["Ctrl+C", ["SIGINT"]],
		["Ctrl+C, which npm passes on a second time", ["SIGINT", "SIGINT"]],
		["kill, twice", ["SIGTERM", "SIGTERM"]],
		["a closed terminal", ["SIGHUP"]],
	] as const)(
		"by %s says so once, ends with 1, and leaves nothing",
		async (_, signals) => {
			writeFileSync(file, JSON.stringify(long));
			const { code, signal, stderr } = await command(
				"render",
				[file, ...data(), "--output", join(dir, "o.mp4")],
				{
					onStart: async (child) => {
						await until(() => childrenIn(tmp).length > 0);
						// The reader of a closed terminal is gone too.
						if (signals[0] === "SIGHUP") child.stdout?.destroy();
						for (const each of signals) child.kill(each);
					},
				},
			);
			expect([code, signal, stderr.trim()]).toEqual([1, null, "CANCELLED: The render was stopped."]);
			expect([childrenIn(tmp), readdirSync(tmp), existsSync(join(dir, "o.mp4"))]).toEqual([[], [], false]);
		},
		ENDLESS_MS,
	);

	test(
		"B12: hears --timeout and kill while ffmpeg floods its stderr",
		async () => {
			const flood = join(dir, "ffmpeg");
			const asks = 'case "$*" in *rawvideo*) yes flood >&2;; esac';
			writeFileSync(flood, `#!/bin/sh\n${asks}\nexec ${ffmpegPath} "$@"\n`, { mode: 0o755 });
			const args = [file, ...data(), "--output", join(dir, "o.mp4")];
			const timed = await command("render", [...args, "--timeout", "1"], { env: { FFMPEG_PATH: flood } });
			expect([timed.code, timed.stderr]).toEqual([1, expect.stringContaining("TIMEOUT")]);
			const killed = await command("render", args, {
				env: { FFMPEG_PATH: flood },
				onStart: async (child) => {
					await until(() => childrenIn(tmp).length > 0);
					child.kill("SIGTERM");
				},
			});
			expect([killed.code, killed.stderr.trim()]).toEqual([1, "CANCELLED: The render was stopped."]);
			await until(() => childrenIn(tmp).length === 0);
		},
		ENDLESS_MS,
	);
});

/** Debian's own Node, where it is old enough to lack what Node 22 has. */
const oldNode = ["/usr/bin/node", "/usr/local/bin/node"].find((path) =>
	/^v20\./.test(String(spawnSync(path, ["-v"]).stdout ?? "")),
);

test.skipIf(oldNode === undefined)(
	"B14: on Node 20 a command that needs the local Appwrite says so in a sentence",
	async () => {
		const args = [...NODE, join(ROOT, "scripts/run.cjs"), "render", file, ...data()];
		const { code, stderr } = await runCommand(String(oldNode), args);
		expect([code, lineOf(stderr)]).toEqual([
			1,
			[
				expect.stringMatching(
					/^DEPENDENCY_ERROR: The local Appwrite needs Node 22 or later, and here is v20\./,
				),
			],
		]);
	},
	ENDLESS_MS,
);
