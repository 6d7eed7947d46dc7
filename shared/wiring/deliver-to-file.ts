import { copyFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ChatreelError, toChatreelError } from "../core/errors.ts";
import type { AppwriteClient } from "../platform/appwrite/client.ts";
import type { JobPorts } from "../render/ports.ts";
import { deliverToBucket } from "./deliver-to-bucket.ts";

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
			await placeWhole(outputPath, (to) => copyFile(made.videoFile, to)).catch(refuse(outputPath));
			await placeWhole(posterPath, (to) => writeFile(to, made.posterPng)).catch(refuse(posterPath));
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

function refuse(path: string): (cause: unknown) => never {
	return (cause) => {
		throw new ChatreelError("RENDER_FAILED", `The video was made, but ${path} could not be written.`, {
			cause,
		});
	};
}
