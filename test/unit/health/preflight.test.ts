import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ChatreelError } from "../../../shared/core/errors.ts";
import { type PreflightProbes, preflight } from "../../../shared/health/preflight.ts";

const GIB = 2 ** 30;
const NAMES = ["package canvas", "package ffmpeg-driver", "ffmpeg", "fonts", "disk", "memory"];

const THRESHOLDS = { minFreeDiskGib: 1, minFreeMemoryGib: undefined };

const WELL: PreflightProbes = {
	packages: { canvas: async () => ({}), "ffmpeg-driver": async () => ({}) },
	ffmpeg: async () => ({ version: "4.1", hasLibx264: true, hasAac: true }),
	fonts: async () => ({ found: ["Sans", "Emoji"], missing: [] }),
	freeDiskBytes: async () => 2.5 * GIB,
	memory: async () => ({ limitBytes: 2 * GIB, freeBytes: 1.5 * GIB }),
};

const BROKEN_PACKAGE = { packages: { ...WELL.packages, canvas: () => Promise.reject(new Error("/srv/x")) } };
const never = () => new Promise<never>(() => {});

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

async function failuresOf(probes: Partial<PreflightProbes>, thresholds = THRESHOLDS) {
	const checks = await preflight({ ...WELL, ...probes }, thresholds);
	expect(checks.map(({ name }) => name)).toEqual(NAMES);
	return checks.filter(({ ok }) => !ok);
}

describe("where all is well", () => {
	test("every check says what it saw", async () => {
		expect(await preflight(WELL, THRESHOLDS)).toEqual([
			{ name: "package canvas", ok: true, message: "loads", observed: "loaded" },
			{ name: "package ffmpeg-driver", ok: true, message: "loads", observed: "loaded" },
			{ name: "ffmpeg", ok: true, message: "runs, with libx264 and aac", observed: "4.1" },
			{
				name: "fonts",
				ok: true,
				message: "found, and they can be registered",
				observed: 2,
				unit: "families",
			},
			{
				name: "disk",
				ok: true,
				message: "free for temporary files, expected at least 1 GiB",
				observed: 2.5,
				unit: "GiB",
			},
			{
				name: "memory",
				ok: true,
				message: "free of 2 GiB, expected at least 0.5 GiB",
				observed: 1.5,
				unit: "GiB",
			},
		]);
	});

	test("no timer is left", async () => {
		await preflight(WELL, THRESHOLDS);
		expect(vi.getTimerCount()).toBe(0);
	});
});

describe("one thing that is not well is one failed check that says what to do", () => {
	test.each<[string, Partial<PreflightProbes>, string, string | number | null, string]>([
		["a package that does not load", BROKEN_PACKAGE, "package canvas", null, "npm ci"],
		[
			"ffmpeg without libx264",
			{ ffmpeg: async () => ({ version: "9", hasLibx264: false, hasAac: true }) },
			"ffmpeg",
			"9",
			"has no libx264. Set FFMPEG_PATH",
		],
		[
			"ffmpeg without either encoder",
			{ ffmpeg: async () => ({ version: "9", hasLibx264: false, hasAac: false }) },
			"ffmpeg",
			"9",
			"has no libx264 and no aac.",
		],
		[
			"a font that is missing",
			{ fonts: async () => ({ found: ["Sans"], missing: ["Emoji"] }) },
			"fonts",
			1,
			"found, missing: Emoji. Run npm ci",
		],
		["a full disk", { freeDiskBytes: async () => GIB - 1 }, "disk", 0.99, "lower MIN_FREE_DISK_GIB"],
		[
			"full memory",
			{ memory: async () => ({ limitBytes: GIB, freeBytes: GIB / 2 - 1 }) },
			"memory",
			0.49,
			"lower MIN_FREE_MEMORY_GIB",
		],
	])("%s", async (_, probes, name, observed, words) => {
		const failures = await failuresOf(probes);
		expect(failures).toMatchObject([{ name, observed, message: expect.stringContaining(words) }]);
	});

	test("exactly what is wanted is enough", async () => {
		const freeBytes = GIB / 2;
		const probes = { freeDiskBytes: async () => GIB, memory: async () => ({ limitBytes: GIB, freeBytes }) };
		expect(await failuresOf(probes)).toEqual([]);
	});

	test("a container below 1 GiB needs 0.2 GiB of memory", async () => {
		const memory = (freeGib: number) => async () => ({ limitBytes: GIB - 1, freeBytes: freeGib * GIB });
		expect(await failuresOf({ memory: memory(0.2) })).toEqual([]);
		expect(await failuresOf({ memory: memory(0.19) })).toMatchObject([{ name: "memory" }]);
	});

	test("the variable goes before the rule of what memory is needed", async () => {
		const thresholds = { ...THRESHOLDS, minFreeMemoryGib: 1.6 as number | undefined };
		const failures = await preflight(WELL, thresholds);
		expect(failures.filter(({ ok }) => !ok)).toMatchObject([{ name: "memory", observed: 1.5 }]);
	});
});

describe("a probe that throws", () => {
	const thrower = () => {
		throw Object.assign(new Error("at /srv/secret"), { code: "ENOENT" });
	};

	test.each<[string, Partial<PreflightProbes>]>([
		["package canvas", { packages: { ...WELL.packages, canvas: thrower } }],
		["ffmpeg", { ffmpeg: thrower }],
		["fonts", { fonts: thrower }],
		["disk", { freeDiskBytes: thrower }],
		["memory", { memory: thrower }],
	])("hides no other and tells no path: %s", async (name, probes) => {
		const [failure, ...others] = await failuresOf(probes);
		expect(others).toEqual([]);
		expect(failure).toMatchObject({ name, observed: null });
		expect(failure?.message).toMatch(/^failed with ENOENT\. [A-Z].+\.$/);
	});

	test("is quoted where the words are ours", async () => {
		const error = new ChatreelError("DEPENDENCY_ERROR", "ffmpeg could not be run (EACCES)");
		const [failure] = await failuresOf({ ffmpeg: () => Promise.reject(error) });
		expect(failure?.message).toMatch(/^ffmpeg could not be run \(EACCES\)\. Set FFMPEG_PATH/);
	});

	test("is told to the log as it is", async () => {
		const error = new Error("at /srv/secret");
		const onThrown = vi.fn();
		await preflight({ ...WELL, fonts: () => Promise.reject(error) }, THRESHOLDS, { onThrown });
		expect(onThrown.mock.calls).toEqual([["fonts", error]]);
	});
});

describe("a probe that hangs", () => {
	test.each<[string, Partial<PreflightProbes>]>([
		["package canvas", { packages: { ...WELL.packages, canvas: never } }],
		["ffmpeg", { ffmpeg: never }],
		["fonts", { fonts: never }],
		["disk", { freeDiskBytes: never }],
		["memory", { memory: never }],
	])("fails after 5 s and hides no other: %s", async (name, probes) => {
		let isDone = false;
		const failures = failuresOf(probes).finally(() => {
			isDone = true;
		});
		await vi.advanceTimersByTimeAsync(4999);
		expect(isDone).toBe(false);
		await vi.advanceTimersByTimeAsync(1);
		expect(await failures).toMatchObject([
			{ name, observed: null, message: expect.stringMatching(/^no answer within 5 s\. /) },
		]);
		expect(vi.getTimerCount()).toBe(0);
	});

	test("has all of them waited for together, not one after the other", async () => {
		const probes = { ffmpeg: never, fonts: never, freeDiskBytes: never, memory: never };
		const failures = failuresOf(probes);
		await vi.advanceTimersByTimeAsync(5000);
		expect(await failures).toHaveLength(4);
	});

	test("may fail later without anyone minding", async () => {
		let fail: (error: Error) => void = () => {};
		const hanging = new Promise<never>((_, reject) => {
			fail = reject;
		});
		const failures = failuresOf({ fonts: () => hanging });
		await vi.advanceTimersByTimeAsync(5000);
		fail(new Error("late"));
		expect(await failures).toHaveLength(1);
	});
});

test("ffmpeg is told how long it has", async () => {
	const ffmpeg = vi.fn(WELL.ffmpeg);
	await preflight({ ...WELL, ffmpeg }, THRESHOLDS, { limitMs: 250 });
	expect(ffmpeg.mock.calls).toEqual([[250]]);
});
