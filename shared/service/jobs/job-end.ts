import type { RowStore } from "../row-store.ts";
import type { EndStatus } from "./states.ts";

/** The end that a job has; null while it has none. `jobEnds` says so, whatever the job's row says. */
export async function endOf(store: RowStore, jobId: string): Promise<EndStatus | null> {
	return (await store.find("jobEnds", jobId))?.status ?? null;
}

/** Writes a job's end to its row once more, where a claim or a late worker wrote over it. */
export async function repairView(store: RowStore, jobId: string, status: EndStatus): Promise<void> {
	await store.update("jobs", jobId, { status, stage: status });
}

/** {@link repairView} where it is needed. */
export async function showEnd(store: RowStore, jobId: string, status: EndStatus): Promise<boolean> {
	const row = await store.find("jobs", jobId, ["status"]);
	if (row === null || row.status === status) return false;
	await repairView(store, jobId, status);
	return true;
}
