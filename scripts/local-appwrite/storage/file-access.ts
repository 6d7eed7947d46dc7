import { type Caller, getUserId } from "../auth/caller.ts";
import { type Action, allows, unauthorized } from "../auth/permissions.ts";
import type { Events } from "../events.ts";
import { ApiError } from "../http/api-error.ts";
import type { Call } from "../http/route.ts";
import type { Store } from "../store.ts";
import { type Bucket, requireBucket } from "./buckets.ts";
import { findFile, presentFile, type StoredFile } from "./files.ts";

/** Whether the permissions of the file or its bucket allow it. */
export const mayTouch = (action: Action, bucket: Bucket, file: StoredFile, caller: Caller) =>
	allows(bucket.permissions, action, caller) ||
	(bucket.fileSecurity && allows(file.permissions, action, caller));

/** Throws 401 when files have no permissions of their own and the bucket's do not allow it. */
export function requireMayInBucket(action: Action, bucket: Bucket, caller: Caller): void {
	if (!bucket.fileSecurity && !allows(bucket.permissions, action, caller)) throw unauthorized();
}

type FileCall = Pick<Call<{ readonly bucketId: string; readonly fileId: string }>, "params" | "caller">;

/** A file that the caller may not read does not exist for them; a change that is not allowed is refused as one. */
export function requireFile(
	store: Store,
	{ params, caller }: FileCall,
	action: Action,
): { readonly bucket: Bucket; readonly file: StoredFile } {
	const bucket = requireBucket(store, params.bucketId, caller);
	const file = findFile(store, bucket.id, params.fileId);
	requireMayInBucket(action, bucket, caller);
	if (file === null) throw fileNotFound();
	if (mayTouch(action, bucket, file, caller)) return { bucket, file };
	throw action === "read" ? fileNotFound() : unauthorized();
}

export const fileNotFound = () =>
	new ApiError(404, "storage_file_not_found", "The requested file could not be found.");

export function emitFileEvent(
	events: Pick<Events, "emit">,
	action: "create" | "delete",
	{ bucket, file }: { readonly bucket: Bucket; readonly file: StoredFile },
	caller: Caller,
): void {
	const path = ["buckets", bucket.id, "files", file.id, action];
	const permissions = [...bucket.permissions, ...(bucket.fileSecurity ? file.permissions : [])];
	events.emit({
		name: path.join("."),
		path,
		isTablesDb: false,
		payload: presentFile(file),
		readers: permissions.filter((permission) => permission.startsWith("read(")),
		userId: getUserId(caller),
	});
}
