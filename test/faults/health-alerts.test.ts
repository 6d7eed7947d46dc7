import { createHmac } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TablesDB } from "node-appwrite";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Fate, ProxiedCall } from "../helpers/faulty-proxy.ts";
import { type HealthServer, startHealthServer } from "../helpers/health-server.ts";
import { until } from "../helpers/until.ts";

const CYCLE_MINUTES = 5;

let on: HealthServer;
beforeAll(async () => {
	on = await startHealthServer({ ALERT_TOPIC_ID: "operators" });
});
afterAll(() => on.end());

/** Where all is well: the render function is not asked each time, which would cost more than all the rest. */
const OK = ({ path }: ProxiedCall): Fate =>
	path.endsWith("/functions/render/executions")
		? { status: 201, body: { responseStatusCode: 200, responseBody: '{"checks":[]}' } }
		: "pass";
const broken = { status: 500, body: { message: "broken" } };
const breakStorage = () =>
	on.proxy.setRule((call) => {
		const isUpload = call.method === "POST" && call.path.includes("/storage/buckets/videos/files");
		return isUpload ? broken : OK(call);
	});
const runNext = async () => {
	on.wait(CYCLE_MINUTES);
	return on.runCycle();
};
const told = () =>
	on.receiver.taken.map(({ body }) => body.alerts.map(({ name, state }) => `${name} ${state}`).join(", "));
type Email = {
	readonly data: { readonly subject: string; readonly content: string };
	readonly topics: string[];
};
const emails = (): Email[] => {
	const outbox = join(on.server.dataDir, "outbox.jsonl");
	if (!existsSync(outbox)) return [];
	return readFileSync(outbox, "utf8")
		.trimEnd()
		.split("\n")
		.map((line) => JSON.parse(line));
};

beforeEach(async () => {
	// Until all is well, and has been for so long that nothing fires.
	on.proxy.setRule(OK);
	on.receiver.answerWith(204);
	on.wait(24 * 60);
	await on.runCycle();
	on.wait(24 * 60);
	await on.runCycle();
	(on.receiver.taken as unknown[]).length = 0;
});

describe("trouble", () => {
	test("is told once, signed, by every channel, also after a restart, and once that it is over", async () => {
		const before = emails().length;
		breakStorage();
		expect((await runNext()).bad).toEqual({ storage: "fail" });
		await on.server.runtime("health-cron").kill();
		await runNext();
		expect(told()).toEqual(["storage firing"]);
		const [first] = on.receiver.taken;
		const [, t, v1] =
			/^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(first?.headers["x-chatreel-signature"])) ?? [];
		const expected = createHmac("sha256", "a webhook secret of this test").update(`${t}.${first?.text}`);
		expect(v1).toBe(expected.digest("hex"));
		expect(Math.abs(Number(t) * 1000 - on.nowMs())).toBeLessThan(20 * 60_000);
		on.proxy.setRule(OK);
		for (let cycle = 0; cycle < 6; cycle++) await runNext();
		expect(told()).toEqual(["storage firing", "storage resolved"]);
		const sent = emails().slice(before);
		expect(sent.map(({ data, topics }) => [data.subject, topics])).toEqual([
			["chatreel: 1 firing", ["operators"]],
			["chatreel: 1 resolved", ["operators"]],
		]);
	});

	test("that comes and goes at twenty cycles is told of twice", async () => {
		for (let cycle = 0; cycle < 20; cycle++) {
			if (cycle % 2 === 0) breakStorage();
			else on.proxy.setRule(OK);
			await runNext();
		}
		for (let cycle = 0; cycle < 4; cycle++) await runNext();
		expect(told()).toEqual(["storage firing", "storage resolved"]);
	});
});

describe("a channel", () => {
	test("that is down for three cycles is a check that fails, and gets one message when it is back", async () => {
		const before = emails().length;
		on.receiver.answerWith(500);
		breakStorage();
		const asked = on.receiver.asked();
		expect((await runNext()).bad).toEqual({ storage: "fail" });
		expect(on.receiver.asked() - asked).toBe(3);
		for (let cycle = 2; cycle <= 3; cycle++) {
			expect((await runNext()).bad).toEqual({ storage: "fail", "channel-webhook": "warn" });
		}
		await on.server.runtime("health-cron").kill();
		on.receiver.answerWith(204);
		await runNext();
		expect(told()).toEqual(["storage firing"]);
		expect(on.receiver.taken[0]?.body.remark).toContain("This channel has been failing since");
		expect((await runNext()).bad).toEqual({ storage: "fail" });
		expect(told()).toHaveLength(1);
		// The other channel heard of both.
		const sent = emails().slice(before);
		expect(sent.map(({ data }) => data.content.split(" since")[0])).toEqual([
			"FAIL storage",
			"WARN channel-webhook",
		]);
	});
});

describe("a database that is down", () => {
	test("is told of once all the same, and what was told is remembered when it is back", async () => {
		on.proxy.setRule((call) => (call.path.includes("/tablesdb/") ? broken : OK(call)));
		for (let cycle = 0; cycle < 2; cycle++) {
			const { status, bad } = await runNext();
			expect(status).toBe(503);
			expect(bad).toMatchObject({ database: "fail", queue: "fail" });
			expect(bad).not.toHaveProperty("render");
		}
		const of = (name: string) => told().filter((words) => words.includes(`${name} firing`));
		expect(of("database")).toHaveLength(1);
		on.proxy.setRule(OK);
		await runNext();
		const rows = await on.server.rowsOf("alerts");
		expect(rows.find(({ $id }) => $id === "database")?.["state"]).toBe("firing fail");
		expect(rows.find(({ $id }) => $id === "database.webhook")?.["state"]).toBe("notified fail");
		expect(of("database")).toHaveLength(1);
	});
});

describe("two cycles at once", () => {
	test("do no work twice", async () => {
		breakStorage();
		on.wait(CYCLE_MINUTES);
		const reports = async () =>
			(await new TablesDB(on.server.admin).listRows({ databaseId: "chatreel", tableId: "health_reports" }))
				.total;
		const before = await reports();
		const both = await Promise.all([on.runCycle(), on.runCycle()]);
		expect(both.map(({ logs }) => logs.includes("Another tick is at work")).toSorted()).toEqual([
			false,
			true,
		]);
		expect(await reports()).toBe(before + 1);
		expect(told()).toEqual(["storage firing"]);
	});

	test("and one that died holds up no cycle but the next", async () => {
		let calls = 0;
		on.proxy.setRule(({ method, path }) => {
			if (method === "POST" && path.endsWith("/functions/render/executions")) calls += 1;
			return "pass";
		});
		on.wait(CYCLE_MINUTES);
		const died = on.runCycle().catch(() => null);
		await until(() => calls > 0);
		await on.server.runtime("health-cron").kill();
		await died;
		expect((await on.runCycle()).logs).toContain("Another tick is at work");
		expect((await runNext()).logs).toBe("INFO All systems operational");
	});
});
