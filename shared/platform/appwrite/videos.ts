import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { type Client, Permission, Role, Storage } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { ChatreelError, toChatreelError } from "../../core/errors.ts";
import { retry, UPLOAD_RETRY } from "../../core/retry.ts";
import { call } from "./call.ts";
import { storeFile } from "./store-file.ts";

/** The id of the bucket in `appwrite.json`. */
export const BUCKET_ID = "videos";

type Upload = {
	/** Unique to this attempt. */
	readonly fileId: string;
	readonly path: string;
	readonly name: string;
	/** The user who may read the file; null: only servers. */
	readonly userId: string | null;
	readonly signal: AbortSignal;
};

/**
 * Uploads a file to the bucket and verifies that the stored file equals it. Tries three times, and removes a failed upload.
 * Rejects with UPLOAD_FAILED, or the signal's reason.
 */
export async function uploadVideo(client: Client, upload: Upload): Promise<void> {
	const { fileId, path, name, userId, signal } = upload;
	const md5 = createHash("md5")
		.update(await readFile(path))
		.digest("hex");
	const permissions = userId === null ? [] : [Permission.read(Role.user(userId))];
	try {
		await retry(
			async () => {
				try {
					const file = InputFile.fromPath(path, name);
					// An aborted upload goes on. Its file belongs to a failed attempt, and the sweep removes it.
					await storeFile(client, { bucketId: BUCKET_ID, fileId, file, md5, permissions, signal });
				} catch (thrown) {
					await removeFile(client, fileId);
					throw thrown;
				}
			},
			UPLOAD_RETRY,
			{ signal },
		);
	} catch (thrown) {
		signal.throwIfAborted();
		throw uploadFailed(thrown);
	}
}

function uploadFailed(cause: unknown): ChatreelError {
	const message = `The video was made, but could not be stored. ${toChatreelError(cause).message}`;
	return new ChatreelError("UPLOAD_FAILED", message, { cause });
}

/** Removes a file, even a partial one. Never rejects: the sweep removes what remains. */
export async function removeFile(client: Client, fileId: string): Promise<void> {
	await call(() => new Storage(client).deleteFile({ bucketId: BUCKET_ID, fileId })).catch(() => {});
}
