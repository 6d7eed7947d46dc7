import { dateText } from "../data/table.ts";
import { Fault } from "../http/fault.ts";
import { readUpload } from "../http/read-upload.ts";
import type { Call } from "../http/router.ts";
import { idOrNew } from "../identity/ids.ts";
import { permissionsToStore } from "../identity/permissions.ts";
import type { Parts } from "../parts.ts";
import type { Bucket, StoredFile } from "./files.ts";

/** Not new: it was there whole already. */
type Received = { readonly file: StoredFile; readonly isNew: boolean };

/**
 * Takes a file, or a chunk of one. A whole file under an id that is taken is refused; a chunk of a file that is there
 * already is accepted and changes nothing, and chunks of two uploads to one id are not told apart: so it is on the
 * real server.
 */
export async function receiveUpload({ files, now }: Parts, bucket: Bucket, call: Call): Promise<Received> {
	const upload = await readUpload(call, "file");
	const { form, name, bytes, start, size, chunksTotal, isChunk, continuedId } = upload;
	const id = continuedId ?? idOrNew(form.get("fileId"), "fileId");
	const before = files.find(bucket.id, id);
	requireAllowed(bucket, name, size);
	if (before !== null && !isChunk) {
		throw new Fault(
			409,
			"storage_file_already_exists",
			"A storage file with the requested ID already exists.",
		);
	}
	if (before !== null && before.signature !== "") return { file: before, isNew: false };
	const given = [...form]
		.filter(([name]) => /^permissions\[\d*\]$/.test(name))
		.map(([, value]) => String(value));
	const file = before ?? {
		id,
		bucketId: bucket.id,
		name,
		mimeType: "",
		createdAt: dateText(now()),
		permissions: permissionsToStore(given.length === 0 ? undefined : given, call.caller),
		sizeOriginal: size,
		chunksTotal,
		chunkStarts: [],
		signature: "",
	};
	return { file: files.writeChunk(file, start, bytes), isNew: true };
}

function requireAllowed(
	{ maximumFileSize, allowedFileExtensions }: Bucket,
	name: string,
	size: number,
): void {
	const extension = name.split(".").at(-1)?.toLowerCase() ?? "";
	if (allowedFileExtensions.length > 0 && !allowedFileExtensions.includes(extension)) {
		throw new Fault(400, "storage_file_type_unsupported", "The given file extension is not supported.");
	}
	if (size > maximumFileSize) {
		throw new Fault(
			400,
			"storage_invalid_file_size",
			"The file size is either not valid or exceeds the maximum allowed size.",
		);
	}
}
