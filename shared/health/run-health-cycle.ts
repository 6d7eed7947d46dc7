import type { JsonObject } from "../core/json.ts";
import { createDeadline, type Deadline, withLimit } from "../core/time.ts";
import type { NamedLease } from "../service/jobs/named-lease.ts";
import type { AlertStore } from "./alert-store.ts";
import {
	type CheckResult,
	type CheckStatus,
	createMeasure,
	type Measure,
	runChecks,
	worstStatus,
} from "./check.ts";
import { repairs as repairsCheck } from "./checks/repairs.ts";
import { listHealthChecks } from "./health-checks.ts";
import { toHealthJson } from "./health-json.ts";
import { type AlertPorts, findFailingSince, notifyAlerts } from "./notify-alerts.ts";
import type { HealthPorts } from "./ports.ts";
import { describeRepairs, type Repair, type RepairOutcome, runRepairs } from "./run-repairs.ts";
import { storeReport } from "./stored-reports.ts";

export type CyclePorts = {
	/** Takes the lease `health` until then. Null where another cycle has it. */
	readonly takeLease: (untilMs: number) => Promise<Pick<NamedLease, "release"> | null>;
	/** What is probed; what is known of channels the cycle adds. */
	readonly health: Omit<HealthPorts, "failingSince">;
	readonly channels: AlertPorts["channels"];
	readonly alerts: AlertStore;
	/** In the order in which they are to run. They may use what the checks have measured. */
	readonly listRepairs: (measure: Measure<HealthPorts>) => readonly Repair[];
	/** Calls of Appwrite that this cycle has made so far. */
	readonly countCalls: () => number;
	readonly output: {
		readonly releaseId: string;
		/** One line for the operator. */
		readonly info: (line: string) => void;
		/** What went wrong, with its cause. */
		readonly log: (event: string, fields: Readonly<Record<string, unknown>>) => void;
	};
};

export type CycleResult = { readonly status: CheckStatus; readonly report: JsonObject };

/** A cycle ends before the next one begins, five minutes later. */
const CYCLE_MS = 240_000;
/** The lease outlives what is left to do when the time is up: notifying and storing. */
const LEASE_MS = CYCLE_MS + 45_000;
/**
 * A database that has not answered by then is down. A lease that comes later ends by itself, before the next cycle, and so does one
 * that cannot be given back.
 */
const LEASE_LIMIT_MS = 4000;
/** Kept of the time for notifying and storing. */
const END_MS = 30_000;
/** Calls of Appwrite in a cycle, however much there is to do. */
const CALLS = 200;
/** Kept of them for notifying and storing, and for the last piece of a repair's work, which has up to ten. */
const END_CALLS = 35;

/**
 * Runs all checks, notifies alerts, repairs what can be repaired, and stores the report. Two at once do not work twice: null
 * where another is at work. Without a database there is no lease and nothing to repair; alerts are sent all the same.
 */
export async function runHealthCycle(ports: CyclePorts): Promise<CycleResult | null> {
	const { health, channels, alerts, output } = ports;
	const { nowMs } = health;
	const deadline = createDeadline(CYCLE_MS);
	const lease = await withLimit(() => ports.takeLease(nowMs() + LEASE_MS), LEASE_LIMIT_MS).catch(
		(error: unknown) => {
			output.log("no lease", { error });
			return "no database" as const;
		},
	);
	if (lease === null) {
		deadline.clear();
		output.info("Another tick is at work");
		return null;
	}
	try {
		const options = {
			nowMs,
			onThrown: (name: string, error: unknown) => output.log("check failed", { name, error }),
		};
		await alerts.load(health.store);
		const measure = createMeasure<HealthPorts>({
			...health,
			failingSince: (channel) => findFailingSince(alerts, channel),
		});
		const results = await runChecks(listHealthChecks(Object.keys(channels)), measure, options);
		const notify = {
			channels,
			nowMs,
			retry: { deadline },
			onFailed: (channel: string, error: unknown) => output.log("channel failed", { channel, error }),
		};
		await notifyAlerts(alerts, results, notify);
		// Behind the alerts, so that a repair that kills the process silences nothing.
		const outcomes = lease === "no database" ? [] : await repair(ports, measure, deadline);
		const repaired = await runChecks([repairsCheck], createMeasure({ outcomes }), options);
		await notifyAlerts(alerts, repaired, { ...notify, isSecond: true });
		return await report([...results, ...repaired], outcomes, ports);
	} finally {
		deadline.clear();
		if (lease !== "no database")
			await withLimit(() => lease.release({}), LEASE_LIMIT_MS).catch((error: unknown) =>
				output.log("lease kept", { error }),
			);
	}
}

function repair(
	{ listRepairs, countCalls, output }: CyclePorts,
	measure: Measure<HealthPorts>,
	deadline: Deadline,
): Promise<readonly RepairOutcome[]> {
	const room = {
		remainingMs: () => Math.max(0, deadline.remainingMs() - END_MS),
		remainingCalls: () => Math.max(0, CALLS - END_CALLS - countCalls()),
	};
	const onThrown = (name: string, error: unknown) => output.log("repair failed", { name, error });
	return runRepairs(listRepairs(measure), { room, onThrown });
}

async function report(
	results: readonly CheckResult[],
	outcomes: readonly RepairOutcome[],
	{ health, output: { releaseId, info, log } }: CyclePorts,
): Promise<CycleResult> {
	const status = worstStatus(results);
	const notes = describeRepairs(outcomes);
	const json = toHealthJson(results, { releaseId, notes });
	await storeReport(health.store, status, json).catch((error: unknown) =>
		log("report not stored", { error }),
	);
	if (status === "pass") {
		info("All systems operational");
		return { status, report: json };
	}
	for (const { name, status: found, output } of results) {
		if (found !== "pass") log(`check ${found}`, { name, output });
	}
	for (const note of notes) log("repaired", { note });
	return { status, report: json };
}
