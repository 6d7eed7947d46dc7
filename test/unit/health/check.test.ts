import { describe, expect, test, vi } from "vitest";
import { ChatreelError } from "../../../shared/core/errors.ts";
import { createMeasure, defineCheck, runChecks } from "../../../shared/health/check.ts";
import { failures } from "../../../shared/health/checks/failures.ts";
import { failuresHour } from "../../../shared/health/checks/failures-hour.ts";
import { listHealthChecks } from "../../../shared/health/health-checks.ts";
import { toHealthJson } from "../../../shared/health/health-json.ts";
import type { HealthPorts } from "../../../shared/health/ports.ts";
import { portsThat, wellPorts } from "../../helpers/health-ports.ts";
import { createMemoryRowStore } from "../../helpers/memory-row-store.ts";

const CHANNELS = ["webhook", "email"];
const run = (ports: HealthPorts, onThrown = (_: string) => {}) =>
	runChecks(listHealthChecks(CHANNELS), createMeasure(ports), { nowMs: ports.nowMs, onThrown });

const check = (name: string, probe: () => Promise<number>, limitMs = 1000) =>
	defineCheck({
		name,
		key: `${name}:x`,
		limitMs,
		advice: "Do this.",
		probe,
		evaluate: (observedValue) => ({ status: "pass", observedValue, observedUnit: "ms", output: "Well." }),
	});

describe("the checks of the health cycle", () => {
	test("pass where all is well, and have names and keys that health+json and alerts take", async () => {
		const results = await run(wellPorts());
		expect(results.filter(({ status }) => status !== "pass")).toEqual([]);
		expect(new Set(results.map(({ name }) => name)).size).toBe(results.length);
		for (const { name, key } of results) {
			expect(name).toMatch(/^[a-z-]{1,20}$/);
			expect(key).toMatch(/^[a-z-]+:[a-zA-Z]+$/);
		}
	});

	test("hide no other where one throws, and show nothing of what a system said", async () => {
		const thrown: string[] = [];
		const ports = portsThat(() => Promise.reject(new Error("/secret/path")));
		const results = await run(ports, (name) => thrown.push(name));
		const failed = results.filter(({ status }) => status === "fail");
		expect(failed.map(({ name }) => name).toSorted()).toEqual(thrown.toSorted());
		const asksNobody = CHANNELS.map((channel) => `channel-${channel}`);
		const others = results.map(({ name }) => name).filter((name) => !asksNobody.includes(name));
		expect(failed.map(({ name }) => name)).toEqual(others);
		expect(JSON.stringify(results)).not.toContain("/secret");
	});
});

describe("a check", () => {
	test("has a limit of its own, after which it has failed, and keeps no other waiting", async () => {
		vi.useFakeTimers();
		try {
			const hanging = () => new Promise<never>(() => {});
			const running = runChecks(
				[check("a", hanging, 10_000), check("b", async () => 5), check("c", hanging, 28_000)],
				createMeasure({}),
			);
			await vi.advanceTimersByTimeAsync(28_000);
			expect((await running).map(({ output }) => output)).toEqual([
				"no answer within 10 s. Do this.",
				"Well.",
				"no answer within 28 s. Do this.",
			]);
			expect(vi.getTimerCount()).toBe(0);
		} finally {
			vi.useRealTimers();
		}
	});

	test("quotes an error whose words are ours, and of others only the code", async () => {
		const rejecting = (thrown: Error) => check("a", () => Promise.reject(thrown));
		const coded = Object.assign(new Error("at /srv"), { code: "ENOENT" });
		const results = await runChecks(
			[
				rejecting(new ChatreelError("DEPENDENCY_ERROR", "It is away.")),
				rejecting(coded),
				rejecting(new Error("at /srv")),
			],
			createMeasure({}),
		);
		expect(results.map(({ output }) => output)).toEqual([
			"It is away. Do this.",
			"failed with ENOENT. Do this.",
			"failed. Do this.",
		]);
	});

	test("shares its look with others that have the same probe", async () => {
		const list = vi.fn(async () => []);
		const ports = wellPorts({ store: { ...wellPorts().store, list } });
		await runChecks([failures, failuresHour], createMeasure(ports));
		expect(list).toHaveBeenCalledTimes(1);
	});
});

test("the report is health+json: words only where a check does not pass", async () => {
	const { nowMs } = wellPorts();
	const store = createMemoryRowStore({ nowMs: () => nowMs() - 30 * 60_000 });
	await store.create("jobs", [{ id: "a", status: "queued" }]);
	const results = await run(
		wellPorts({
			store,
			render: { ...wellPorts().render, requestHealth: null },
		}),
	);
	const report = toHealthJson(results, { releaseId: "1.2.3", notes: ["a"] });
	const time = "2026-11-25T00:00:00.000Z";
	const storage = { componentId: "storage", componentType: "datastore", observedUnit: "ms" };
	expect(report).toMatchObject({
		status: "fail",
		version: "1",
		releaseId: "1.2.3",
		serviceId: "chatreel",
		notes: ["a"],
		checks: {
			"storage:responseTime": [{ ...storage, observedValue: expect.any(Number), status: "pass", time }],
			"queue:age": [
				{
					status: "warn",
					observedValue: 1800,
					observedUnit: "s",
					output: "1 jobs are queued, the oldest for 30 minutes.",
				},
			],
			"render:preflight": [
				{ status: "fail", output: expect.stringMatching(/^It cannot be asked without a SERVICE_KEY\. Look/) },
			],
		},
	});
	const { checks } = report as { checks: Record<string, object[]> };
	expect(checks["storage:responseTime"]?.[0]).not.toHaveProperty("output");
	expect(checks["render:preflight"]?.[0]).not.toHaveProperty("observedValue");
});
