import { expect, test } from "vitest";
import { ChatreelError } from "../../../../shared/core/errors.ts";
import { type Batch, findBatch } from "../../../../shared/service/batch/batch.ts";
import { quoteItems } from "../../../../shared/service/batch/quote-items.ts";
import type { Context } from "../../../../shared/service/context.ts";

const ROW = { conversation: "{}", options: "{}" };
const ITEMS = Array.from({ length: 10 }, (_, index) => ({
	index,
	text: `item ${index}`,
	hash: "",
	row: ROW,
}));

/** A batch of ten items that cost a second each, of which so many are quoted in an execution. */
function world(perExecution: number, monthMs = 1_000_000) {
	let row: object = {
		id: "b",
		total: 10,
		refused: [],
		quoted: 0,
		neededMs: 0,
		error: null,
		state: "accepting",
	};
	const quoted: string[] = [];
	let left = 0;
	const ports = {
		store: {
			find: async (table: string) => (table === "batches" ? row : null),
			update: async (_: string, __: string, data: object) => {
				row = { ...row, ...data };
			},
		},
		limits: { monthMs, userMs: monthMs },
		// The time of the execution ends with the last item that it is given.
		nowMs: () => (left > 0 ? 0 : 60_000),
		execution: { startedMs: 0 },
		bounds: { syncMs: 27_000 },
		process: { yieldToEventLoop: async () => {} },
	} as unknown as Context;
	const quoteItem = async (text: string) => {
		left -= 1;
		quoted.push(text);
		if (text === "item 3") throw new ChatreelError("INVALID_INPUT", "It is too long.");
		return { upperMs: 1000 };
	};
	const send = async (): Promise<Batch> => {
		left = perExecution;
		return quoteItems((await findBatch(ports.store, "b")) as Batch, ITEMS, quoteItem, ports);
	};
	return { send, quoted, row: () => row };
}

test("a batch that its time does not hold is gone on with where it was left, and each item is planned once", async () => {
	const { send, quoted, row } = world(4);
	expect(await send()).toMatchObject({ quoted: 4, neededMs: 3000, error: null });
	expect(await send()).toMatchObject({ quoted: 8, neededMs: 7000 });
	expect(await send()).toMatchObject({ quoted: 10, neededMs: 9000, refused: [{ index: 3 }] });
	expect(quoted).toEqual(ITEMS.map(({ text }) => text));
	expect(row()).toMatchObject({ quoted: 10, state: "accepting" });
});

test("one that comes late gets one item further all the same", async () => {
	const { send } = world(0);
	expect((await send()).quoted).toBe(1);
	expect((await send()).quoted).toBe(2);
});

test("what the budget does not hold by now is not planned to its end", async () => {
	const { send, quoted, row } = world(4, 2500);
	expect(await send()).toMatchObject({ state: "open", error: { kind: "QUOTA_EXCEEDED" } });
	expect(quoted).toHaveLength(4);
	expect(row()).toMatchObject({ state: "open", skipped: 9 });
});
