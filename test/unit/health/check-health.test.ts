import { describe, expect, test, vi } from "vitest";
import { ChatreelError } from "../../../shared/core/errors.ts";
import { checkHealth } from "../../../shared/health/check-health.ts";
import { toHealthJson } from "../../../shared/health/health-json.ts";
import type { LedgerFacts } from "../../../shared/health/judge-budget.ts";
import type { HealthProbes } from "../../../shared/health/probes.ts";
import { wellProbes } from "../../helpers/health-probes.ts";

const NOW = Date.UTC(2026, 10, 25);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const nowMs = () => NOW;

/** What is not well, by name. */
async function bad(changed: Partial<HealthProbes>) {
	const checks = await checkHealth(wellProbes(changed), { nowMs });
	return Object.fromEntries(
		checks.filter(({ status }) => status !== "pass").map(({ name, status }) => [name, status]),
	);
}

const jobs = (failures: number, of: number, createdMs = NOW - MINUTE) => ({
	nowMs: NOW,
	jobs: Array.from({ length: of }, (_, index) => ({ createdMs, isFailure: index < failures })),
});
const waits = (minutes: number) => async () => ({ count: 1, oldestMs: minutes * MINUTE });
const quota = (committedMs: number) => async () => ({ committedMs, limitMs: 100, warnShare: 0.8 });
const ledger =
	(...drifts: readonly LedgerFacts["drift"][]) =>
	async () =>
		drifts.map((drift, index) => ({ month: `2026-${11 - index}`, drift, isWhole: true }));
const bucket = (usedBytes: number) => async () => ({
	...{ usedBytes, limitBytes: 1000, maxFileBytes: 30, renderFileBytes: 30 },
});

describe("each check", () => {
	test.each<[string, Partial<HealthProbes>, object]>([
		["all is well", {}, {}],
		["a slow database", { database: async () => 5001 }, { database: "warn" }],
		[
			"a probe that stays",
			{ storage: async () => ({ tookMs: 1, isRemoved: false, leftOver: 0 }) },
			{ storage: "fail" },
		],
		[
			"an old probe that stays",
			{ storage: async () => ({ tookMs: 1, isRemoved: true, leftOver: 1 }) },
			{ storage: "fail" },
		],
		["79 %", { quota: quota(79) }, {}],
		["80 %", { quota: quota(80) }, { quota: "warn" }],
		["100 %", { quota: quota(100) }, { quota: "fail" }],
		["a forecast at the limit", { forecast: async () => ({ forecastMs: 100, limitMs: 100 }) }, {}],
		[
			"a forecast above it",
			{ forecast: async () => ({ forecastMs: 101, limitMs: 100 }) },
			{ "quota-forecast": "warn" },
		],
		["five failures of ten", { failures: async () => jobs(5, 10) }, {}],
		["six of ten", { failures: async () => jobs(6, 10) }, { failures: "warn", "failures-hour": "warn" }],
		["six of twelve within the hour", { failures: async () => jobs(6, 12) }, { failures: "warn" }],
		["six of ten, hours ago", { failures: async () => jobs(6, 10, NOW - 2 * HOUR) }, { failures: "warn" }],
		["six of ten, days ago", { failures: async () => jobs(6, 10, NOW - 25 * HOUR) }, {}],
		["a queue of twenty minutes", { queue: waits(20) }, {}],
		["a queue of more", { queue: waits(21) }, { queue: "warn" }],
		["a queue of more than an hour", { queue: waits(61) }, { queue: "fail" }],
		["an attempt without its worker", { stuck: async () => 1 }, { "stuck-jobs": "warn" }],
		["drift", { ledger: ledger({ counterCount: 1, ms: 1 }) }, { ledger: "warn" }],
		[
			"drift of the last month alone",
			{ ledger: ledger({ counterCount: 0, ms: 0 }, { counterCount: 2, ms: 7 }) },
			{ ledger: "warn" },
		],
		["a counter that moves all the while", { ledger: ledger(null) }, {}],
		["a bucket below 80 %", { bucket: bucket(799) }, {}],
		["a bucket of 80 %", { bucket: bucket(800) }, { bucket: "warn" }],
		["a bucket of 95 %", { bucket: bucket(950) }, { bucket: "fail" }],
		[
			"a bucket that takes smaller files than renders make",
			{ bucket: async () => ({ usedBytes: 0, limitBytes: null, maxFileBytes: 29, renderFileBytes: 30 }) },
			{ bucket: "warn" },
		],
		["a webhook that is late", { webhooks: waits(16) }, { webhooks: "warn" }],
		["a webhook that is a day late", { webhooks: waits(24 * 60 + 1) }, { webhooks: "fail" }],
		[
			"a channel that fails",
			{ channels: { email: async () => ({ failingSinceMs: NOW }) } },
			{ "channel-email": "warn" },
		],
	])("of %s", async (_, changed, expected) => {
		expect(await bad(changed)).toEqual(expected);
	});

	test("of a ledger that is too long to be added up passes, and says what compares it", async () => {
		const months = [{ month: "2026-11", drift: null, isWhole: false }];
		const checks = await checkHealth(wellProbes({ ledger: async () => months }), { nowMs });
		expect(checks.find(({ name }) => name === "ledger")).toMatchObject({
			...{ status: "pass", observedValue: null },
			output: expect.stringMatching(/2026-11 has more rows.*npm run quota -- --reconcile/),
		});
	});

	test.each([
		[{ renderTimeoutSeconds: 60 }, /RENDER_TIMEOUT_SECONDS is 60.*900 s/],
		[{ hasServiceKey: false }, /SERVICE_KEY is not set/],
		[{ variableFaults: ["QUOTA_HOURS: no."] }, /QUOTA_HOURS: no\./],
		[{ render: { timeoutSeconds: 900, isEnabled: false, events: [] } }, /is disabled.*does not hear/],
	])("of a configuration with %j", async (changed, words) => {
		const facts = await wellProbes().configuration();
		const checks = await checkHealth(wellProbes({ configuration: async () => ({ ...facts, ...changed }) }), {
			nowMs,
		});
		const check = checks.find(({ name }) => name === "configuration");
		expect(check).toMatchObject({ status: "fail", output: expect.stringMatching(words) });
	});

	test("hides no other when it throws, and tells nothing of what a system said", async () => {
		const thrown: string[] = [];
		const everything = wellProbes();
		const broken = Object.fromEntries(
			Object.keys(everything).map((name) => [name, () => Promise.reject(new Error("/secret/path"))]),
		) as unknown as HealthProbes;
		const checks = await checkHealth(
			{ ...broken, channels: everything.channels },
			{ nowMs, onThrown: (name) => thrown.push(name) },
		);
		const failed = checks.filter(({ status }) => status === "fail");
		expect(failed.map(({ name }) => name).toSorted()).toEqual(thrown.toSorted());
		expect([failed.length, checks.length]).toEqual([14, 15]);
		expect(JSON.stringify(checks)).not.toContain("/secret");
	});

	test("has a time of its own, after which it has failed, and the others are not kept waiting", async () => {
		vi.useFakeTimers();
		try {
			const hanging = () => new Promise<never>(() => {});
			const checking = checkHealth(wellProbes({ database: hanging, render: hanging }), { nowMs });
			await vi.advanceTimersByTimeAsync(28_000);
			const checks = await checking;
			const outputs = checks.filter(({ status }) => status === "fail").map(({ output }) => output);
			expect(outputs).toEqual([
				expect.stringContaining("no answer within 10 s"),
				expect.stringContaining("no answer within 28 s"),
			]);
		} finally {
			vi.useRealTimers();
		}
	});
});

test("the report is health+json: words only where something is not well", async () => {
	const probes = wellProbes({
		queue: waits(30),
		render: () => Promise.reject(new ChatreelError("DEPENDENCY_ERROR", "It is away.")),
	});
	const report = toHealthJson(await checkHealth(probes, { nowMs }), { releaseId: "1.2.3", notes: ["a"] });
	const time = "2026-11-25T00:00:00.000Z";
	expect(report).toMatchObject({
		...{ status: "fail", version: "1", releaseId: "1.2.3", serviceId: "chatreel", notes: ["a"] },
		checks: {
			"database:responseTime": [
				{
					componentId: "database",
					componentType: "datastore",
					observedValue: 5,
					observedUnit: "ms",
					status: "pass",
					time,
				},
			],
			"queue:age": [
				{
					status: "warn",
					observedValue: 1800,
					observedUnit: "s",
					output: "1 jobs are queued, the oldest for 30 minutes.",
				},
			],
			"render:preflight": [{ status: "fail", output: expect.stringMatching(/^It is away\. Look/) }],
		},
	});
	const { checks } = report as { checks: Record<string, object[]> };
	expect(checks["database:responseTime"]?.[0]).not.toHaveProperty("output");
	expect(checks["render:preflight"]?.[0]).not.toHaveProperty("observedValue");
});
