import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Client, Storage } from "node-appwrite";
import { ChatreelError, toChatreelError } from "../../shared/core/errors.ts";
import { permanentReason } from "../../shared/core/system-reason.ts";
import { call } from "../../shared/platform/appwrite/call.ts";
import type { BatchSummary, ItemDetail } from "../../shared/service/batch/summary.ts";
import type { BatchItem } from "./read-items.ts";

/** Fetches one file of a bucket to a path. */
type Fetch = (file: { readonly bucketId: string; readonly fileId: string }, path: string) => Promise<void>;

/** `failures` are sentences, one for each video that was made and is not here. */
export type Downloaded = { readonly summary: BatchSummary; readonly failures: readonly string[] };

/**
 * Brings the videos and posters that the server has made into `outDir`, and says in each result where it is (`outputPath`). What
 * is there already, byte by byte, is not fetched again. Never rejects; aborting leaves the rest on the server.
 */
export async function downloadVideos(
	summary: BatchSummary,
	items: readonly BatchItem[],
	{
		outDir,
		fetchFile,
		signal,
	}: { readonly outDir: string; readonly fetchFile: Fetch; readonly signal: AbortSignal },
): Promise<Downloaded> {
	const failures: string[] = [];
	const details: ItemDetail[] = [];
	for (const detail of summary.details) {
		const item = items[detail.index];
		const { bucketId, fileId, posterFileId } = detail.result ?? {};
		if (item === undefined || typeof bucketId !== "string" || typeof fileId !== "string" || signal.aborted) {
			details.push(detail);
			continue;
		}
		const outputPath = join(outDir, item.output);
		const posterPath = `${outputPath.replace(/\.mp4$/i, "")}.poster.png`;
		try {
			await fetchFile({ bucketId, fileId }, outputPath);
			if (typeof posterFileId === "string") await fetchFile({ bucketId, fileId: posterFileId }, posterPath);
			details.push({ ...detail, result: { ...detail.result, outputPath } });
		} catch (thrown) {
			const reason = permanentReason(thrown) ?? toChatreelError(thrown).message;
			failures.push(`${item.name} was made, but ${outputPath} could not be downloaded: ${reason}`);
			details.push(detail);
		}
	}
	return { summary: { ...summary, details }, failures };
}

/** From the storage of an Appwrite. Rejects where what came is not, by size and MD5, what the server has; nothing is left then. */
export function createFetch(client: Client): Fetch {
	const storage = new Storage(client);
	return async (file, path) => {
		const { signature, sizeOriginal } = await call(() => storage.getFile(file));
		const isWhole = (bytes: Uint8Array) =>
			bytes.length === sizeOriginal && createHash("md5").update(bytes).digest("hex") === signature;
		if (existsSync(path) && isWhole(await readFile(path))) return;
		const bytes = new Uint8Array(await call(() => storage.getFileDownload(file)));
		if (!isWhole(bytes)) {
			const received = `${bytes.length} bytes of ${sizeOriginal}`;
			throw new ChatreelError("DEPENDENCY_ERROR", `What came is not what the server has (${received}).`);
		}
		const unfinished = join(dirname(path), `.chatreel-${process.pid}-${crypto.randomUUID()}.part`);
		try {
			await writeFile(unfinished, bytes);
			await rename(unfinished, path);
		} finally {
			await rm(unfinished, { force: true });
		}
	};
}
