import { describe, expect, test } from "vitest";
import type { AlertMessage } from "../../../shared/health/alert-message.ts";
import { createAlertStore, readAlerts } from "../../../shared/health/alert-store.ts";
import type { CheckResult } from "../../../shared/health/check.ts";
import { listHealthChecks } from "../../../shared/health/health-checks.ts";
import { notifyAlerts } from "../../../shared/health/notify-alerts.ts";
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
	const state = { isTableDown: false, nowMs: START };
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
		if (away.has(name)) throw new Error("away");
		sent[name]?.push(message);
	};
	let store = createAlertStore();
	const runCycle = async (...checks: CheckResult[]) => {
		state.nowMs += 5 * MINUTE;
		await notifyAlerts(await store.load(table), checks, {
			channels: { webhook: channel("webhook"), email: channel("email") },
			keep: (rowId, record) => store.keep(table, rowId, record),
			nowMs: () => state.nowMs,
			onFailed: () => {},
			retry: { sleep: async () => {} },
		});
	};
	const restart = () => {
		store = createAlertStore();
	};
	const notified = (name: string) =>
		sent[name]?.map(({ alerts }) => alerts.map((alert) => `${alert.name} ${alert.state}`).join(", "));
	return { rows, sent, away, state, runCycle, restart, notified };
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
		const { runCycle, sent, rows, restart } = world();
		await runCycle(check("storage", "fail"));
		rows.delete("storage.webhook");
		restart();
		await runCycle(check("storage", "fail"));
		const ids = sent["webhook"]?.map(({ id }) => id);
		expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), ids?.[0]]);
		for (let n = 0; n < 5; n++) await runCycle(check("storage", "pass"));
		await runCycle(check("storage", "fail"));
		expect(new Set(sent["webhook"]?.map(({ id }) => id)).size).toBe(3);
	});
});

test("a message that repeats or is over has an id of its own, and the same when it is sent again", async () => {
	const { runCycle, sent, rows, restart } = world();
	await runCycle(check("configuration", "fail"));
	const ids: (string | undefined)[] = [];
	for (const [status, count] of [
		["fail", 48],
		["fail", 48],
		["pass", 1],
	] as const) {
		const before = rows.get("configuration.webhook") ?? {};
		for (let n = 0; n < count; n++) await runCycle(check("configuration", status));
		// It dies before it has noted what it sent.
		rows.set("configuration.webhook", before);
		restart();
		await runCycle(check("configuration", status));
		ids.push(...(sent["webhook"]?.slice(-2).map(({ id }) => id) ?? []));
	}
	expect([ids[0], ids[2], ids[4]]).toEqual([ids[1], ids[3], ids[5]]);
	expect(new Set(ids).size).toBe(3);
});

describe("a channel that is away", () => {
	test("is told once what is, when it is back, and that it was away; the others hear of it", async () => {
		const { runCycle, notified, sent, away } = world();
		away.add("webhook");
		const ill = [check("storage", "fail"), check("channel-email", "pass")];
		await runCycle(...ill, check("channel-webhook", "pass"));
		for (let n = 0; n < 3; n++) await runCycle(...ill, check("channel-webhook", "warn"));
		away.delete("webhook");
		await runCycle(...ill, check("channel-webhook", "warn"));
		await runCycle(...ill, check("channel-webhook", "pass"));
		expect(notified("webhook")).toEqual(["storage firing"]);
		expect(sent["webhook"]?.[0]?.remark).toContain("since 2026-11-25T00:05:00.000Z");
		expect(notified("email")).toEqual(["storage firing", "channel-webhook firing"]);
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
	let isBack = false;
	const table = alertTables(
		async () => [],
		async (rowId) => {
			asked.push(rowId);
			if (!isBack) throw new Error("no answer");
		},
	);
	const store = createAlertStore();
	const record = {
		phase: "firing",
		severity: "fail",
		sinceMs: START,
		clearedMs: null,
		lastNotifiedMs: null,
	} as const;
	for (let n = 0; n < 2; n++) {
		await store.load(table);
		for (const rowId of ["a", "b", "c"]) await store.keep(table, rowId, record);
	}
	expect(asked).toHaveLength(2);
	isBack = true;
	expect([...(await store.load(table)).keys()].toSorted()).toEqual(["a", "b", "c"]);
	expect(asked.slice(2).toSorted()).toEqual(["a", "b", "c"]);
});

test("a row that an earlier release has written stops a second notification", async () => {
	const { runCycle, rows, notified } = world();
	await runCycle(check("configuration", "fail"));
	rows.set("configuration.webhook", { ...rows.get("configuration.webhook"), state: "told fail" });
	await runCycle(check("configuration", "fail"));
	expect(notified("webhook")).toEqual(["configuration firing"]);
});

test("records are read as they were written", async () => {
	const rows: object[] = [];
	const table = alertTables(
		async () => rows,
		async (id, fields) => void rows.push({ id, ...fields }),
	);
	const none = { sinceMs: null, clearedMs: null, lastNotifiedMs: null };
	const records = [
		[
			"queue",
			"firing warn",
			{ phase: "firing", severity: "warn", ...none, sinceMs: START, clearedMs: START + 1 },
		],
		[
			"queue.email",
			"notified resolved",
			{ phase: "notified", severity: null, ...none, lastNotifiedMs: START },
		],
		["render", "inactive", { phase: "inactive", severity: null, ...none }],
		["to.email", "failing", { phase: "failing", severity: null, ...none, sinceMs: START }],
	] as const;
	for (const [rowId, , record] of records) await createAlertStore().keep(table, rowId, record);
	expect(rows).toMatchObject(records.map(([id, state]) => ({ id, state })));
	expect([...(await readAlerts(table))]).toEqual(records.map(([rowId, , record]) => [rowId, record]));
});
