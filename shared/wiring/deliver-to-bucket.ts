import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileIdOf } from "../jobs/job-id.ts";
import type { AppwriteClient } from "../platform/appwrite/client.ts";
import { BUCKET_ID, removeFile, uploadVideo } from "../platform/appwrite/videos.ts";
import type { JobPorts } from "../render/ports.ts";

/** Takes an attempt's video and poster to the bucket: both, or none. */
export function deliverToBucket(client: AppwriteClient): Pick<JobPorts, "deliverAs" | "discard"> {
	return {
		deliverAs:
			({ jobId, attempt, userId }) =>
			async ({ videoFile, posterPng, signal }) => {
				const posterFile = join(dirname(videoFile), "poster.png");
				await writeFile(posterFile, posterPng);
				const fileId = await fileIdOf(jobId, attempt, "video");
				const posterFileId = await fileIdOf(jobId, attempt, "poster");
				const readable = { userId, signal };
				await uploadVideo(client, { fileId, path: videoFile, name: `${jobId}.mp4`, ...readable });
				try {
					const name = `${jobId}.poster.png`;
					await uploadVideo(client, { fileId: posterFileId, path: posterFile, name, ...readable });
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
