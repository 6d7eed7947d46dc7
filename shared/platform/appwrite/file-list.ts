import { type Client, Query, Storage } from "node-appwrite";
import { isKind } from "../../core/errors.ts";
import { toIso } from "../../core/time.ts";
import type { FileList } from "../../service/jobs/sweep/sweep-ports.ts";
import type { RowStoreOptions } from "./appwrite-row-store.ts";
import { call, callOnce } from "./call.ts";
import { BUCKET_ID } from "./videos.ts";

/** Lists and removes files of a bucket, for the sweep. Default: of the videos. */
export function createFileList(
	client: Client,
	{ bucketId = BUCKET_ID, retries = true }: RowStoreOptions & { readonly bucketId?: string } = {},
): FileList {
	const attempt = retries ? call : callOnce;
	const storage = new Storage(client);
	return {
		listFiles: async ({ fromMs, beforeMs, limit, after }) => {
			const queries = [
				// Not every server knows "greater or equal" for files; times have a precision of a millisecond.
				Query.greaterThan("$createdAt", toIso(fromMs - 1)),
				Query.lessThan("$createdAt", toIso(beforeMs)),
				Query.orderAsc("$createdAt"),
				Query.limit(limit),
				...(after === undefined ? [] : [Query.cursorAfter(after)]),
			];
			const { files } = await attempt(() => storage.listFiles({ bucketId, queries, total: false }));
			return files.map(({ $id: id, name, $createdAt }) => ({
				id,
				name,
				createdAtMs: Date.parse($createdAt),
			}));
		},
		removeFile: async (fileId) => {
			try {
				await attempt(() => storage.deleteFile({ bucketId, fileId }));
			} catch (thrown) {
				if (!isKind(thrown, "NOT_FOUND")) throw thrown;
			}
		},
	};
}
