import { describe, expect, test } from "vitest";
import { compareCounters, driftMs } from "../../../../shared/service/quota/drift.ts";
import { userMonthId } from "../../../../shared/service/quota/months.ts";
import { correctDrifts } from "../../../../shared/service/quota/reconcile.ts";
import type { RowStore } from "../../../../shared/service/row-store.ts";
import { createNotingStore } from "../../../helpers/noting-store.ts";

const MONTH = "2026-11";
const attempt = (userId: string | null, state: "reserved" | "settled", ms: number) => ({
	...{
		userId,
		state,
		reservedMs: state === "reserved" ? ms : 900,
		chargedMs: state === "reserved" ? null : ms,
	},
});
const LEDGER = [
	attempt("maya", "settled", 40),
	attempt("maya", "settled", 2),
	attempt("noor", "settled", 5),
	attempt(null, "settled", 100),
	attempt("noor", "reserved", 7),
].map((row, index) => ({ id: `a.${index}`, createdAtMs: 0, ...row }));
const counter = (id: string, userId: string | null, committedMs: number, spentMs: number) => ({
	...{ id, userId, committedMs, spentMs, corrections: 3, seq: 1 },
});
const RIGHT = [counter("m", "maya", 42, 42), counter("n", "noor", 12, 5), counter("o", "olga", 0, 0)];

type AnyRow = { readonly id: string };

/** Tables with these rows, a page of a thousand at a time; `onList` may change them before they are read. */
function tables(
	month: AnyRow | null,
	users: readonly AnyRow[],
	ledger: readonly AnyRow[] = LEDGER,
	onList: (table: string, rows: Record<string, readonly AnyRow[]>) => void = () => {},
): Pick<RowStore, "find" | "list"> {
	const rows = { months: month === null ? [] : [month], userMonths: users, attempts: ledger };
	const store = {
		find: async () => rows.months[0] ?? null,
		list: async (table: keyof typeof rows, { limit, after }: { limit: number; after?: string }) => {
			onList(table, rows);
			const all = rows[table];
			const begin = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
			return all.slice(begin, begin + limit);
		},
	};
	return store as object as RowStore;
}

describe("counters beside a ledger", () => {
	test("that are its sums have no drift", async () => {
		expect(await compareCounters(tables(counter(MONTH, null, 154, 147), RIGHT), MONTH)).toEqual({
			...{ month: MONTH, committedMs: 154, isWhole: true, drifts: [], moved: [] },
			right: [MONTH, "m", "n", "o"],
		});
	});

	test("that are not, or that are missing, have a drift of what they have too much", async () => {
		const users = [counter("m", "maya", 52, 42), counter("o", "olga", 0, 3)];
		const { drifts, right } = await compareCounters(tables(null, users), MONTH);
		const noor = await userMonthId(MONTH, "noor");
		expect(drifts.map(({ userId, isMissing, correction }) => [userId, isMissing, correction])).toEqual([
			[null, true, { table: "months", rowId: MONTH, committedMs: -154, spentMs: -147 }],
			["maya", false, { table: "userMonths", rowId: "m", committedMs: 10, spentMs: 0 }],
			["olga", false, { table: "userMonths", rowId: "o", committedMs: 0, spentMs: 3 }],
			["noor", true, { table: "userMonths", rowId: noor, committedMs: -12, spentMs: -5 }],
		]);
		expect([driftMs(drifts), right]).toEqual([154 + 10 + 3 + 12, []]);
	});

	test("are not compared where they move while the ledger is read; the others are", async () => {
		const users = [counter("m", "maya", 52, 42), counter("o", "olga", 0, 3)];
		const rows = tables(counter(MONTH, null, 0, 0), users, LEDGER, (table, all) => {
			if (table !== "attempts") return;
			const moved = { seq: 2 };
			all["months"] = [{ ...counter(MONTH, null, 0, 0), ...moved }];
			all["userMonths"] = [{ ...counter("m", "maya", 52, 42), ...moved }, counter("o", "olga", 0, 3)];
		});
		const { drifts, moved } = await compareCounters(rows, MONTH);
		expect(drifts.map(({ userId }) => userId)).toEqual(["olga"]);
		// The user without a counter may be the one that moved the month's.
		expect(moved).toEqual([MONTH, "m", await userMonthId(MONTH, "noor")]);
	});

	test("are not compared where there was no room to read all of them", async () => {
		const ledger = Array.from({ length: 2500 }, (_, index) => ({ ...LEDGER[0], id: `a.${index}` }));
		for (let pages = 0; pages < 5; pages++) {
			let left = pages;
			const month = counter(MONTH, null, 7, 7);
			const seen: string[] = [];
			const { isWhole, committedMs, drifts } = await compareCounters(tables(month, RIGHT, ledger), MONTH, {
				mayRead: () => left-- > 0,
				onRow: ({ id }) => seen.push(id),
			});
			expect([isWhole, committedMs, drifts]).toEqual([false, 7, []]);
			expect(seen).toEqual(ledger.slice(0, Math.max(0, pages - 1) * 1000).map(({ id }) => id));
		}
		expect((await compareCounters(tables(null, [], ledger), MONTH)).drifts).toHaveLength(2);
	});
});

test("drifts are corrected one by one while there is room, and the others left", async () => {
	const users = ["a", "b", "c", "d", "e"].map((id) => counter(id, id, 10, 0));
	const { drifts } = await compareCounters(tables(counter(MONTH, null, 0, 0), users, []), MONTH);
	const { store, transactions } = createNotingStore();
	const result = await correctDrifts(store, drifts, () => transactions.length < 3);
	expect(result).toEqual({ done: 3, isMore: true });
	expect(transactions.map(([first]) => first)).toMatchObject(
		["a", "b", "c"].map((id) => ({ action: "decrement", id, field: "committedMs", value: 10 })),
	);
	expect(await correctDrifts(store, drifts.slice(3), () => true)).toEqual({ done: 2, isMore: false });
});
