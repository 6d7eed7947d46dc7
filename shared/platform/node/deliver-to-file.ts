import { copyFile, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { ChatreelError, toChatreelError } from "../../core/errors.ts";
import { systemReason } from "../../core/system-reason.ts";
import type { JobPorts } from "../../service/job-ports.ts";
import type { AppwriteClient } from "../appwrite/client.ts";
import { deliverToBucket } from "../appwrite/deliver-to-bucket.ts";

export type FilePlace = Pick<JobPorts, "deliverAs" | "discard"> & {
	readonly posterPath: string;
	/** Why the upload failed; null where it did not, or none was asked for. */
	readonly uploadError: () => string | null;
};

const NOWHERE = { bucketId: null, fileId: null, posterFileId: null };

/** Puts a video and its poster on this machine, and with a client into the bucket too. */
export function deliverToFile(outputPath: string, client: AppwriteClient | null): FilePlace {
	const posterPath = `${outputPath.replace(/\.mp4$/i, "")}.poster.png`;
	const bucket = client === null ? null : deliverToBucket(client);
	let uploadError: string | null = null;
	return {
		posterPath,
		uploadError: () => uploadError,
		deliverAs: (job) => async (made) => {
			try {
				await placeWhole(outputPath, (to) => copyFile(made.videoFile, to));
			} catch (cause) {
				throw await keep(made.videoFile, outputPath, cause);
			}
			await placeWhole(posterPath, (to) => writeFile(to, made.posterPng)).catch((cause: unknown) => {
				throw unwritten(`The video is in ${outputPath}, but its poster ${posterPath}`, cause);
			});
			if (bucket === null) return NOWHERE;
			try {
				return await bucket.deliverAs(job)(made);
			} catch (thrown) {
				uploadError = toChatreelError(thrown).message;
				return NOWHERE;
			}
		},
		discard: async (delivered) => bucket?.discard(delivered),
	};
}

/** Writes beside the goal and renames, so that nobody ever sees, or is left with, half a file. */
async function placeWhole(path: string, write: (to: string) => Promise<unknown>): Promise<void> {
	const unfinished = join(dirname(path), `.chatreel-${process.pid}-${crypto.randomUUID()}.part`);
	try {
		await write(unfinished);
		await rename(unfinished, path);
	} finally {
		await rm(unfinished, { force: true });
	}
}

/**
 * Takes a finished video that could not be put in its place (a full disk, mostly) out of the folder that is about to be removed,
 * beside it: minutes of work are not to be lost. It is renamed, so it needs no more room. Gives the error that says where it is.
 */
async function keep(videoFile: string, outputPath: string, cause: unknown): Promise<ChatreelError> {
	try {
		const kept = join(await mkdtemp(join(tmpdir(), "chatreel-kept-")), basename(outputPath));
		await rename(videoFile, kept);
		return unwritten(`The video was made and is kept as ${kept}, but ${outputPath}`, cause);
	} catch {
		return unwritten(`The video was made, but ${outputPath}`, cause);
	}
}

function unwritten(start: string, cause: unknown): ChatreelError {
	return new ChatreelError("RENDER_FAILED", `${start} could not be written: ${systemReason(cause)}.`, {
		cause,
	});
}
