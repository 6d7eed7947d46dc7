import { createHash } from "node:crypto";
import type { BucketFacts, BucketFiles, FilePlace } from "../../shared/service/pictures/bucket-files.ts";

type Stored = { readonly bytes: Uint8Array; readonly permissions: readonly string[] };

export type MemoryBuckets = ReturnType<typeof createMemoryBuckets>;

/** Buckets and teams in this process: what the contract of bucket files says, and nothing of a network. */
export function createMemoryBuckets() {
	const buckets = new Map<string, BucketFacts>();
	const stored = new Map<string, Stored>();
	const members = new Map<string, readonly string[]>();
	const calls: string[] = [];
	const keyOf = ({ bucketId, fileId }: FilePlace) => `${bucketId}/${fileId}`;
	const factsOf = ({ bytes, permissions }: Stored) => {
		const signature = createHash("md5").update(bytes).digest("hex");
		return { permissions, signature, bytes: bytes.length };
	};
	const files: BucketFiles = {
		findBucket: async (bucketId) => {
			calls.push(`bucket ${bucketId}`);
			return buckets.get(bucketId) ?? null;
		},
		findFile: async (place) => {
			calls.push(`file ${keyOf(place)}`);
			const file = stored.get(keyOf(place));
			return file === undefined ? null : factsOf(file);
		},
		readPinned: async (pinned) => {
			calls.push(`read ${keyOf(pinned)}`);
			const file = stored.get(keyOf(pinned));
			return file !== undefined && factsOf(file).signature === pinned.signature ? file.bytes : null;
		},
		findTeamRoles: async (teamId, userId) => {
			calls.push(`team ${teamId}`);
			return members.get(`${teamId}/${userId}`) ?? null;
		},
	};
	return {
		files,
		/** What was asked, in order. */
		calls,
		addBucket: (id: string, facts: Partial<BucketFacts> = {}) =>
			buckets.set(id, { permissions: [], hasFileSecurity: true, isEnabled: true, ...facts }),
		addFile: (place: FilePlace, bytes: Uint8Array, permissions: readonly string[] = []) =>
			stored.set(keyOf(place), { bytes, permissions }),
		removeFile: (place: FilePlace) => stored.delete(keyOf(place)),
		addMember: (teamId: string, userId: string, roles: readonly string[] = []) =>
			members.set(`${teamId}/${userId}`, roles),
	};
}
