import { stat } from "node:fs/promises";
import { ChatreelError } from "../../core/errors.ts";
import type { FileStorage } from "../../service/context.ts";
import type { AppwriteClient } from "./client.ts";
import { BUCKET_ID, removeFile, uploadVideo } from "./videos.ts";

/** `maximumFileSize` of the bucket in appwrite.json (a test compares them). */
export const BUCKET_FILE_BYTES = 30_000_000;

/** Uploads an attempt's video and poster to the bucket: both, or none. */
export function deliverToBucket(client: AppwriteClient): FileStorage {
	return {
		deliverAs:
			({ jobId, userId, fileId, posterFileId }) =>
			async ({ video, poster }, signal) => {
				await requireSize(video);
				const readable = { userId, signal };
				await uploadVideo(client, { fileId, path: video, name: `${jobId}.mp4`, ...readable });
				try {
					const name = `${jobId}.poster.png`;
					await uploadVideo(client, { fileId: posterFileId, path: poster, name, ...readable });
				} catch (error) {
					await removeFile(client, fileId);
					throw error;
				}
				return { bucketId: BUCKET_ID, fileId, posterFileId };
			},
		discard: async ({ fileId, posterFileId }) => {
			for (const id of [fileId, posterFileId]) if (id !== null) await removeFile(client, id);
		},
	};
}

/** The storage would refuse the file too, chunk by chunk, and with no advice. */
async function requireSize(videoFile: string): Promise<void> {
	const { size: bytes } = await stat(videoFile);
	if (bytes <= BUCKET_FILE_BYTES) return;
	const message = `The video was made, but its file has ${bytes} bytes, more than the ${BUCKET_FILE_BYTES} that the storage takes. Split it, lower video.width and video.height, or raise video.crf.`;
	throw new ChatreelError("INVALID_INPUT", message, { details: { bytes, limitBytes: BUCKET_FILE_BYTES } });
}
