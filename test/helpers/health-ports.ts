import type { HealthPorts } from "../../shared/health/ports.ts";
import { createMemoryRowStore } from "./memory-row-store.ts";

const EVENT = "databases.chatreel.collections.render_requests.documents.*.create";

/** A world in which all is well, but for what is given. */
export function wellPorts(changed: Partial<HealthPorts> = {}): HealthPorts {
	const files = new Map<string, string>();
	return {
		server: { readVersion: async () => "1.9.6", isCloud: false, readDeployments: async () => [] },
		store: createMemoryRowStore(),
		bucket: {
			describe: async () => ({ usedBytes: 0, maxFileBytes: 30 }),
			list: async () => [],
			write: async (fileId, _, text) => void files.set(fileId, text),
			read: async (fileId) => files.get(fileId) ?? "",
			remove: async (fileId) => void files.delete(fileId),
		},
		render: {
			readSettings: async () => ({ timeoutSeconds: 900, isEnabled: true, events: [EVENT] }),
			requestHealth: async () => ({ statusCode: 200, body: '{"checks":[]}' }),
		},
		settings: {
			variableFaults: [],
			renderTimeoutSeconds: 900,
			quotaLimitMs: 100,
			quotaWarnShare: 0.8,
			storageLimitGib: 0,
			renderFileBytes: 30,
		},
		failingSince: () => null,
		nowMs: () => Date.UTC(2026, 10, 25),
		...changed,
	};
}

/** The same where each call is answered in the same way. */
export function portsThat(answer: () => Promise<never>): HealthPorts {
	const { settings, failingSince, nowMs, ...ports } = wellPorts();
	const all = Object.entries(ports).map(([port, calls]) => [
		port,
		Object.fromEntries(
			Object.entries(calls).map(([name, call]) => [name, typeof call === "function" ? answer : call]),
		),
	]);
	return { ...(Object.fromEntries(all) as typeof ports), settings, failingSince, nowMs };
}
