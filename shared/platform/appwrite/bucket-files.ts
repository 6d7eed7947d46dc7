import { createHash } from "node:crypto";
import { type Client, Query, Storage, Teams } from "node-appwrite";
import { isKind } from "../../core/errors.ts";
import type { BucketFiles } from "../../service/pictures/bucket-files.ts";
import { call } from "./call.ts";

/** Reads files of all buckets, for pictures. The key needs the scopes buckets.read, files.read and teams.read. */
export function createBucketFiles(client: Client): BucketFiles {
	const storage = new Storage(client);
	const teams = new Teams(client);
	const findFile: BucketFiles["findFile"] = async ({ bucketId, fileId }) => {
		const file = await orNull(call(() => storage.getFile({ bucketId, fileId })));
		if (file === null || file.chunksUploaded < file.chunksTotal) return null;
		const { $permissions: permissions, signature, sizeOriginal: bytes } = file;
		return { permissions, signature, bytes };
	};
	return {
		findBucket: async (bucketId) => {
			const bucket = await orNull(call(() => storage.getBucket({ bucketId })));
			if (bucket === null) return null;
			const { $permissions: permissions, fileSecurity: hasFileSecurity, enabled: isEnabled } = bucket;
			return { permissions, hasFileSecurity, isEnabled };
		},
		findFile,
		readPinned: async ({ bucketId, fileId, signature }) => {
			const present = await findFile({ bucketId, fileId });

			if (present?.signature !== signature) return null;
			const content = await orNull(call(() => storage.getFileDownload({ bucketId, fileId })));
			if (content === null) return null;
			const bytes = new Uint8Array(content);
			// Between the two calls it may have been replaced.
			return createHash("md5").update(bytes).digest("hex") === signature ? bytes : null;
		},
		findTeamRoles: async (teamId, userId) => {
			const queries = [Query.equal("userId", [userId])];
			const found = await orNull(call(() => teams.listMemberships({ teamId, queries })));
			// An invitation counts once it is accepted.
			const membership = found?.memberships.find((each) => each.userId === userId && each.confirm);
			return membership?.roles ?? null;
		},
	};
}

async function orNull<Result>(work: Promise<Result>): Promise<Result | null> {
	try {
		return await work;
	} catch (thrown) {
		if (isKind(thrown, "NOT_FOUND")) return null;
		throw thrown;
	}
}
