import type { CpuMs, EpochMs } from "../../core/time.ts";
import { attemptId } from "../quota/ids.ts";
import { settle, toReservation } from "../quota/ledger.ts";
import type { RowStore } from "../row-store.ts";
import type { Row } from "../tables.ts";
import { HEARTBEAT_MS, isLive, MAX_ATTEMPTS } from "./lease.ts";

/** The ids of all attempts that a job may have, in order. */
export function listAttemptIds(jobId: string): readonly string[] {
	return Array.from({ length: MAX_ATTEMPTS }, (_, index) => attemptId(jobId, index + 1));
}

export function listJobAttempts(store: RowStore, jobId: string): Promise<readonly Row<"attempts">[]> {
	return store.list("attempts", { where: { id: listAttemptIds(jobId) }, limit: MAX_ATTEMPTS });
}

/** Whether a worker holds the job. */
export async function hasLiveAttempt(store: RowStore, jobId: string, nowMs: EpochMs): Promise<boolean> {
	return (await listJobAttempts(store, jobId)).some((attempt) => isLive(attempt, nowMs));
}

/**
 * Settles an attempt whose lease has expired. Its worker, should it wake, can then neither end the job nor requeue it: it only
 * corrects the charge. So the job may start again only after this.
 */
export async function settleLostAttempt(store: RowStore, row: Row<"attempts">): Promise<void> {
	await settle(store, toReservation(row), computeLostChargeMs(row), "sweeper");
}

/** The CPU of its last heartbeat plus one interval, or the whole reservation when there was no heartbeat. */
export function computeLostChargeMs({ cpuMs, reservedMs }: Row<"attempts">): CpuMs {
	return cpuMs === null ? reservedMs : cpuMs + HEARTBEAT_MS;
}
