import { describe, expect, test } from "vitest";
import { INACTIVE } from "../../../shared/health/alert.ts";
import { createAlertStore } from "../../../shared/health/alert-store.ts";
import type { CheckResult } from "../../../shared/health/check.ts";
import { listHealthChecks } from "../../../shared/health/health-checks.ts";
import { type AlertMessage, findFailingSince, notifyAlerts } from "../../../shared/health/notify-alerts.ts";
import type { RowStore } from "../../../shared/service/row-store.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 25);

const RULES = new Map(
	listHealthChecks(["webhook", "email"]).map(({ name, alert }) => [name, alert] as const),
);
const check = (name: string, status: CheckResult["status"]): CheckResult => ({
	name,
	key: `${name}:x`,
	componentType: "component",
	status,
	observedValue: null,
	observedUnit: null,
	output: `${name} is so`,
	time: "",
	alert: RULES.get(name) ?? { forMs: 10 * MINUTE, keepFiringForMs: 15 * MINUTE },
});

/** The table of alerts alone. */
const alertTables = (
	list: () => Promise<object[]>,
	put: (rowId: string, fields: object) => Promise<void>,
) => ({
	list: list as unknown as RowStore["list"],
	put: ((_: string, rowId: string, fields: object) => put(rowId, fields)) as RowStore["put"],
});

/** A table of alerts, two channels, and cycles five minutes apart. */
function world() {
	const rows = new Map<string, object>();
	const sent: Record<string, AlertMessage[]> = { webhook: [], email: [] };
	const away = new Set<string>();
	const tries: string[] = [];
	const state = { isTableDown: false, nowMs: START, isSecond: false, onSent: (_: string) => {} };
	const table = alertTables(
		async () => {
			if (state.isTableDown) throw new Error("down");
			return [...rows].map(([id, fields]) => ({ id, ...fields }));
		},
		async (rowId, fields) => {
			if (state.isTableDown) throw new Error("down");
			rows.set(rowId, fields);
		},
	);
	const channel = (name: string) => async (message: AlertMessage) => {
		tries.push(name);
		if (away.has(name)) throw new Error("away");
		sent[name]?.push(message);
		state.onSent(name);
	};
	let store = createAlertStore();
	const runCycle = async (...checks: CheckResult[]) => {
		state.nowMs += 5 * MINUTE;
		await store.load(table);
		const channelChecks = ["webhook", "email"].map((name) =>
			check(`channel-${name}`, findFailingSince(store, name) === null ? "pass" : "warn"),
		);
		await notifyAlerts(store, [...checks, ...channelChecks], {
			channels: { webhook: channel("webhook"), email: channel("email") },
			nowMs: () => state.nowMs,
			onFailed: () => {},
			isSecond: state.isSecond,
			retry: { sleep: async () => {} },
		});
	};
	const restart = () => {
		store = createAlertStore();
	};
	const notified = (name: string) =>
		sent[name]?.map(({ alerts }) => alerts.map((alert) => `${alert.name} ${alert.state}`).join(", "));
	return { rows, sent, away, tries, state, runCycle, restart, notified };
}

describe("what is wrong", () => {
	test("is told in one message a cycle and channel", async () => {
		const { runCycle, notified } = world();
		await runCycle(check("database", "fail"), check("storage", "fail"), check("queue", "pass"));
		await runCycle(check("database", "fail"), check("storage", "fail"), check("queue", "warn"));
		expect(notified("webhook")).toEqual(["database firing, storage firing", "queue firing"]);
		expect(notified("email")).toEqual(notified("webhook"));
	});

	test("is not told again by a process that has just begun", async () => {
		const { runCycle, notified, restart } = world();
		for (let n = 0; n < 3; n++) {
			await runCycle(check("database", "fail"));
			restart();
		}
		expect(notified("webhook")).toEqual(["database firing"]);
	});

	test("bears the same id where it is sent twice, because its sender died in between", async () => {
		const { runCycle, sent, rows, restart, state } = world();
		let kept: [string, object][] = [];
		state.onSent = (channel) => {
			if (channel === "webhook") kept = [...rows];
		};
		const steps = [
			["fail", 1],
			["fail", 48],
			["fail", 48],
			["pass", 1],
			["fail", 1],
		] as const;
		for (const [status, count] of steps) {
			for (let n = 0; n < count; n++) await runCycle(check("configuration", status));
			// It died when the first channel had taken its message: what is written later is lost.
			rows.clear();
			for (const [rowId, fields] of kept) rows.set(rowId, fields);
			restart();
			await runCycle(check("configuration", status));
		}
		const ids = sent["webhook"]?.map(({ id }) => id) ?? [];
		expect(ids).toHaveLength(2 * steps.length);
		expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
		for (let n = 0; n < ids.length; n += 2) expect(ids[n]).toBe(ids[n + 1]);
		expect(new Set(ids).size).toBe(steps.length);
	});
});

describe("a channel that is away", () => {
	test("is told once what is, when it is back, and since when it was away; the others hear of it", async () => {
		const { runCycle, notified, sent, away } = world();
		away.add("webhook");
		for (let n = 0; n < 4; n++) await runCycle(check("storage", "fail"));
		away.delete("webhook");
		for (let n = 0; n < 5; n++) await runCycle(check("storage", "fail"));
		expect(notified("webhook")).toEqual(["storage firing"]);
		expect(sent["webhook"]?.[0]?.remark).toContain("since 2026-11-25T00:05:00.000Z");
		expect(notified("email")).toEqual([
			"storage firing",
			"channel-webhook firing",
			"channel-webhook resolved",
		]);
	});

	test("and comes back for one message in between is one alert for the others", async () => {
		const { runCycle, notified, sent, away } = world();
		away.add("webhook");
		for (let n = 0; n < 3; n++) await runCycle(check("storage", "fail"));
		away.delete("webhook");
		await runCycle(check("storage", "fail"));
		away.add("webhook");
		await runCycle(check("storage", "fail"), check("configuration", "fail"));
		await runCycle(check("storage", "fail"), check("configuration", "fail"));
		away.delete("webhook");
		for (let n = 0; n < 5; n++) await runCycle(check("storage", "fail"), check("configuration", "fail"));
		expect(notified("email")).toEqual([
			"storage firing",
			"channel-webhook firing",
			"configuration firing",
			"channel-webhook resolved",
		]);
		expect(notified("webhook")).toEqual(["storage firing", "storage firing, configuration firing"]);
		expect(sent["webhook"]?.map(({ remark }) => remark !== "")).toEqual([true, true]);
	});

	test("hears of all that fires when it is back, also of what it knew, and nothing of what came and went", async () => {
		const { runCycle, notified, sent, away } = world();
		const down = check("database", "fail");
		await runCycle(down, check("configuration", "pass"));
		away.add("webhook");
		await runCycle(down, check("configuration", "fail"));
		await runCycle(down, check("configuration", "pass"));
		away.delete("webhook");
		await runCycle(down, check("configuration", "pass"));
		await runCycle(down, check("configuration", "pass"));
		expect(notified("webhook")).toEqual(["database firing", "database firing"]);
		expect(sent["webhook"]?.map(({ title }) => title)).toEqual(["chatreel: 1 firing", "chatreel: 1 firing"]);
		expect(sent["webhook"]?.[1]?.alerts).toMatchObject([{ isRepeated: true, words: "database is so" }]);
	});

	test("hears of an alert whose check comes later in the cycle, the repairs", async () => {
		const { runCycle, sent, away } = world();
		for (let n = 0; n < 4; n++) await runCycle(check("repairs", "warn"));
		away.add("webhook");
		await runCycle(check("configuration", "fail"));
		away.delete("webhook");
		await runCycle(check("configuration", "pass"));
		expect(sent["webhook"]?.at(-1)?.alerts).toMatchObject([
			{ name: "repairs", state: "firing", isRepeated: true, words: "It was so when it was last looked at." },
		]);
	});

	test("is not tried again after the repairs of the same cycle", async () => {
		const { runCycle, tries, away, state } = world();
		away.add("webhook");
		await runCycle(check("configuration", "fail"));
		state.isSecond = true;
		await runCycle(check("repairs", "warn"));
		expect(tries.filter((name) => name === "webhook")).toHaveLength(1);
	});

	test("hears that an alert is over which is bad again but does not fire yet", async () => {
		const { runCycle, notified, sent, away } = world();
		for (let n = 0; n < 3; n++) await runCycle(check("ledger", "fail"));
		away.add("webhook");
		for (let n = 0; n < 4; n++) await runCycle(check("ledger", "pass"));
		away.delete("webhook");
		for (let n = 0; n < 3; n++) await runCycle(check("ledger", "fail"));
		expect(notified("webhook")).toEqual(["ledger firing", "ledger resolved", "ledger firing"]);
		expect(sent["webhook"]?.[1]?.alerts).toMatchObject([{ severity: null, since: null }]);
	});

	test("hears that it works again, where all is over by then", async () => {
		const { runCycle, sent, away } = world();
		away.add("webhook");
		await runCycle(check("configuration", "fail"));
		await runCycle(check("configuration", "pass"));
		away.delete("webhook");
		for (let n = 0; n < 3; n++) await runCycle(check("configuration", "pass"));
		expect(sent["webhook"]?.map(({ title }) => title)).toEqual(["chatreel: this channel works again"]);
	});
});

describe("a table that is down", () => {
	test("changes nothing of what was notified before", async () => {
		const { runCycle, notified, state } = world();
		await runCycle(check("storage", "fail"));
		state.isTableDown = true;
		for (let n = 0; n < 3; n++) await runCycle(check("storage", "fail"), check("database", "fail"));
		expect(notified("webhook")).toEqual(["storage firing", "database firing"]);
	});

	test("changes nothing of what is notified, and is written when it is back", async () => {
		const { runCycle, notified, state, rows, restart } = world();
		state.isTableDown = true;
		for (let n = 0; n < 3; n++) await runCycle(check("database", "fail"));
		expect(notified("webhook")).toEqual(["database firing"]);
		state.isTableDown = false;
		await runCycle(check("database", "fail"));
		expect(rows.get("database.webhook")).toMatchObject({ state: "notified fail" });
		restart();
		await runCycle(check("database", "fail"));
		expect(notified("webhook")).toEqual(["database firing"]);
	});
});

test("a table that does not answer is asked once a cycle, however much there is to write", async () => {
	const asked: string[] = [];
	const refused = new Set(["a", "b", "c"]);
	let isDown = false;
	const table = alertTables(
		async () => {
			if (isDown) throw new Error("no answer");
			return [];
		},
		async (rowId) => {
			asked.push(rowId);
			if (refused.has(rowId)) throw new Error("no answer");
		},
	);
	const store = createAlertStore();
	for (let n = 0; n < 2; n++) {
		await store.load(table);
		for (const rowId of ["a", "b", "c"]) {
			store.set(rowId, { ...INACTIVE, phase: "firing", severity: "fail", sinceMs: START });
		}
		await store.write();
		await store.write();
	}
	expect(asked).toEqual(["a", "b"]);
	isDown = true;
	await store.load(table);
	await store.write();
	expect(asked).toEqual(["a", "b"]);
	isDown = false;
	// One that never can be written holds up no other for ever.
	refused.delete("a");
	refused.delete("b");
	for (let n = 0; n < 2; n++) {
		await store.load(table);
		expect(["a", "b", "c"].map((rowId) => store.get(rowId).phase)).toEqual(["firing", "firing", "firing"]);
		await store.write();
	}
	expect(asked.slice(2)).toEqual(["c", "a", "b", "c"]);
});

test("rows that an earlier release has written notify nobody twice, and nobody wrongly", async () => {
	const { runCycle, rows, notified } = world();
	await runCycle(check("configuration", "fail"), check("storage", "fail"));
	rows.set("configuration.webhook", { ...rows.get("configuration.webhook"), state: "told fail" });
	rows.set("storage.email", { ...rows.get("storage.email"), state: "notified fail", sinceMs: null });
	rows.set("to.webhook", { state: "failing", sinceMs: START, clearedMs: null, lastNotifiedMs: null });
	rows.set("queue.email", {
		state: "notified resolved",
		sinceMs: null,
		clearedMs: null,
		lastNotifiedMs: START,
	});
	await runCycle(check("configuration", "fail"), check("storage", "fail"), check("queue", "pass"));
	await runCycle(check("configuration", "pass"), check("storage", "fail"), check("queue", "pass"));
	for (const channel of ["webhook", "email"]) {
		expect(notified(channel)).toEqual(["configuration firing, storage firing", "configuration resolved"]);
	}
});

test("records are read as they were written", async () => {
	const rows: object[] = [];
	const table = alertTables(
		async () => rows,
		async (id, fields) => void rows.push({ id, ...fields }),
	);
	const records = [
		["queue", "firing warn", { phase: "firing", severity: "warn", sinceMs: START, clearedMs: START + 1 }],
		["queue.email", "notified", { phase: "notified", severity: null, lastNotifiedMs: START }],
		["queue.webhook", "notified fail", { phase: "notified", severity: "fail", lastNotifiedMs: START }],
		["render", "pending fail", { phase: "pending", severity: "fail", sinceMs: START }],
	] as const;
	const store = createAlertStore();
	await store.load(table);
	for (const [rowId, , record] of records) store.set(rowId, { ...INACTIVE, ...record });
	await store.write();
	expect(rows).toMatchObject(records.map(([id, state]) => ({ id, state })));
	const read = createAlertStore();
	await read.load(table);
	for (const [rowId, , record] of records) expect(read.get(rowId)).toEqual({ ...INACTIVE, ...record });
	expect(read.get("bucket")).toEqual(INACTIVE);
});
