import { describe, expect, test } from "vitest";
import { buildReport } from "../../../../shared/service/quota/report.ts";
import type { RowStore } from "../../../../shared/service/row-store.ts";

const [DAY, HOUR] = [86_400_000, 3_600_000];
const month = "2026-11";
const fromMs = Date.UTC(2026, 10);
const limits = { monthMs: 500 * HOUR, userMs: 500 * HOUR };

/** A month whose ledger has so many jobs of so many seconds, spread evenly over some days before now. */
async function reported({ jobs = 0, seconds = 0, days = 0, nowMs = 0 }) {
	const ms = seconds * 1000;
	const attempts = Array.from({ length: jobs }, (_, index) => ({
		id: `job-${index}.1`,
		createdAtMs: nowMs - (index / jobs) * days * DAY,
		...{ state: "settled", reservedMs: ms, chargedMs: ms },
	}));
	const counter = { id: month, committedMs: jobs * ms, spentMs: jobs * ms, jobsCount: jobs };
	const tables: Readonly<Record<string, readonly object[]>> = { months: [counter], attempts };
	const list = async (table: string, { limit }: { readonly limit: number }) =>
		(tables[table] ?? []).slice(0, limit);
	const store = { list } as unknown as RowStore;
	return buildReport({ store, viewer: { kind: "all" }, month, limits, warnShare: 0.8, nowMs });
}

describe("the forecast of a report", () => {
	test.each([
		["all of whose rows are read", { jobs: 2000, seconds: 200 }],
		["of which only the newest rows are read", { jobs: 20_000, seconds: 20 }],
	])("of a month %s has the last week's pace", async (_, { jobs, seconds }) => {
		const days = 6.9;
		const { forecast } = await reported({ jobs, seconds, days, nowMs: fromMs + days * DAY });
		expect((forecast?.perDayMs ?? 0) / HOUR).toBeCloseTo((jobs * seconds) / 3600 / days, 1);
	});
});
