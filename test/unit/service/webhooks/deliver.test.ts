import { beforeEach, describe, expect, test } from "vitest";
import type { RowStore } from "../../../../shared/service/row-store.ts";
import { deliverDue, deliverOnce, type SendWebhook } from "../../../../shared/service/webhooks/deliver.ts";
import { createDelivery, toDeliveryId } from "../../../../shared/service/webhooks/delivery.ts";
import { createMemoryRowStore } from "../../../helpers/memory-row-store.ts";

const START_MS = Date.parse("2026-11-01T00:00:00Z");
let nowMs = START_MS;
let store: RowStore;
const sent: Parameters<SendWebhook>[0][] = [];
const answering =
	(...failures: (string | null)[]): SendWebhook =>
	async (message) => {
		sent.push(message);
		return failures.shift() ?? null;
	};
const portsOf = (send: SendWebhook, secret: string | undefined = "a secret of this test") => ({
	store,
	send,
	secret,
	nowMs: () => nowMs,
});
const add = async (id: string) => {
	const told = { target: "https://example.com/", event: "job.completed", payload: { jobId: id } };
	await store.create("deliveries", [{ id, ...createDelivery(told, {}, nowMs) }]);
};

beforeEach(() => {
	nowMs = START_MS;
	store = createMemoryRowStore({ nowMs: () => nowMs });
	sent.length = 0;
});

describe("a delivery", () => {
	test("that is taken is made once", async () => {
		await add("a");
		const ports = portsOf(answering());
		expect(await deliverOnce("a", ports)).toMatchObject({ state: "delivered", attempt: 1 });
		expect(await deliverOnce("a", ports)).toMatchObject({ state: "delivered", attempt: 1 });
		expect(sent).toHaveLength(1);
		expect(sent[0]?.body).toBe('{"event":"job.completed","jobId":"a"}');
	});

	test("that fails is made again after 1, 5, 30 and 120 minutes, and is then given up", async () => {
		await add("a");
		const ports = portsOf(answering(...Array.from({ length: 9 }, () => "It answered 500.")));
		const stands = [await deliverOnce("a", ports)];
		const waits: number[] = [];
		while (stands.at(-1)?.state === "due") {
			const next = stands.at(-1)?.nextAtMs ?? 0;
			waits.push((next - nowMs) / 60_000);
			nowMs = next - 1;
			expect(await deliverDue(ports)).toEqual({ delivered: [], failed: [] });
			nowMs = next;
			stands.push(await deliverOnce("a", ports));
		}
		expect(waits).toEqual([1, 5, 30, 120]);
		expect(stands.at(-1)).toMatchObject({ state: "given_up", attempt: 5, failure: "It answered 500." });
		expect(sent).toHaveLength(5);
	});

	test("whose sender died in the midst is made again a minute later, and counts as an attempt", async () => {
		await add("a");
		const dying: SendWebhook = () => new Promise(() => {});
		void deliverOnce("a", portsOf(dying));
		await Promise.resolve();
		await expect.poll(async () => (await store.find("deliveries", "a"))?.attempt).toBe(1);
		expect(await deliverDue(portsOf(answering()))).toEqual({ delivered: [], failed: [] });
		nowMs += 60_001;
		expect(await deliverDue(portsOf(answering()))).toEqual({ delivered: ["a"], failed: [] });
		expect(await store.find("deliveries", "a")).toMatchObject({ state: "delivered", attempt: 2 });
	});

	test("that nobody began is begun by the sweep, half a minute later", async () => {
		await add("a");
		nowMs += 29_999;
		expect(await deliverDue(portsOf(answering()))).toEqual({ delivered: [], failed: [] });
		nowMs += 2;
		expect(await deliverDue(portsOf(answering()))).toEqual({ delivered: ["a"], failed: [] });
	});

	test("that fails stops no other, and where its time is up the rest is left", async () => {
		for (const id of ["a", "b", "c"]) await add(id);
		nowMs += 30_001;
		const slow: SendWebhook = async (message) => {
			sent.push(message);
			nowMs += 10_000;
			if (sent.length === 1) throw new Error("a defect");
			return null;
		};
		const report = await deliverDue(portsOf(slow), { limitMs: 15_000 });
		expect(report).toEqual({ delivered: ["b"], failed: ["a"] });
		expect(await store.find("deliveries", "c")).toMatchObject({ state: "due", attempt: 0 });
	});

	test("is not made without a secret", async () => {
		await add("a");
		nowMs += 30_001;
		const ports = { ...portsOf(answering()), secret: undefined };
		expect(await deliverDue(ports)).toEqual({ delivered: [], failed: [] });
		expect(await deliverOnce("a", ports)).toBeNull();
		expect(sent).toHaveLength(0);
	});

	test("of what ends once has one id, which another's is not", async () => {
		const ids = [
			await toDeliveryId("job", "x"),
			await toDeliveryId("batch", "x"),
			await toDeliveryId("job", "y"),
		];
		expect(new Set(ids).size).toBe(3);
		expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
	});

	test("of a payload that no column holds tells what identifies it", () => {
		const told = { target: "t", event: "job.failed", payload: { jobId: "a", error: "x".repeat(100_000) } };
		expect(createDelivery(told, { jobId: "a" }, 0).payload).toBe('{"event":"job.failed","jobId":"a"}');
	});
});
