import { createHash } from "node:crypto";
import { type Client, Storage } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { retry, UPLOAD_RETRY } from "../../core/retry.ts";
import type { InputFiles } from "../../service/pictures/input-files.ts";
import { callOrNull } from "./call.ts";
import { storeFile } from "./store-file.ts";

/** The id of the private bucket in `appwrite.json`. */
export const INPUT_BUCKET_ID = "inputs";

/** Begins each file: what looks like JSON to Appwrite, the SDK would parse instead of giving its bytes. */
const HEAD = "The request of a job:\n";

export function createInputFiles(client: Client): InputFiles {
	const storage = new Storage(client);
	const bucketId = INPUT_BUCKET_ID;
	const remove: InputFiles["remove"] = async (fileId) => {
		await callOrNull(() => storage.deleteFile({ bucketId, fileId }));
	};
	/** What stands in the way of the next try. A whole file may be that of an accepted job. */
	const removeUnfinished = async (fileId: string, md5: string) => {
		const stored = await callOrNull(() => storage.getFile({ bucketId, fileId }));
		if (stored !== null && stored.signature !== md5) await remove(fileId);
	};
	return {
		store: async ({ id: fileId, name, text }) => {
			const bytes = Buffer.from(`${HEAD}${text}`);
			const md5 = createHash("md5").update(bytes).digest("hex");
			await retry(async () => {
				const file = InputFile.fromBuffer(bytes, name);
				try {
					await storeFile(client, { bucketId, fileId, file, md5, permissions: [] });
				} catch (thrown) {
					await removeUnfinished(fileId, md5).catch(() => {});
					throw thrown;
				}
			}, UPLOAD_RETRY);
		},
		read: async (fileId) => {
			const content = await callOrNull(() => storage.getFileDownload({ bucketId, fileId }));
			return content === null ? null : Buffer.from(content).toString().slice(HEAD.length);
		},
		remove,
	};
}
