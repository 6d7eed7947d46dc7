import { createHash } from "node:crypto";
import { type Client, Query, Storage, Teams } from "node-appwrite";
import type { BucketFiles, FilePlace } from "../../service/pictures/bucket-files.ts";
import { callOrNull } from "./call.ts";
import { INPUT_BUCKET_ID } from "./input-files.ts";

/** Reads files of all buckets, for pictures. The key needs the scopes buckets.read, files.read and teams.read. */
export function createBucketFiles(client: Client): BucketFiles {
	const storage = new Storage(client);
	const teams = new Teams(client);
	const getWhole = async ({ bucketId, fileId }: FilePlace) => {
		const file = await callOrNull(() => storage.getFile({ bucketId, fileId }));
		return file === null || file.chunksUploaded < file.chunksTotal ? null : file;
	};
	return {
		findBucket: async (bucketId) => {
			// Nobody may name what others have sent.
			if (bucketId === INPUT_BUCKET_ID) return null;
			const bucket = await callOrNull(() => storage.getBucket({ bucketId }));
			if (bucket === null) return null;
			const { $permissions: permissions, fileSecurity: hasFileSecurity, enabled: isEnabled } = bucket;
			return { permissions, hasFileSecurity, isEnabled };
		},
		findFile: async (place) => {
			const file = await getWhole(place);
			if (file === null) return null;
			const { $permissions: permissions, signature, sizeOriginal: bytes } = file;
			return { permissions, signature, bytes };
		},
		readPinned: async ({ bucketId, fileId, signature }) => {
			const file = await getWhole({ bucketId, fileId });
			if (file === null || file.signature !== signature) return null;
			// The SDK parses JSON instead of giving its bytes. It is no picture, whatever it holds.
			if (file.mimeType === "application/json") return new TextEncoder().encode("{}");
			const content = await callOrNull(() => storage.getFileDownload({ bucketId, fileId }));
			if (content === null) return null;
			const bytes = new Uint8Array(content);
			// Between the two calls it may have been replaced.
			return createHash("md5").update(bytes).digest("hex") === signature ? bytes : null;
		},
		findTeamRoles: async (teamId, userId) => {
			const queries = [Query.equal("userId", [userId])];
			const found = await callOrNull(() => teams.listMemberships({ teamId, queries }));
			// An invitation counts once it is accepted.
			const membership = found?.memberships.find((each) => each.userId === userId && each.confirm);
			return membership?.roles ?? null;
		},
	};
}
