import { type Client, Storage } from "node-appwrite";
import type { InputFile } from "node-appwrite/file";
import { ChatreelError, isKind } from "../../core/errors.ts";
import { untilAborted } from "../../core/time.ts";
import { call, callOnce } from "./call.ts";

/** Enough for 30 MB in chunks over a slow line; the SDK cannot be aborted. */
const UPLOAD_LIMIT_MS = 180_000;

export type NewFile = {
	readonly bucketId: string;
	readonly fileId: string;
	readonly file: ReturnType<typeof InputFile.fromBuffer>;
	/** Of its content. */
	readonly md5: string;
	/** In Appwrite's words. None: only servers may read it. */
	readonly permissions: readonly string[];
	readonly signal?: AbortSignal;
};

/** Uploads a file once, and verifies that the stored file equals it. Rejects with a retryable error when it does not. */
export async function storeFile(client: Client, { file, md5, signal, ...rest }: NewFile): Promise<void> {
	const storage = new Storage(client);
	const { bucketId, fileId, permissions } = rest;
	const send = () => storage.createFile({ bucketId, fileId, file, permissions: [...permissions] });
	try {
		// The SDK continues an aborted upload.
		await callOnce(() => (signal === undefined ? send() : untilAborted(send, signal)), UPLOAD_LIMIT_MS);
	} catch (thrown) {
		// An earlier try, whose answer was lost, may have uploaded it.
		if (!isKind(thrown, "CONFLICT")) throw thrown;
	}
	const stored = await call(() => storage.getFile({ bucketId, fileId }));
	if (stored.signature === md5 && stored.chunksUploaded === stored.chunksTotal) return;
	throw new ChatreelError("DEPENDENCY_ERROR", "What was stored is not what was sent.", { retryable: true });
}
