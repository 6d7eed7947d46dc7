import { describe, expect, test } from "vitest";
import { refusalPage, reportPage } from "../../../functions/quota-report/src/page.ts";
import { formatBudget, formatHistory } from "../../../scripts/quota-command/format-quota.ts";
import { ChatreelError } from "../../../shared/core/errors.ts";
import { computeBudget, type Usage } from "../../../shared/service/quota/budget.ts";
import type { Report } from "../../../shared/service/quota/report.ts";

const HOUR = 3_600_000;
const limits = { monthMs: 100 * HOUR, userMs: 50 * HOUR };
const used = (hours: number, spent = hours) => ({
	...{ committedMs: hours * HOUR, spentMs: spent * HOUR, jobsCount: 3 },
});
const budgetWith = (monthUsage: Usage, userUsage: Usage | null, month = "2026-11") =>
	computeBudget({ month, monthUsage, userUsage, limits, warnShare: 0.8 });

function report(of: Partial<Report>): Report {
	const [fromMs, toMs] = [Date.UTC(2026, 10), Date.UTC(2026, 11)];
	return {
		...{ viewer: { kind: "user", userId: "maya" }, budget: budgetWith(used(1), used(1)), fromMs, toMs },
		forecast: { perDayMs: HOUR, endMs: 40 * HOUR, exhaustedAt: null },
		...{ curve: [], jobs: [], earlier: [] },
		...of,
	};
}

const textOf = (answer: object) =>
	("text" in answer ? String(answer.text) : "").replace(/<style>.*<\/style>/s, "").replaceAll("&#39;", "'");

describe("a user", () => {
	const others = "others have used the rest of the month's budget";

	test("whose month others used up reads so on the page and in the command", () => {
		const short = budgetWith(used(100), used(0.4));
		const text = textOf(reportPage(report({ budget: short }), null));
		expect(text).toContain(`Nothing is left, because ${others}.`);
		expect(text).toMatch(new RegExp(`Left<span class="line">${others}</span></dt><dd>0\\.0000 h`));
		expect(formatBudget(short)).toMatch(new RegExp(`^Left +0\\.0000 h +${others}$`, "m"));
	});

	test("with less left than the own share, because of others, reads so", () => {
		const text = textOf(reportPage(report({ budget: budgetWith(used(90), used(5)) }), null));
		expect(text).toContain(others);
		expect(text).not.toContain("Nothing is left");
	});

	test("who used all of the own share reads nothing of others", () => {
		const own = budgetWith(used(60), used(50));
		const text = textOf(reportPage(report({ budget: own }), null));
		expect(text).toContain("Nothing is left. The next month begins");
		expect([text, formatBudget(own)].join()).not.toContain("others");
	});
});

test("an earlier month has the same share in the list as on its own page and in the command's history", () => {
	const october = budgetWith(used(109, 108), null, "2026-10");
	const now = { viewer: { kind: "all" }, budget: budgetWith(used(1), null) } as const;
	const listed = report({ ...now, earlier: [october] });
	expect(textOf(reportPage(listed, null))).toContain('109.0000 h<span class="line">109 %</span>');
	const own = textOf(reportPage(report({ ...now, budget: october, forecast: null }), null));
	expect(own).toContain('aria-label="109 % of the budget are used or reserved"');
	expect(formatHistory(listed)).toMatch(/^2026-10 +109\.0000 h +109\.00 % +3$/m);
});

describe("a page that cannot be shown", () => {
	const instance = "urn:uuid:1";

	test("names the log entry when the reader is not to blame", () => {
		const text = textOf(refusalPage(new ChatreelError("DEPENDENCY_ERROR", "It is away."), instance, "x"));
		expect(text).toMatch(/It is away\..*The log tells more under.*urn:uuid:1/s);
	});

	test("names no log entry when the link has expired", () => {
		const text = textOf(refusalPage(new ChatreelError("UNAUTHENTICATED", "It is over."), instance, "x"));
		expect(text).toContain("It is over.");
		expect(text).not.toContain(instance);
	});

	test("hides an unexpected error, and names its log entry", () => {
		const text = textOf(refusalPage(new ChatreelError("UNKNOWN", "/srv/inside"), instance, "x"));
		expect(text).not.toContain("/srv/inside");
		expect(text.split(instance)).toHaveLength(2);
	});
});
