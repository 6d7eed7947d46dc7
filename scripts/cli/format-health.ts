import type { HealthCheck } from "../../shared/health/health-check.ts";
import { formatTable } from "./format-table.ts";

export const HEALTH_SYMBOLS = { pass: "✓", warn: "!", fail: "✗" } as const;

export function formatHealth(checks: readonly HealthCheck[]): string {
	return formatTable(
		checks.map(({ status, name, observedValue, observedUnit, output }) => [
			`${HEALTH_SYMBOLS[status]} ${status}`,
			name,
			observedValue === null ? "–" : [observedValue, observedUnit].filter((part) => part !== null).join(" "),
			output,
		]),
	);
}
