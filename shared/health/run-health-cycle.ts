import type { JsonObject } from "../core/json.ts";
import { createDeadline } from "../core/time.ts";
import type { NamedLease } from "../service/jobs/named-lease.ts";
import type { AlertMemory } from "./alert-record.ts";
import { checkHealth } from "./check-health.ts";
import type { HealthCheck } from "./health-check.ts";
import { type HealthStatus, statusOf, toHealthJson } from "./health-json.ts";
import { type AlertPorts, tellTrouble } from "./notify-alerts.ts";
import type { HealthProbes } from "./probes.ts";
import { checkOfRepairs, notesOf, type Repair, type RepairOutcome, runRepairs } from "./repairs.ts";
import { withLimit } from "./with-limit.ts";

/** What a tick needs of the world. */
export type TickPorts = {
	/** Takes the lease `health` until then. Null where another tick has it. */
	readonly takeLease: (untilMs: number) => Promise<Pick<NamedLease, "release"> | null>;
	readonly probesOf: (memory: AlertMemory) => HealthProbes;
	/** In the order in which they are to run. */
	readonly repairs: readonly Repair[];
	/** Calls of Appwrite that this tick has made so far. */
	readonly calls: () => number;
	/** Never rejects. */
	readonly loadAlerts: () => Promise<AlertMemory>;
	readonly alerts: Omit<AlertPorts, "nowMs" | "deadline" | "isLater">;
	readonly storeReport: (status: HealthStatus, report: JsonObject) => Promise<void>;
	readonly releaseId: string;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
	/** One line for the operator. */
	readonly info: (line: string) => void;
	/** What went wrong, with its cause. */
	readonly log: (event: string, fields: Readonly<Record<string, unknown>>) => void;
};

export type TickResult = { readonly status: HealthStatus; readonly report: JsonObject };

/** A tick ends before the next one begins, five minutes later. */
const TICK_MS = 240_000;
/** The lease outlives what is left to do when the time is up: telling and storing. */
const TICK_LEASE_MS = TICK_MS + 45_000;
/**
 * A database that has not answered by then is down. A lease that comes later ends by itself, before the next tick, and so does one
 * that cannot be given back.
 */
const LEASE_LIMIT_MS = 4000;
/** Kept of the time for telling and storing. */
const END_MS = 30_000;
/** Calls of Appwrite in a tick, however much there is to do. */
const CALLS = 200;
/** Kept of them for telling and storing, and for the last piece of a repair's work, which has up to ten. */
const END_CALLS = 35;

/**
 * Looks at everything, tells what is wrong, mends what can be mended, and keeps the report. Two at once do not work twice: null
 * where another is at it. Without a database there is no lease and nothing to mend; what is wrong is told all the same.
 */
export async function tick(ports: TickPorts): Promise<TickResult | null> {
	const { nowMs, log } = ports;
	const whole = createDeadline(TICK_MS);
	const lease = await withLimit(() => ports.takeLease(nowMs() + TICK_LEASE_MS), LEASE_LIMIT_MS).catch(
		(error: unknown) => {
			log("no lease", { error });
			return "no database" as const;
		},
	);
	if (lease === null) {
		whole.clear();
		ports.info("Another tick is at work");
		return null;
	}
	try {
		const onThrown = (name: string, error: unknown) => log("check failed", { name, error });
		const memory = await ports.loadAlerts();
		const looked = await checkHealth(ports.probesOf(memory), { nowMs, onThrown });
		const alerts = { ...ports.alerts, nowMs, deadline: whole };
		const told = await tellTrouble(memory, looked, alerts);
		const outcomes = lease === "no database" ? [] : await repaired(ports, whole);
		const repairs = checkOfRepairs(outcomes, nowMs());
		await tellTrouble(told, [repairs], { ...alerts, isLater: true });
		return await reported([...looked, repairs], outcomes, ports);
	} finally {
		whole.clear();
		if (lease !== "no database")
			await withLimit(() => lease.release({}), LEASE_LIMIT_MS).catch((error: unknown) =>
				log("lease kept", { error }),
			);
	}
}

function repaired(
	{ repairs, calls, log }: TickPorts,
	whole: { readonly remainingMs: () => number },
): Promise<readonly RepairOutcome[]> {
	const room = {
		remainingMs: () => Math.max(0, whole.remainingMs() - END_MS),
		remainingCalls: () => Math.max(0, CALLS - END_CALLS - calls()),
	};
	const onThrown = (name: string, error: unknown) => log("repair failed", { name, error });
	return runRepairs(repairs, { room, onThrown });
}

async function reported(
	checks: readonly HealthCheck[],
	outcomes: readonly RepairOutcome[],
	{ releaseId, storeReport, info, log }: TickPorts,
): Promise<TickResult> {
	const status = statusOf(checks);
	const notes = notesOf(outcomes);
	const report = toHealthJson(checks, { releaseId, notes });
	await storeReport(status, report).catch((error: unknown) => log("report not stored", { error }));
	if (status === "pass") {
		info("All systems operational");
		return { status, report };
	}
	for (const { name, status: found, output } of checks) {
		if (found !== "pass") log(`check ${found}`, { name, output });
	}
	for (const note of notes) log("repaired", { note });
	return { status, report };
}
