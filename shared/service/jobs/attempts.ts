import { attemptId } from "../quota/ids.ts";
import type { RowStore } from "../row-store.ts";
import type { Row } from "../tables.ts";
import { isLive, MAX_ATTEMPTS } from "./lease.ts";

/** The ids of all attempts that a job may have, the first one first. */
export function attemptIds(jobId: string): readonly string[] {
	return Array.from({ length: MAX_ATTEMPTS }, (_, index) => attemptId(jobId, index + 1));
}

/** The attempts that were made of a job. */
export function attemptsOf(store: RowStore, jobId: string): Promise<readonly Row<"attempts">[]> {
	return store.list("attempts", { where: { id: attemptIds(jobId) }, limit: MAX_ATTEMPTS });
}

/** Whether somebody works on a job, or may. `nowMs`: milliseconds since 1970, UTC. */
export async function isBeingMade(store: RowStore, jobId: string, nowMs: number): Promise<boolean> {
	return (await attemptsOf(store, jobId)).some((attempt) => isLive(attempt, nowMs));
}
