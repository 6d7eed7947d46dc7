import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe calls serious or critical. */
export async function findViolations(page: Page): Promise<readonly unknown[]> {
	// The page's policy lets no script in that is not its own: axe runs beside it.
	await page.evaluate(axe.source);
	return page.evaluate(async () => {
		const { axe } = window as unknown as {
			axe: { run: () => Promise<{ violations: readonly Violation[] }> };
		};
		const { violations } = await axe.run();
		return violations
			.filter(({ impact }) => impact === "serious" || impact === "critical")
			.map(({ id, nodes }) => ({
				id,
				nodes: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
			}));
	});
}

type Violation = {
	readonly id: string;
	readonly impact: string;
	readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
};
