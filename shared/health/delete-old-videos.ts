import { DAY_MS } from "../core/time.ts";
import type { SweepPorts } from "../service/jobs/sweep/sweep-ports.ts";
import type { Remaining, Repaired } from "./run-repairs.ts";

const VIDEOS_A_CYCLE = 25;
/** Of one video: two files and the row. */
const CALLS = 3;
/** No video is begun with less time. */
const LEAST_MS = 5000;

export type RetentionPorts = Pick<SweepPorts, "store" | "removeFile" | "nowMs">;

/**
 * Deletes videos and posters that are older than `days`, the oldest first, and marks their jobs. The files go first: a job that is
 * not yet marked is found again, and a file that is gone already is as good as deleted.
 */
export async function deleteOldVideos(
	{ store, removeFile, nowMs }: RetentionPorts,
	days: number,
	room: Remaining,
): Promise<Repaired> {
	const createdAtMs = { before: nowMs() - days * DAY_MS };
	const jobs = await store.list("jobs", {
		where: { status: "completed", videoDeletedAtMs: null, fileId: { isNot: null }, createdAtMs },
		orderBy: "createdAtMs",
		limit: VIDEOS_A_CYCLE,
		fields: ["fileId", "posterFileId"],
	});
	let done = 0;
	for (const { id, fileId, posterFileId } of jobs) {
		if (room.remainingMs() < LEAST_MS || room.remainingCalls() < CALLS) break;
		for (const file of [fileId, posterFileId]) if (file !== null) await removeFile(file);
		await store.update("jobs", id, { videoDeletedAtMs: nowMs() });
		done += 1;
	}
	return { done, isMore: done < jobs.length || jobs.length === VIDEOS_A_CYCLE };
}
