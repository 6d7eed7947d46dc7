import { open } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { createClient } from "../../../../shared/platform/appwrite/client.ts";
import {
	BUCKET_FILE_BYTES,
	deliverToBucket,
} from "../../../../shared/platform/appwrite/deliver-to-bucket.ts";
import { withTempDir } from "../../../../shared/video/node/temp-dir.ts";

test("a file that is larger than the storage takes is not sent, and says by how much", async () => {
	const client = createClient({ endpoint: "http://127.0.0.1:9/v1", projectId: "chatreel", apiKey: "none" });
	const call = vi.spyOn(client, "call");
	const { deliverAs } = deliverToBucket(client);
	await withTempDir(async (dir) => {
		const video = join(dir, "video.mp4");
		const file = await open(video, "w");
		await file.truncate(BUCKET_FILE_BYTES + 1);
		await file.close();
		const made = { video, poster: join(dir, "poster.png") };
		const deliver = deliverAs({ jobId: "large", userId: null, fileId: "video", posterFileId: "poster" });
		const refused = deliver(made, new AbortController().signal);
		await expect(refused).rejects.toMatchObject({
			...{ kind: "INVALID_INPUT", status: 400, retryable: false },
			message: expect.stringContaining("has 30000001 bytes, more than the 30000000"),
			details: { bytes: BUCKET_FILE_BYTES + 1, limitBytes: BUCKET_FILE_BYTES },
		});
	});
	expect(call).not.toHaveBeenCalled();
});
