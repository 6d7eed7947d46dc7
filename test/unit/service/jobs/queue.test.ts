import { expect, test } from "vitest";
import { createQueue, type QueueCursor } from "../../../../shared/service/jobs/queue.ts";
import type { RowStore } from "../../../../shared/service/row-store.ts";
import { createMemoryRowStore } from "../../../helpers/memory-row-store.ts";

/** A store of queued jobs, the oldest first. */
async function queued(owners: readonly (string | null)[]): Promise<RowStore> {
	const store = createMemoryRowStore({ nowMs: () => 0 });
	await store.create(
		"jobs",
		owners.map((userId, index) => ({ id: `${userId}-${index}`, userId, status: "queued" })),
	);
	return store;
}

async function drained(owners: readonly (string | null)[], cursor: QueueCursor = {}): Promise<string[]> {
	const store = await queued(owners);
	const next = createQueue(store, cursor);
	const served: string[] = [];
	for (let id = await next(new Set()); id !== null; id = await next(new Set())) {
		served.push(id);
		await store.remove("jobs", id);
	}
	return served;
}

const many = (owner: string, count: number) => Array.from({ length: count }, () => owner);

test("one user's two hundred jobs delay another's first by one at the most", async () => {
	for (const last of [undefined, "a", "b", "z"]) {
		const served = await drained([...many("b", 200), "a", "c"], last === undefined ? {} : { last });
		expect(served).toHaveLength(202);
		expect(served.indexOf("a-200"), `after ${last}`).toBeLessThanOrEqual(2);
		expect(served.indexOf("c-201"), `after ${last}`).toBeLessThanOrEqual(2);
	}
});

test("jobs without a user are one owner's, and of each owner the oldest is first", async () => {
	expect(await drained(["x", "x", null, null, "y"])).toEqual(["null-2", "x-0", "y-4", "null-3", "x-1"]);
});

test("what was seen is passed over, and where all was seen there is nothing", async () => {
	const next = createQueue(await queued(["x", "y", "x"]), {});
	const seen = new Set<string>();
	for (let id = await next(seen); id !== null; id = await next(seen)) seen.add(id);
	expect([...seen]).toEqual(["x-0", "y-1", "x-2"]);
});
