import { type CheckResult, formatObserved } from "../../shared/health/check.ts";
import { formatTable } from "./format-table.ts";

export const HEALTH_SYMBOLS = { pass: "✓", warn: "!", fail: "✗" } as const;

export function formatHealth(results: readonly CheckResult[]): string {
	return formatTable(
		results.map((result) => [
			`${HEALTH_SYMBOLS[result.status]} ${result.status}`,
			result.name,
			formatObserved(result) || "–",
			result.output,
		]),
	);
}
