import { allows, permissionsToStore, unauthorized } from "../auth/permissions.ts";
import type { Events } from "../events.ts";
import { ApiError } from "../http/api-error.ts";
import { idOrNew } from "../http/ids.ts";
import { created, ok, route } from "../http/route.ts";
import { readUpload } from "../http/upload.ts";
import { nowText, type Store } from "../store.ts";
import { type Bucket, requireBucket } from "./buckets.ts";
import { emitFileEvent } from "./file-access.ts";
import { findFile, presentFile, writeChunk } from "./files.ts";

type Needs = { readonly store: Store; readonly events: Pick<Events, "emit"> };

/**
 * Takes a file, or a chunk of one. A whole file under an id that is taken is refused; a chunk of a file that is complete
 * is accepted and changes nothing, and chunks of two uploads to one id are not told apart, as on the real server.
 */
export const createFile = ({ store, events }: Needs) =>
	route("POST", "/storage/buckets/:bucketId/files", "files.write", async (call) => {
		const { caller } = call;
		const bucket = requireBucket(store, call.params.bucketId, caller);
		if (!allows(bucket.permissions, "create", caller)) throw unauthorized();
		const { form, name, bytes, start, size, chunksTotal, isChunk, continuedId } = await readUpload(
			call,
			"file",
		);
		const id = continuedId ?? idOrNew(form.get("fileId"), "fileId");
		const before = findFile(store, bucket.id, id);
		requireAllowed(bucket, name, size);
		if (before !== null && !isChunk) {
			throw new ApiError(
				409,
				"storage_file_already_exists",
				"A storage file with the requested ID already exists.",
			);
		}
		if (before !== null && before.signature !== "") return ok(presentFile(before));
		const begun = before ?? {
			id,
			bucketId: bucket.id,
			name,
			mimeType: "",
			createdAt: nowText(store),
			permissions: permissionsToStore(readPermissionFields(form), caller),
			sizeOriginal: size,
			chunksTotal,
			chunkStarts: [],
			signature: "",
		};
		const file = writeChunk(store, begun, start, bytes);
		if (file.signature !== "") emitFileEvent(events, "create", { bucket, file }, caller);
		return created(presentFile(file));
	});

/** Undefined without any. */
function readPermissionFields(form: FormData): readonly string[] | undefined {
	const fields = [...form].filter(([name]) => /^permissions\[\d*\]$/.test(name));
	return fields.length === 0 ? undefined : fields.map(([, value]) => String(value));
}

function requireAllowed(
	{ maximumFileSize, allowedFileExtensions }: Bucket,
	name: string,
	size: number,
): void {
	const extension = name.split(".").at(-1)?.toLowerCase() ?? "";
	if (allowedFileExtensions.length > 0 && !allowedFileExtensions.includes(extension)) {
		throw new ApiError(400, "storage_file_type_unsupported", "The given file extension is not supported.");
	}
	if (size > maximumFileSize) {
		throw new ApiError(
			400,
			"storage_invalid_file_size",
			"The file size is either not valid or exceeds the maximum allowed size.",
		);
	}
}
