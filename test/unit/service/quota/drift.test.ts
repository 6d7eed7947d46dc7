import { describe, expect, test } from "vitest";
import { createLedgerSums, type Drift, driftMs, mendDrifts } from "../../../../shared/service/quota/drift.ts";
import { userMonthId } from "../../../../shared/service/quota/months.ts";
import { createNotingStore } from "../../../helpers/noting-store.ts";

const MONTH = "2026-11";
const settled = (userId: string | null, chargedMs: number) => ({
	...{ id: "a.1", createdAtMs: 0, userId, state: "settled" as const, reservedMs: 900, chargedMs },
});
const counter = <UserId extends string | null>(
	id: string,
	userId: UserId,
	committedMs: number,
	spentMs: number,
) => ({
	...{ id, userId, committedMs, spentMs, seq: 0, corrections: 3 },
});

describe("counters beside a ledger", () => {
	const sums = () => {
		const found = createLedgerSums(MONTH);
		for (const row of [
			settled("maya", 40),
			settled("maya", 2),
			settled("noor", 5),
			settled(null, 100),
			{
				...{ id: "b.1", createdAtMs: 0, userId: "noor" },
				...{ state: "reserved" as const, reservedMs: 7, chargedMs: null },
			},
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
					...{ userId: null, isMissing: true, table: "months", rowId: MONTH },
					...{ committedMs: -154, spentMs: -147 },
				},
				{
					...{ userId: "maya", isMissing: false, table: "userMonths" as const, rowId: "m" },
					...{ committedMs: 10, spentMs: 0 },
				},
				{
					...{ userId: "olga", isMissing: false, table: "userMonths" as const, rowId: "o" },
					...{ committedMs: 0, spentMs: 3 },
				},
				{
					...{
						userId: "noor",
						isMissing: true,
						table: "userMonths" as const,
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
			...{
				month: MONTH,
				userId: `u${index}`,
				row: counter(`u${index}`, `u${index}`, 10, 0),
				isMissing: false,
			},
			correction: { table: "userMonths" as const, rowId: `u${index}`, committedMs: 10, spentMs: 0 },
		}));

	test("are mended one by one while there is room, and the others left", async () => {
		const { store, transactions } = createNotingStore();
		const result = await mendDrifts(store, drifts(5), () => transactions.length < 3);
		expect(result).toEqual({ done: 3, isMore: true });
		expect(transactions.map(([first]) => first)).toMatchObject(
			["u0", "u1", "u2"].map((rowId) => ({
				action: "decrement",
				id: rowId,
				field: "committedMs",
				value: 10,
			})),
		);
		expect(await mendDrifts(store, drifts(2), () => true)).toEqual({ done: 2, isMore: false });
	});
});
