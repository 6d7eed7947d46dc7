import { MINUTE_MS } from "../core/time.ts";
import type { AlertRule } from "./alert-state.ts";

/** As Alertmanager's `repeat_interval` has it by default. */
const REPEAT_MS = 4 * 60 * MINUTE_MS;

/** Minutes that a check is bad before it fires, and is well before that is over. */
type Patience = { readonly for: number; readonly keepFiringFor: number };

/**
 * What is surely trouble fires at once. What the next tick may have mended by itself (a stuck job, drift, a cold start) must
 * have been seen by it too. Checks that are not named here, the channels, have the last line's.
 */
const PATIENCE: Readonly<Record<string, Patience>> = {
	database: { for: 0, keepFiringFor: 15 },
	storage: { for: 0, keepFiringFor: 15 },
	render: { for: 5, keepFiringFor: 15 },
	configuration: { for: 0, keepFiringFor: 0 },
	quota: { for: 0, keepFiringFor: 60 },
	"quota-forecast": { for: 30, keepFiringFor: 60 },
	failures: { for: 0, keepFiringFor: 15 },
	"failures-hour": { for: 0, keepFiringFor: 15 },
	queue: { for: 0, keepFiringFor: 15 },
	bucket: { for: 0, keepFiringFor: 60 },
};
const OTHERS: Patience = { for: 10, keepFiringFor: 15 };

export function ruleOf(alert: string): AlertRule {
	const { for: minutes, keepFiringFor } = PATIENCE[alert] ?? OTHERS;
	return {
		alert,
		forMs: minutes * MINUTE_MS,
		keepFiringForMs: keepFiringFor * MINUTE_MS,
		repeatMs: REPEAT_MS,
	};
}
