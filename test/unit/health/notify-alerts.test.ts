import { describe, expect, test } from "vitest";
import type { AlertMessage } from "../../../shared/health/alert-message.ts";
import type { AlertMemory, AlertRow } from "../../../shared/health/alert-record.ts";
import { createAlertKeeper } from "../../../shared/health/alert-store.ts";
import type { HealthCheck } from "../../../shared/health/health-check.ts";
import { tellTrouble } from "../../../shared/health/notify-alerts.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 25);

const check = (name: string, status: HealthCheck["status"]): HealthCheck => ({
	...{ name, key: `${name}:x`, componentType: "component", status },
	...{ observedValue: null, observedUnit: null, output: `${name} is so`, time: "" },
});

const OF_EACH_ROW = { createdAtMs: 0, updatedAtMs: 0, permissions: [] };

/** A table of alerts, two channels, and ticks five minutes apart. */
function world() {
	const rows = new Map<string, AlertRow>();
	const sent: Record<string, AlertMessage[]> = { webhook: [], email: [] };
	const away = new Set<string>();
	const state = { isTableDown: false, nowMs: START };
	const table = {
		list: async () => {
			if (state.isTableDown) throw new Error("down");
			return [...rows].map(([id, row]) => ({ ...OF_EACH_ROW, id, ...row }));
		},
		put: async (rowId: string, row: AlertRow) => {
			if (state.isTableDown) throw new Error("down");
			rows.set(rowId, row);
		},
	};
	const channel = (name: string) => async (message: AlertMessage) => {
		if (away.has(name)) throw new Error("away");
		sent[name]?.push(message);
	};
	let keeper = createAlertKeeper();
	const tick = async (...checks: HealthCheck[]) => {
		state.nowMs += 5 * MINUTE;
		const memory: AlertMemory = await keeper.load(table);
		await tellTrouble(memory, checks, {
			channels: { webhook: channel("webhook"), email: channel("email") },
			keep: (rowId, row) => keeper.keep(table, rowId, row),
			nowMs: () => state.nowMs,
			onFailed: () => {},
			sleep: async () => {},
		});
	};
	const restart = () => {
		keeper = createAlertKeeper();
	};
	const told = (name: string) =>
		sent[name]?.map(({ alerts }) => alerts.map((alert) => `${alert.name} ${alert.state}`).join(", "));
	return { rows, sent, away, state, tick, restart, told };
}

describe("what is wrong", () => {
	test("is told in one message a tick and channel", async () => {
		const { tick, told } = world();
		await tick(check("database", "fail"), check("storage", "fail"), check("queue", "pass"));
		await tick(check("database", "fail"), check("storage", "fail"), check("queue", "warn"));
		expect(told("webhook")).toEqual(["database firing, storage firing", "queue firing"]);
		expect(told("email")).toEqual(told("webhook"));
	});

	test("is not told again by a process that has just begun", async () => {
		const { tick, told, restart } = world();
		for (let n = 0; n < 3; n++) {
			await tick(check("database", "fail"));
			restart();
		}
		expect(told("webhook")).toEqual(["database firing"]);
	});

	test("bears the same id where it is sent twice, because its sender died in between", async () => {
		const { tick, sent, rows, restart } = world();
		await tick(check("storage", "fail"));
		rows.delete("storage.webhook");
		restart();
		await tick(check("storage", "fail"));
		const ids = sent["webhook"]?.map(({ id }) => id);
		expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), ids?.[0]]);
		for (let n = 0; n < 5; n++) await tick(check("storage", "pass"));
		await tick(check("storage", "fail"));
		expect(new Set(sent["webhook"]?.map(({ id }) => id)).size).toBe(3);
	});
});

describe("a channel that is away", () => {
	test("is told once what is, when it is back, and that it was away; the others hear of it", async () => {
		const { tick, told, sent, away } = world();
		away.add("webhook");
		const ill = [check("storage", "fail"), check("channel-email", "pass")];
		await tick(...ill, check("channel-webhook", "pass"));
		for (let n = 0; n < 3; n++) await tick(...ill, check("channel-webhook", "warn"));
		away.delete("webhook");
		await tick(...ill, check("channel-webhook", "warn"));
		await tick(...ill, check("channel-webhook", "pass"));
		expect(told("webhook")).toEqual(["storage firing"]);
		expect(sent["webhook"]?.[0]?.remark).toContain("since 2026-11-25T00:05:00.000Z");
		expect(told("email")).toEqual(["storage firing", "channel-webhook firing"]);
	});

	test("hears of all that fires when it is back, also of what it knew, and nothing of what came and went", async () => {
		const { tick, told, sent, away } = world();
		const down = check("database", "fail");
		await tick(down, check("configuration", "pass"));
		away.add("webhook");
		await tick(down, check("configuration", "fail"));
		await tick(down, check("configuration", "pass"));
		away.delete("webhook");
		await tick(down, check("configuration", "pass"));
		await tick(down, check("configuration", "pass"));
		expect(told("webhook")).toEqual(["database firing", "database firing"]);
		expect(sent["webhook"]?.map(({ title }) => title)).toEqual(["chatreel: 1 firing", "chatreel: 1 firing"]);
		expect(sent["webhook"]?.[1]?.alerts).toMatchObject([{ isRepeated: true, words: "database is so" }]);
	});

	test("hears of an alert whose check comes later in the tick, the repairs", async () => {
		const { tick, sent, away } = world();
		for (let n = 0; n < 4; n++) await tick(check("repairs", "warn"));
		away.add("webhook");
		await tick(check("configuration", "fail"));
		away.delete("webhook");
		await tick(check("configuration", "pass"));
		expect(sent["webhook"]?.at(-1)?.alerts).toMatchObject([
			{ name: "repairs", state: "firing", isRepeated: true, words: "It was so when it was last looked at." },
		]);
	});

	test("hears that it works again, where all is over by then", async () => {
		const { tick, sent, away } = world();
		away.add("webhook");
		await tick(check("configuration", "fail"));
		await tick(check("configuration", "pass"));
		away.delete("webhook");
		for (let n = 0; n < 3; n++) await tick(check("configuration", "pass"));
		expect(sent["webhook"]?.map(({ title }) => title)).toEqual(["chatreel: this channel works again"]);
	});
});

describe("a table that is down", () => {
	test("changes nothing of what is told, and is written when it is back", async () => {
		const { tick, told, state, rows, restart } = world();
		state.isTableDown = true;
		for (let n = 0; n < 3; n++) await tick(check("database", "fail"));
		expect(told("webhook")).toEqual(["database firing"]);
		state.isTableDown = false;
		await tick(check("database", "fail"));
		expect(rows.get("database.webhook")).toMatchObject({ state: "told fail" });
		restart();
		await tick(check("database", "fail"));
		expect(told("webhook")).toEqual(["database firing"]);
	});
});

test("a table that does not answer is asked once a tick, however much there is to write", async () => {
	const asked: string[] = [];
	let isBack = false;
	const table = {
		list: async () => [],
		put: async (rowId: string) => {
			asked.push(rowId);
			if (!isBack) throw new Error("no answer");
		},
	};
	const keeper = createAlertKeeper();
	const row = { state: "firing fail", sinceMs: START, clearedMs: null, lastNotifiedMs: null };
	for (let n = 0; n < 2; n++) {
		await keeper.load(table);
		for (const rowId of ["a", "b", "c"]) await keeper.keep(table, rowId, row);
	}
	expect(asked).toHaveLength(2);
	isBack = true;
	expect([...(await keeper.load(table)).keys()].toSorted()).toEqual(["a", "b", "c"]);
	expect(asked.slice(2).toSorted()).toEqual(["a", "b", "c"]);
});
