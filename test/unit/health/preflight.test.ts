import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ChatreelError } from "../../../shared/core/errors.ts";
import { type CheckResult, createMeasure, type RunOptions, runChecks } from "../../../shared/health/check.ts";
import type { HostPorts } from "../../../shared/health/ports.ts";
import { PREFLIGHT_CHECKS, requirePassed, toPreflightAnswer } from "../../../shared/health/preflight.ts";

const GIB = 2 ** 30;
const NAMES = ["package @napi-rs/canvas", "package fluent-ffmpeg", "ffmpeg", "fonts", "disk", "memory"];

const WELL: HostPorts = {
	packages: { "@napi-rs/canvas": async () => ({}), "fluent-ffmpeg": async () => ({}) },
	ffmpeg: async () => ({ version: "4.1", hasLibx264: true, hasAac: true }),
	fonts: async () => ({ found: ["Sans", "Emoji"], missing: [] }),
	freeDiskBytes: async () => 2.5 * GIB,
	memory: async () => ({ limitBytes: 2 * GIB, freeBytes: 1.5 * GIB }),
	minFreeDiskGib: 1,
	minFreeMemoryGib: undefined,
};

const withCanvas = (load: () => Promise<unknown>) => ({
	packages: { ...WELL.packages, "@napi-rs/canvas": load },
});
const never = () => new Promise<never>(() => {});
const run = (machine: Partial<HostPorts>, options?: RunOptions) =>
	runChecks(PREFLIGHT_CHECKS, createMeasure<HostPorts>({ ...WELL, ...machine }), options);

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

async function failures(machine: Partial<HostPorts>) {
	const results = await run(machine);
	expect(results.map(({ name }) => name)).toEqual(NAMES);
	return results.filter(({ status }) => status !== "pass");
}

describe("where all is well", () => {
	test("every check says what it saw, in the words that callers read", async () => {
		const pass = { status: "pass", ok: true };
		expect((await run({})).map(toPreflightAnswer)).toEqual([
			{ ...pass, name: "package @napi-rs/canvas", message: "loads", observed: "loaded" },
			{ ...pass, name: "package fluent-ffmpeg", message: "loads", observed: "loaded" },
			{ ...pass, name: "ffmpeg", message: "runs, with libx264 and aac", observed: "4.1" },
			{ ...pass, name: "fonts", message: "found, and they can be registered", observed: 2, unit: "families" },
			{
				...pass,
				name: "disk",
				observed: 2.5,
				unit: "GiB",
				message: "free for temporary files, expected at least 1 GiB",
			},
			{
				...pass,
				name: "memory",
				observed: 1.5,
				unit: "GiB",
				message: "free of 2 GiB, expected at least 0.5 GiB",
			},
		]);
	});

	test("a warning is told, and nothing that callers take for a failure", async () => {
		const results = (await run({})).map((result) => ({ ...result, status: "warn" as const }));
		expect(results.map(toPreflightAnswer).every(({ ok, status }) => ok && status === "warn")).toBe(true);
		expect(() => requirePassed(results)).not.toThrow();
	});

	test("no timer is left", async () => {
		await run({});
		expect(vi.getTimerCount()).toBe(0);
	});
});

describe("one thing that is not well is one failed check that says what to do", () => {
	test.each<[string, Partial<HostPorts>, string, string | number | null, string]>([
		[
			"a package that does not load",
			withCanvas(() => Promise.reject(new Error("/srv/x"))),
			"package @napi-rs/canvas",
			null,
			"npm ci",
		],
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
	])("%s", async (_, machine, name, observedValue, words) => {
		expect(await failures(machine)).toMatchObject([
			{ name, status: "fail", observedValue, output: expect.stringContaining(words) },
		]);
	});

	test("exactly what is wanted is enough", async () => {
		const freeBytes = GIB / 2;
		const enough = { freeDiskBytes: async () => GIB, memory: async () => ({ limitBytes: GIB, freeBytes }) };
		expect(await failures(enough)).toEqual([]);
	});

	test("a container below 1 GiB needs 0.2 GiB of memory", async () => {
		const memory = (freeGib: number) => async () => ({ limitBytes: GIB - 1, freeBytes: freeGib * GIB });
		expect(await failures({ memory: memory(0.2) })).toEqual([]);
		expect(await failures({ memory: memory(0.19) })).toMatchObject([{ name: "memory" }]);
	});

	test("the variable goes before the rule of what memory is needed", async () => {
		expect(await failures({ minFreeMemoryGib: 1.6 })).toMatchObject([{ name: "memory", observedValue: 1.5 }]);
	});
});

describe("a probe that throws, or hangs for 5 s, fails its own check alone:", () => {
	const thrower = () => {
		throw Object.assign(new Error("at /srv/secret"), { code: "ENOENT" });
	};
	const through = (probe: () => Promise<never>): [string, Partial<HostPorts>][] => [
		["package @napi-rs/canvas", withCanvas(probe)],
		["ffmpeg", { ffmpeg: probe }],
		["fonts", { fonts: probe }],
		["disk", { freeDiskBytes: probe }],
		["memory", { memory: probe }],
	];

	test.each(through(thrower))("%s throws", async (name, machine) => {
		expect(await failures(machine)).toMatchObject([
			{ name, observedValue: null, output: expect.stringMatching(/^failed with ENOENT\. [A-Z].+\.$/) },
		]);
	});

	test.each(through(never))("%s hangs", async (name, machine) => {
		let isDone = false;
		const failing = failures(machine).finally(() => {
			isDone = true;
		});
		await vi.advanceTimersByTimeAsync(4999);
		expect(isDone).toBe(false);
		await vi.advanceTimersByTimeAsync(1);
		const output = expect.stringMatching(/^no answer within 5 s\. /);
		expect(await failing).toMatchObject([{ name, observedValue: null, output }]);
		expect(vi.getTimerCount()).toBe(0);
	});

	test("all of them are waited for together, not one after the other", async () => {
		const failing = failures({ ffmpeg: never, fonts: never, freeDiskBytes: never, memory: never });
		await vi.advanceTimersByTimeAsync(5000);
		expect(await failing).toHaveLength(4);
	});

	test("one that fails later is no unhandled rejection", async () => {
		const hanging = Promise.withResolvers<never>();
		const failing = failures({ fonts: () => hanging.promise });
		await vi.advanceTimersByTimeAsync(5000);
		hanging.reject(new Error("late"));
		expect(await failing).toHaveLength(1);
	});

	test("the log gets what was thrown as it is", async () => {
		const error = new Error("at /srv/secret");
		const onThrown = vi.fn();
		await run({ fonts: () => Promise.reject(error) }, { onThrown });
		expect(onThrown.mock.calls).toEqual([["fonts", error]]);
	});

	test("ffmpeg is given the limit, so that it is ended", async () => {
		const ffmpeg = vi.fn(WELL.ffmpeg);
		await run({ ffmpeg });
		expect(ffmpeg.mock.calls).toEqual([[5000]]);
	});
});

describe("a render that is about to begin", () => {
	const result = (name: string, observedValue: string | number | null, output: string): CheckResult => ({
		name,
		status: "fail",
		observedValue,
		observedUnit: typeof observedValue === "number" ? "GiB" : null,
		output,
		key: `${name}:x`,
		componentType: "system",
		time: "",
		alert: { forMs: 0, keepFiringForMs: 0 },
	});
	const fonts = result("fonts", null, "there are none. Run npm ci.");
	const disk = result("disk", 0.4, "free. Remove files.");
	const memory = result("memory", 0.1, "free. Run less.");
	const well: CheckResult = { ...result("ffmpeg", "4.1", "runs"), status: "pass" };

	function errorFor(results: readonly CheckResult[], cause?: unknown): ChatreelError {
		try {
			requirePassed(results, cause);
		} catch (error) {
			if (error instanceof ChatreelError) return error;
		}
		throw new Error("no ChatreelError was thrown");
	}

	test("goes on where every check passes", () => {
		expect(() => requirePassed([well])).not.toThrow();
	});

	test.each([
		[disk, "A render cannot begin. disk: 0.4 GiB free. Remove files."],
		[memory, "A render cannot begin. memory: 0.1 GiB free. Run less."],
	])("stops with 507 where a resource is short", (failed, message) => {
		expect(errorFor([well, failed])).toMatchObject({
			kind: "RESOURCE_EXHAUSTED",
			status: 507,
			message,
			details: { checks: [{ name: failed.name, ok: false, observed: failed.observedValue, unit: "GiB" }] },
		});
	});

	test("stops with 503 where something does not work, whatever else is short, and names every failed check", () => {
		expect(errorFor([fonts, well, disk])).toMatchObject({
			kind: "DEPENDENCY_ERROR",
			status: 503,
			message: "A render cannot begin. fonts: there are none. Run npm ci. disk: 0.4 GiB free. Remove files.",
			details: { checks: [fonts, disk].map(toPreflightAnswer) },
		});
	});

	test("keeps what was thrown for the log", () => {
		const cause = new Error("beneath");
		expect(errorFor([fonts], cause).cause).toBe(cause);
	});
});
