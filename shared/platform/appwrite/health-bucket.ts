import { type Client, Query, Storage } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { isKind } from "../../core/errors.ts";
import type { HealthBucket } from "../../health/ports.ts";
import { callOnce } from "./call.ts";
import { BUCKET_ID } from "./videos.ts";

export function createHealthBucket(client: Client): HealthBucket {
	const storage = new Storage(client);
	const at = (fileId: string) => ({ bucketId: BUCKET_ID, fileId });
	return {
		describe: async () => {
			const bucket = await callOnce(() => storage.getBucket({ bucketId: BUCKET_ID }));
			// Servers before 1.9 do not tell it.
			const usedBytes: number | undefined = bucket.totalSize;
			return { usedBytes: usedBytes ?? null, maxFileBytes: bucket.maximumFileSize };
		},
		list: async (namePrefix, limit) => {
			const queries = [Query.startsWith("name", namePrefix), Query.limit(limit)];
			const { files } = await callOnce(() => storage.listFiles({ bucketId: BUCKET_ID, queries }));
			return files.map(({ $id: id, $createdAt }) => ({ id, createdMs: Date.parse($createdAt) }));
		},
		write: async (fileId, name, text) => {
			const file = InputFile.fromBuffer(Buffer.from(text), name);
			await callOnce(() => storage.createFile({ ...at(fileId), file, permissions: [] }));
		},
		read: async (fileId) => Buffer.from(await callOnce(() => storage.getFileDownload(at(fileId)))).toString(),
		remove: async (fileId) => {
			try {
				await callOnce(() => storage.deleteFile(at(fileId)));
			} catch (thrown) {
				if (!isKind(thrown, "NOT_FOUND")) throw thrown;
			}
		},
	};
}
