import { expect, test } from "vitest";
import { extendGuardId, lateGuardId } from "../../../../shared/service/quota/ids.ts";
import { monthEnd, toMonth, userMonthId } from "../../../../shared/service/quota/months.ts";

test("a month is that of UTC, and ends where the next begins", () => {
	expect(toMonth(Date.parse("2026-12-31T23:59:59.999Z"))).toBe("2026-12");
	expect(toMonth(Date.parse("2027-01-01T00:00:00+01:00"))).toBe("2026-12");
	expect(monthEnd("2026-12")).toBe("2027-01-01T00:00:00.000Z");
	expect(monthEnd("2028-02")).toBe("2028-03-01T00:00:00.000Z");
});

test("no id of the ledger is longer than the 36 characters that Appwrite takes", async () => {
	const attempt = `${"j".repeat(32)}.3`;
	const ids = [
		attempt,
		await extendGuardId(attempt, 99),
		lateGuardId(attempt),
		await userMonthId("2026-12", "u"),
	];
	for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,35}$/);
	expect(await userMonthId("2026-12", "maya")).not.toContain("maya");
	expect(await extendGuardId(attempt, 1)).not.toBe(await extendGuardId(attempt, 2));
});
