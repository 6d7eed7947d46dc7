import { type Client, Query, Storage, TablesDB } from "node-appwrite";
import { isKind } from "../../core/errors.ts";
import type { Repaired, Room } from "../../health/repairs.ts";
import { RENDERS } from "../../service/jobs/job.ts";
import type { Row } from "../../service/row-store.ts";
import { callOnce } from "./call.ts";
import { DATABASE_ID } from "./row-store.ts";
import { BUCKET_ID } from "./videos.ts";

const VIDEOS_A_TICK = 25;
/** Of one video: two files and the row. */
const CALLS = 3;
/** No video is begun with less time. */
const LEAST_MS = 5000;

/**
 * Deletes videos and posters that are older than `days`, the oldest first, and marks their jobs. The files go first: a job that is
 * not yet marked is found again, and a file that is gone already is as good as deleted.
 */
export async function deleteOldVideos(
	client: Client,
	days: number,
	nowMs: () => number,
	room: Room,
): Promise<Repaired> {
	const tables = new TablesDB(client);
	const place = { databaseId: DATABASE_ID, tableId: RENDERS };
	const queries = [
		Query.equal("status", ["completed"]),
		Query.isNull("videoDeletedAt"),
		Query.isNotNull("fileId"),
		Query.lessThan("$createdAt", new Date(nowMs() - days * 86_400_000).toISOString()),
		Query.orderAsc("$createdAt"),
		Query.limit(VIDEOS_A_TICK),
		Query.select(["$id", "fileId", "posterFileId"]),
	];
	const { rows } = await callOnce(() => tables.listRows({ ...place, queries, total: false }));
	let done = 0;
	for (const row of rows as readonly Row[]) {
		if (room.remainingMs() < LEAST_MS || room.remainingCalls() < CALLS) break;
		for (const fileId of [row["fileId"], row["posterFileId"]]) {
			if (typeof fileId === "string" && fileId !== "") await deleteFile(client, fileId);
		}
		const data = { videoDeletedAt: new Date(nowMs()).toISOString() };
		await callOnce(() => tables.updateRow({ ...place, rowId: row.$id, data }));
		done += 1;
	}
	return { done, isMore: done < rows.length || rows.length === VIDEOS_A_TICK };
}

async function deleteFile(client: Client, fileId: string): Promise<void> {
	try {
		await callOnce(() => new Storage(client).deleteFile({ bucketId: BUCKET_ID, fileId }));
	} catch (thrown) {
		if (!isKind(thrown, "NOT_FOUND")) throw thrown;
	}
}
