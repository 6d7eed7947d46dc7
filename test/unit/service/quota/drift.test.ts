import { describe, expect, test } from "vitest";
import { createLedgerSums, type Drift, driftMs, mendDrifts } from "../../../../shared/service/quota/drift.ts";
import { userMonthId } from "../../../../shared/service/quota/months.ts";
import { createNotingStore } from "../../../helpers/noting-store.ts";

const MONTH = "2026-11";
const settled = (userId: string | null, chargedMs: number) => ({
	...{ $id: "a.1", userId, state: "settled", reservedMs: 900, chargedMs },
});
const counter = ($id: string, userId: string | null, committedMs: number, spentMs: number) => ({
	...{ $id, userId, committedMs, spentMs, corrections: 3 },
});

describe("counters beside a ledger", () => {
	const sums = () => {
		const found = createLedgerSums(MONTH);
		for (const row of [
			settled("maya", 40),
			settled("maya", 2),
			settled("noor", 5),
			settled(null, 100),
			{ $id: "b.1", userId: "noor", state: "reserved", reservedMs: 7, chargedMs: null },
		]) {
			found.add(row);
		}
		return found;
	};

	test("that are what it says have no drift", async () => {
		const found = sums();
		expect(found.ofMonth(counter(MONTH, null, 154, 147))).toEqual([]);
		expect(found.ofUser(counter("m", "maya", 42, 42))).toEqual([]);
		expect(found.ofUser(counter("n", "noor", 12, 5))).toEqual([]);
		expect(found.ofUser(counter("o", "olga", 0, 0))).toEqual([]);
		expect(await found.ofOthers()).toEqual([]);
	});

	test("that are not, or that are missing, are told with what they have too much", async () => {
		const found = sums();
		const drifts = [
			...found.ofMonth(null),
			...found.ofUser(counter("m", "maya", 52, 42)),
			...found.ofUser(counter("o", "olga", 0, 3)),
			...(await found.ofOthers()),
		];
		expect(drifts.map(({ userId, isMissing, correction }) => ({ userId, isMissing, ...correction }))).toEqual(
			[
				{
					...{ userId: null, isMissing: true, table: "quota_months", rowId: MONTH },
					...{ committedMs: -154, spentMs: -147 },
				},
				{
					...{ userId: "maya", isMissing: false, table: "quota_users", rowId: "m" },
					...{ committedMs: 10, spentMs: 0 },
				},
				{
					...{ userId: "olga", isMissing: false, table: "quota_users", rowId: "o" },
					...{ committedMs: 0, spentMs: 3 },
				},
				{
					...{
						userId: "noor",
						isMissing: true,
						table: "quota_users",
						rowId: await userMonthId(MONTH, "noor"),
					},
					...{ committedMs: -12, spentMs: -5 },
				},
			],
		);
		expect(driftMs(drifts)).toBe(154 + 10 + 3 + 12);
	});
});

describe("drifts", () => {
	const drifts = (count: number): readonly Drift[] =>
		Array.from({ length: count }, (_, index) => ({
			...{ month: MONTH, userId: `u${index}`, row: { $id: `u${index}` }, isMissing: false },
			correction: { table: "quota_users", rowId: `u${index}`, committedMs: 10, spentMs: 0 },
		}));

	test("are mended one by one while there is room, and the others left", async () => {
		const { store, transactions } = createNotingStore();
		const result = await mendDrifts(store, drifts(5), () => transactions.length < 3);
		expect(result).toEqual({ done: 3, isMore: true });
		expect(transactions.map(([first]) => first)).toMatchObject(
			["u0", "u1", "u2"].map((rowId) => ({ action: "decrement", rowId, column: "committedMs", value: 10 })),
		);
		expect(await mendDrifts(store, drifts(2), () => true)).toEqual({ done: 2, isMore: false });
	});
});
