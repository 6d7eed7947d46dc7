import { DAY_MS } from "../../core/time.ts";
import { type Comparison, compareCounters, driftMs, heldMs } from "../../service/quota/drift.ts";
import { estimateRecentUse, findRecentStart } from "../../service/quota/forecast.ts";
import { monthBefore, monthStart, toMonth } from "../../service/quota/months.ts";
import { defineCheck } from "../check.ts";
import { DATABASE_ADVICE, LONG_MS } from "../evaluate.ts";
import type { HealthPorts } from "../ports.ts";

type MonthComparison = Comparison & {
	/** What was committed within the last week of the month, in CPU ms, by the rows that were read: {@link estimateRecentUse}. */
	readonly recentMs: number;
};

/** Pages of a thousand rows that are read, of all months together: an eighth of a cycle's calls. */
const PAGES_READ = 25;
/** After so long no page is begun: with the last one, which may take 15 s, reading ends within the time of its check. */
const READ_MS = 8000;

/**
 * This month's ledger and, on its first day, the last month's too: a job that was reserved before midnight is settled into that.
 * This month's comes first.
 */
export async function compareMonths({
	store,
	nowMs,
}: Pick<HealthPorts, "store" | "nowMs">): Promise<readonly [MonthComparison, ...MonthComparison[]]> {
	const now = nowMs();
	let pagesLeft = PAGES_READ;
	const mayRead = () => pagesLeft-- > 0 && nowMs() < now + READ_MS;
	const readMonth = async (month: string): Promise<MonthComparison> => {
		const fromMs = monthStart(month);
		let [readMs, oldestMs] = [0, now];
		const comparison = await compareCounters(store, month, {
			mayRead,
			onRow: (row) => {
				oldestMs = row.createdAtMs;
				if (oldestMs >= findRecentStart(now, fromMs)) readMs += heldMs(row);
			},
		});
		const readFromMs = comparison.isWhole ? fromMs : oldestMs;
		const { committedMs } = comparison;
		return {
			...comparison,
			recentMs: estimateRecentUse({ nowMs: now, fromMs, committedMs, readMs, readFromMs }),
		};
	};
	const month = toMonth(now);
	const present = await readMonth(month);
	const isFirstDay = now - monthStart(month) < DAY_MS;
	return isFirstDay ? [present, await readMonth(monthBefore(month))] : [present];
}

/** Whether the counters of months and users are the sums of their ledger. */
export const ledger = defineCheck({
	name: "ledger",
	key: "ledger:drift",
	limitMs: LONG_MS,
	advice: DATABASE_ADVICE,
	probe: compareMonths,
	evaluate: (months) => {
		const drifts = months.flatMap((month) => month.drifts);
		const ms = driftMs(drifts);
		if (drifts.length > 0) {
			const output = `${drifts.length} counters are ${ms} ms in all from the sums of their ledger; the next tick reconciles them.`;
			return { status: "warn", observedValue: ms, observedUnit: "ms", output };
		}
		const unread = months.find(({ isWhole }) => !isWhole);
		const hasMoved = months.some(({ moved }) => moved.length > 0);
		const output =
			unread !== undefined
				? `The ledger of ${unread.month} has more rows than a tick adds up: npm run quota -- --reconcile compares it.`
				: hasMoved
					? "The counter moved while it was looked at: it is compared at the next tick."
					: "All counters are the sums of their ledger.";
		const observedValue = unread !== undefined || hasMoved ? null : 0;
		return { status: "pass", observedValue, observedUnit: "ms", output };
	},
});
