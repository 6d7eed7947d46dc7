import type { Caller } from "../auth/caller.ts";
import { ApiError } from "../http/api-error.ts";
import { findJson, saveJson } from "../json-rows.ts";
import type { Store } from "../store.ts";

export type Bucket = {
	readonly id: string;
	readonly name: string;
	readonly createdAt: string;
	readonly permissions: readonly string[];
	readonly fileSecurity: boolean;
	readonly maximumFileSize: number;
	/** Empty: any. */
	readonly allowedFileExtensions: readonly string[];
	/** Whether it exists for others than servers. */
	readonly enabled: boolean;
	/** These are only kept and shown: files are stored as they came. */
	readonly compression: string;
	readonly encryption: boolean;
	readonly antivirus: boolean;
	readonly transformations: boolean;
};

/** `_APP_STORAGE_LIMIT` of a server that nobody has changed. */
export const MAX_FILE_BYTES = 30_000_000;

/** The settings of a bucket that leaves them out, on a server that nobody has changed. */
export const BUCKET_DEFAULTS = {
	permissions: [],
	fileSecurity: false,
	maximumFileSize: MAX_FILE_BYTES,
	allowedFileExtensions: [],
	enabled: true,
	compression: "none",
	encryption: true,
	antivirus: true,
	transformations: true,
};

/** One that an older server kept has fewer settings. */
export function findBucket(store: Store, id: string): Bucket | null {
	const bucket = findJson<Bucket>(store, "buckets", "id = ?", id);
	return bucket === null ? null : { ...BUCKET_DEFAULTS, ...bucket };
}

/** A bucket that is not enabled exists for servers alone. */
export function requireBucket(store: Store, id: string, caller: Caller): Bucket {
	const bucket = findBucket(store, id);
	if (bucket !== null && (bucket.enabled || caller.kind === "key")) return bucket;
	throw new ApiError(
		404,
		"storage_bucket_not_found",
		"Storage bucket with the requested ID could not be found.",
	);
}

export const saveBucket = (store: Store, bucket: Bucket): Bucket =>
	saveJson(store, "buckets", { id: bucket.id }, bucket);

export function presentBucket(store: Store, { id, createdAt, permissions, ...settings }: Bucket) {
	const sql = "SELECT SUM(json_extract(json, '$.sizeOriginal')) AS bytes FROM files WHERE bucket_id = ?";
	const totalSize = Number(store.one(sql, id)?.["bytes"] ?? 0);
	const at = { $id: id, $createdAt: createdAt, $updatedAt: createdAt, $permissions: permissions };
	return { ...at, ...settings, totalSize };
}
