import { describe, expect, test } from "vitest";
import { appwrite } from "../../../shared/health/checks/appwrite.ts";
import { bucket } from "../../../shared/health/checks/bucket.ts";
import { channelCheck } from "../../../shared/health/checks/channel.ts";
import { configuration } from "../../../shared/health/checks/configuration.ts";
import { database } from "../../../shared/health/checks/database.ts";
import { failures } from "../../../shared/health/checks/failures.ts";
import { failuresHour } from "../../../shared/health/checks/failures-hour.ts";
import { ledger } from "../../../shared/health/checks/ledger.ts";
import { queue } from "../../../shared/health/checks/queue.ts";
import { quota } from "../../../shared/health/checks/quota.ts";
import { quotaForecast } from "../../../shared/health/checks/quota-forecast.ts";
import { render } from "../../../shared/health/checks/render.ts";
import { storage } from "../../../shared/health/checks/storage.ts";
import { stuckJobs } from "../../../shared/health/checks/stuck-jobs.ts";
import { webhooks } from "../../../shared/health/checks/webhooks.ts";

const NOW = Date.UTC(2026, 10, 25);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const GIB = 2 ** 30;

const jobs = (failed: number, of: number, createdMs = NOW - MINUTE) => ({
	nowMs: NOW,
	jobs: Array.from({ length: of }, (_, index) => ({ createdMs, isFailure: index < failed })),
});
const wait = (minutes: number) => ({ count: 1, oldestMs: minutes * MINUTE });
const used = (committedMs: number) => ({ committedMs, limitMs: 100, warnShare: 0.8 });
const holding = (usedBytes: number) => ({
	usedBytes: usedBytes * GIB,
	limitGib: 1000,
	maxFileBytes: 30,
	renderFileBytes: 30,
});
const month = (name: string, ...sizes: readonly number[]) => ({
	month: name,
	committedMs: 0,
	recentMs: 0,
	isWhole: true,
	right: [],
	moved: [],
	drifts: sizes.map((committedMs, index) => ({
		month: name,
		userId: null,
		isMissing: false,
		corrections: 0,
		correction: { table: "months" as const, rowId: `${name}${index}`, committedMs, spentMs: 0 },
	})),
});

test.each([
	["a quick database", database.evaluate(5000), "pass"],
	["a slow database", database.evaluate(5001), "warn"],
	["a probe that stays", storage.evaluate({ tookMs: 1, isRemoved: false, leftOver: 0 }), "fail"],
	["an old probe that stays", storage.evaluate({ tookMs: 1, isRemoved: true, leftOver: 1 }), "fail"],
	["a slow storage", storage.evaluate({ tookMs: 5001, isRemoved: true, leftOver: 0 }), "warn"],
	["a render function that can render", render.evaluate({ tookMs: 1, failed: [] }), "pass"],
	["one that cannot", render.evaluate({ tookMs: 1, failed: [{ name: "a", message: "b" }] }), "fail"],
	["79 %", quota.evaluate(used(79)), "pass"],
	["80 %", quota.evaluate(used(80)), "warn"],
	["100 %", quota.evaluate(used(100)), "fail"],
	["no budget at all", quota.evaluate({ committedMs: 0, limitMs: 0, warnShare: 0.8 }), "fail"],
	["a forecast at the limit", quotaForecast.evaluate({ forecastMs: 100, limitMs: 100 }), "pass"],
	["a forecast above it", quotaForecast.evaluate({ forecastMs: 101, limitMs: 100 }), "warn"],
	["five failures of ten", failures.evaluate(jobs(5, 10)), "pass"],
	["six of ten", failures.evaluate(jobs(6, 10)), "warn"],
	["six of ten, hours ago", failures.evaluate(jobs(6, 10, NOW - 2 * HOUR)), "warn"],
	["six of ten, days ago", failures.evaluate(jobs(6, 10, NOW - 25 * HOUR)), "pass"],
	["five of five within the hour", failuresHour.evaluate(jobs(5, 5)), "pass"],
	["six of eleven within the hour", failuresHour.evaluate(jobs(6, 11)), "warn"],
	["six of twelve within the hour", failuresHour.evaluate(jobs(6, 12)), "pass"],
	["six of ten before it", failuresHour.evaluate(jobs(6, 10, NOW - 2 * HOUR)), "pass"],
	["no queue", queue.evaluate({ count: 0, oldestMs: null }), "pass"],
	["a queue of twenty minutes", queue.evaluate(wait(20)), "pass"],
	["a queue of more", queue.evaluate(wait(21)), "warn"],
	["a queue of more than an hour", queue.evaluate(wait(61)), "fail"],
	["an attempt without its worker", stuckJobs.evaluate(1), "warn"],
	["no drift", ledger.evaluate([month("2026-11")]), "pass"],
	["drift of the last month alone", ledger.evaluate([month("2026-11"), month("2026-10", 7, 2)]), "warn"],
	["a bucket below 80 %", bucket.evaluate(holding(799)), "pass"],
	["a bucket of 80 %", bucket.evaluate(holding(800)), "warn"],
	["a bucket of 95 %", bucket.evaluate(holding(950)), "fail"],
	["a bucket without a limit", bucket.evaluate({ ...holding(950), limitGib: 0 }), "pass"],
	["a bucket that does not tell", bucket.evaluate({ ...holding(0), usedBytes: null }), "pass"],
	["one that takes too small files", bucket.evaluate({ ...holding(0), maxFileBytes: 29 }), "warn"],
	["a webhook that is 15 minutes late", webhooks.evaluate(wait(15)), "pass"],
	["a webhook that is later", webhooks.evaluate(wait(16)), "warn"],
	["a webhook that is a day late", webhooks.evaluate(wait(24 * 60 + 1)), "fail"],
	["a channel that works", channelCheck("email").evaluate(null), "pass"],
	["a channel that fails", channelCheck("email").evaluate(NOW), "warn"],
])("%s", (_, { status }, expected) => {
	expect(status).toBe(expected);
});

describe("the ledger", () => {
	test("is told with the size of all drifts together", () => {
		expect(ledger.evaluate([month("2026-11", -10), month("2026-10", 7, 2)])).toMatchObject({
			observedValue: 19,
			output: expect.stringContaining("3 counters are 19 ms in all"),
		});
	});

	test.each([
		[
			"that is too long passes, and says what compares it",
			{ isWhole: false },
			/2026-11 has more rows.*--reconcile/,
		],
		["that moves all the while passes, and is compared later", { moved: ["2026-11"] }, /moved while/],
	])("%s", (_, changed, words) => {
		expect(ledger.evaluate([{ ...month("2026-11"), ...changed }])).toMatchObject({
			status: "pass",
			observedValue: null,
			output: expect.stringMatching(words),
		});
	});
});

describe("the configuration", () => {
	const event = "databases.chatreel.tables.render_requests.rows.create";
	const set = { timeoutSeconds: 900, isEnabled: true, events: [event] };
	const well = { variableFaults: [], renderTimeoutSeconds: 900, hasServiceKey: true, render: set };

	test("passes where variables and function agree", () => {
		expect(configuration.evaluate(well).status).toBe("pass");
	});

	test.each([
		[{ renderTimeoutSeconds: 60 }, /RENDER_TIMEOUT_SECONDS is 60.*900 s/],
		[{ hasServiceKey: false }, /SERVICE_KEY is not set/],
		[{ variableFaults: ["QUOTA_HOURS: no."] }, /QUOTA_HOURS: no\./],
		[{ render: { ...set, isEnabled: false, events: [] } }, /is disabled.*does not hear/],
	])("fails with %j", (changed, words) => {
		const { status, output } = configuration.evaluate({ ...well, ...changed });
		expect([status, output]).toEqual(["fail", expect.stringMatching(words)]);
	});
});

describe("the server", () => {
	const deployment = { functionId: "render", activeId: "one", latestId: "one", latestStatus: "ready" };
	const well = { version: "1.9.6", isCloud: true, deployments: [deployment] };
	const evaluate = (changed: Partial<Parameters<typeof appwrite.evaluate>[0]>) =>
		appwrite.evaluate({ ...well, ...changed });
	const deployed = (changed: object) => evaluate({ deployments: [{ ...deployment, ...changed }] });

	test.each([
		["1.9.6", "pass"],
		["1.8.0", "pass"],
		["1.10.0", "pass"],
		["2.0.0-rc.1", "pass"],
		["1.7.4", "fail"],
		["0.15.3", "fail"],
	])("of Appwrite %s: %s", (version, status) => {
		expect(evaluate({ version })).toMatchObject({ status, observedValue: version });
	});

	test("may tell no version", () => {
		expect(evaluate({ version: null })).toMatchObject({ status: "pass", observedValue: "unknown" });
	});

	test.each([
		["1.9.0", /more than 5 MiB/],
		["1.9.6", /more than 5 MiB/],
		["1.8.1", /increment/],
		["1.9.7", /^Appwrite 1\.9\.7\.$/],
		["1.10.0", /^Appwrite 1\.10\.0\.$/],
	])("tells what Appwrite %s is known for", (version, words) => {
		expect(evaluate({ version }).output).toMatch(words);
	});

	test("of one's own has a setting to be set, and Cloud not", () => {
		expect(evaluate({ isCloud: false }).output).toContain("_APP_COMPUTE_INACTIVE_THRESHOLD should be 960");
		expect(evaluate({}).output).not.toContain("_APP_");
	});

	test.each([
		["a newer one that is ready", { latestId: "two" }, /newest deployment of render is ready and not active/],
		["none active, one ready", { activeId: "" }, /newest deployment of render is ready and not active/],
		["none at all", { activeId: "", latestId: "", latestStatus: "" }, /render has no active deployment/],
		["one that could not be built", { activeId: "", latestStatus: "failed" }, /render has no active/],
	])("is a warning where a function has %s", (_, changed, words) => {
		const { status, output } = deployed(changed);
		expect([status, output]).toEqual(["warn", expect.stringMatching(words)]);
		expect(output).toContain("npm run deploy");
	});

	test.each([
		["being built", { latestId: "two", latestStatus: "building" }],
		["the first being built", { activeId: "", latestStatus: "processing" }],
		["that could not be built", { latestId: "two", latestStatus: "failed" }],
	])("passes where a function has a newer one %s", (_, changed) => {
		expect(deployed(changed).status).toBe("pass");
	});

	test("passes where a key may not look at functions, and says so", () => {
		const { status, output } = evaluate({ deployments: null });
		expect([status, output]).toEqual(["pass", expect.stringContaining("no functions.read")]);
	});
});
