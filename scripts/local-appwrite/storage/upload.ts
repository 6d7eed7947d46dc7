import { dateText } from "../data/table.ts";
import { badArgument, Fault } from "../http/fault.ts";
import type { Call } from "../http/router.ts";
import { permissionsToStore } from "../identity/permissions.ts";
import { newId } from "../identity/users.ts";
import type { Parts } from "../parts.ts";
import type { Bucket, StoredFile } from "./files.ts";

/** The SDKs cut larger files into chunks of 5 MiB. */
const CHUNK_BYTES = 5 * 1024 * 1024;

/** Not new: it was there whole already. */
type Received = { readonly file: StoredFile; readonly isNew: boolean };
type Piece = { readonly start: number; readonly total: number };

/**
 * Takes a file, or a chunk of one. A whole file under an id that is taken is refused; a chunk of a file that is there
 * already is accepted and changes nothing, and chunks of two uploads to one id are not told apart: so it is on the
 * real server.
 */
export async function receiveUpload({ files, now }: Parts, bucket: Bucket, call: Call): Promise<Received> {
	const form = await new Response(new Uint8Array(call.bytes), {
		headers: { "content-type": call.headers["content-type"] ?? "" },
	})
		.formData()
		.catch(() => {
			throw badArgument("Invalid request body: expected multipart/form-data.");
		});
	const content = form.get("file");
	if (!(content instanceof File))
		throw new Fault(400, "storage_file_empty", "Empty file passed to the endpoint.");
	const bytes = new Uint8Array(await content.arrayBuffer());
	const piece = pieceOf(call.headers["content-range"], bytes.length);
	const isChunked = call.headers["content-range"] !== undefined;
	const named = call.headers["x-appwrite-id"] ?? String(form.get("fileId") ?? "unique()");
	const id = named === "unique()" ? newId() : named;
	const before = files.find(bucket.id, id);
	requireAllowed(bucket, content.name, piece.total);
	if (before !== null && !isChunked) {
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
		name: content.name,
		mimeType: "",
		createdAt: dateText(now()),
		permissions: permissionsToStore(given.length === 0 ? undefined : given, call.caller),
		sizeOriginal: piece.total,
		chunksTotal: isChunked ? Math.ceil(piece.total / CHUNK_BYTES) : 1,
		chunkStarts: [],
		signature: "",
	};
	return { file: files.writeChunk(file, piece.start, bytes), isNew: true };
}

function pieceOf(range: string | undefined, length: number): Piece {
	if (range === undefined) return { start: 0, total: length };
	const [, start, end, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(range) ?? [];
	if (Number(end) - Number(start) + 1 !== length) {
		throw new Fault(
			400,
			"storage_invalid_content_range",
			"The content range is invalid. Please check the value of the Content-Range header.",
		);
	}
	return { start: Number(start), total: Number(total) };
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
