import { expect, test } from "vitest";
import { createQueue, type QueueCursor } from "../../../../shared/service/jobs/queue.ts";
import type { Row, RowQuery } from "../../../../shared/service/row-store.ts";

/** A table of queued jobs, the oldest first, that answers as the database does. */
function queued(owners: readonly (string | null)[]) {
	let rows: Row[] = owners.map((userId, index) => ({ $id: `${userId}-${index}`, userId, index }));
	const list = async (_table: string, { equal = {}, isNull = [], above, orderBy, limit }: RowQuery) =>
		rows
			.filter(({ userId }) => equal["userId"] === undefined || equal["userId"].includes(String(userId)))
			.filter(({ userId }) => !isNull.includes("userId") || userId === null)
			.filter(({ userId }) => above === undefined || (userId !== null && String(userId) > above.value))
			.toSorted((a, b) =>
				orderBy === "userId"
					? String(a["userId"]) < String(b["userId"])
						? -1
						: 1
					: Number(a["index"]) - Number(b["index"]),
			)
			.slice(0, limit);
	return { list, remove: (id: string) => (rows = rows.filter(({ $id }) => $id !== id)) };
}

async function drained(owners: readonly (string | null)[], cursor: QueueCursor = {}): Promise<string[]> {
	const table = queued(owners);
	const next = createQueue(table, cursor);
	const served: string[] = [];
	for (let id = await next(new Set()); id !== null; id = await next(new Set())) {
		served.push(id);
		table.remove(id);
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
	const table = queued(["x", "y", "x"]);
	const next = createQueue(table, {});
	const seen = new Set<string>();
	for (let id = await next(seen); id !== null; id = await next(seen)) seen.add(id);
	expect([...seen]).toEqual(["x-0", "y-1", "x-2"]);
});
