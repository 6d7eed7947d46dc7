import type { HealthProbes } from "../../shared/health/probes.ts";

const WAITS = { count: 0, oldestMs: null };
const EVENT = "databases.chatreel.collections.render_requests.documents.*.create";

/** A world in which all is well, but for what is given. */
export function wellProbes(changed: Partial<HealthProbes> = {}): HealthProbes {
	return {
		server: async () => ({ version: "1.9.6", isCloud: false, deployments: [] }),
		database: async () => 5,
		storage: async () => ({ tookMs: 5, isRemoved: true, leftOver: 0 }),
		render: async () => ({ tookMs: 5, failed: [] }),
		configuration: async () => ({
			...{ variableFaults: [], renderTimeoutSeconds: 900, hasServiceKey: true },
			render: { timeoutSeconds: 900, isEnabled: true, events: [EVENT] },
		}),
		quota: async () => ({ committedMs: 0, limitMs: 100, warnShare: 0.8 }),
		forecast: async () => ({ forecastMs: 0, limitMs: 100 }),
		failures: async () => ({ jobs: [], nowMs: 0 }),
		queue: async () => WAITS,
		stuck: async () => 0,
		ledger: async () => [{ month: "2026-11", drift: { counterCount: 0, ms: 0 }, isWhole: true }],
		bucket: async () => ({ usedBytes: 0, limitBytes: null, maxFileBytes: 30, renderFileBytes: 30 }),
		webhooks: async () => WAITS,
		channels: { webhook: async () => ({ failingSinceMs: null }) },
		...changed,
	};
}
