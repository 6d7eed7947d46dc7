import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Client, Storage } from "node-appwrite";
import { ChatreelError, describePermanentError, toChatreelError } from "../../shared/core/errors.ts";
import { call } from "../../shared/platform/appwrite/call.ts";
import type { BatchSummary, ItemDetail } from "../../shared/service/batch/batch-summary.ts";
import type { BatchItem } from "./read-items.ts";

/** Downloads one file of a bucket to a path. */
type Fetch = (file: { readonly bucketId: string; readonly fileId: string }, path: string) => Promise<void>;

/** `failures` are sentences, one for each video that was made and could not be downloaded. */
export type Downloaded = { readonly summary: BatchSummary; readonly failures: readonly string[] };

/**
 * Downloads the videos and posters that the server made into `outDir`, and adds `outputPath` to each result. Skips files that are
 * there already, byte for byte. Never rejects; aborting leaves the rest on the server.
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
			const reason = describePermanentError(thrown) ?? toChatreelError(thrown).message;
			failures.push(`${item.name} was made, but ${outputPath} could not be downloaded: ${reason}`);
			details.push(detail);
		}
	}
	return { summary: { ...summary, details }, failures };
}

/** Downloads from a bucket. Rejects, and leaves no file, when size or MD5 differ from what the server has. */
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
			throw new ChatreelError(
				"DEPENDENCY_ERROR",
				`The download differs from the file on the server (${received}).`,
			);
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
