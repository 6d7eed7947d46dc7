import { type Client, Storage } from "node-appwrite";
import { isKind } from "../../core/errors.ts";
import type { SweepPorts } from "../../service/jobs/sweep/ports.ts";
import { call } from "./call.ts";
import { queriesOf } from "./row-list.ts";
import { BUCKET_ID } from "./videos.ts";

/** The bucket's files, for the sweep. */
export function createFileList(client: Client): Pick<SweepPorts, "listFiles" | "removeFile"> {
	const storage = new Storage(client);
	return {
		listFiles: async (query) => {
			const queries = queriesOf(query);
			const { files } = await call(() => storage.listFiles({ bucketId: BUCKET_ID, queries, total: false }));
			return files.map(({ $id: id, name, $createdAt: createdAt }) => ({ id, name, createdAt }));
		},
		removeFile: async (fileId) => {
			try {
				await call(() => storage.deleteFile({ bucketId: BUCKET_ID, fileId }));
			} catch (thrown) {
				if (!isKind(thrown, "NOT_FOUND")) throw thrown;
			}
		},
	};
}
