import { Fault } from "../http/fault.ts";
import { listReply } from "../http/list-page.ts";
import type { Call, Reply, Route } from "../http/router.ts";
import { type Action, allows, permissionsToStore, unauthorized } from "../identity/permissions.ts";
import type { Parts } from "../parts.ts";
import { type Bucket, bucketNotFound, type StoredFile } from "./files.ts";
import { receiveUpload } from "./upload.ts";

/** A range of more than this (`APP_STORAGE_READ_BUFFER`), or without an end, is cut. */
const MAX_RANGE_BYTES = 20_000_000;

/** How the two ways to a file's bytes differ: to how much a range is cut, and what a page is told. */
type Way = { readonly disposition: "attachment" | "inline"; readonly cutBytes: number };
const DOWNLOAD: Way = { disposition: "attachment", cutBytes: 10 * 1024 * 1024 };
const VIEW: Way = { disposition: "inline", cutBytes: MAX_RANGE_BYTES };

export function fileRoutes(parts: Parts): readonly Route[] {
	const { files, events } = parts;
	const list = "/storage/buckets/:bucketId/files";
	const one = `${list}/:fileId`;

	/** One that is not enabled is there for servers alone. */
	const bucketOf = ({ params, caller }: Call): Bucket => {
		const bucket = files.bucket(params["bucketId"] ?? "");
		if (bucket.enabled || caller.kind === "key") return bucket;
		throw bucketNotFound();
	};
	const may = (action: Action, bucket: Bucket, file: StoredFile, { caller }: Call) =>
		allows(bucket.permissions, action, caller) ||
		(bucket.fileSecurity && allows(file.permissions, action, caller));
	const fileOf = (call: Call, action: Action): { bucket: Bucket; file: StoredFile } => {
		const bucket = bucketOf(call);
		const file = files.find(bucket.id, call.params["fileId"] ?? "");
		if (!bucket.fileSecurity && !allows(bucket.permissions, action, call.caller)) throw unauthorized();
		if (file === null) throw notFound();
		if (may(action, bucket, file, call)) return { bucket, file };
		// What may not be read is not there; a change that is not allowed is told as one.
		throw action === "read" ? notFound() : unauthorized();
	};
	const announce = (event: string, bucket: Bucket, file: StoredFile, { caller }: Call) => {
		const path = ["buckets", bucket.id, "files", file.id, event];
		events.emit({
			name: path.join("."),
			path,
			isTablesDb: false,
			payload: presentFile(file),
			readers: [...bucket.permissions, ...(bucket.fileSecurity ? file.permissions : [])].filter((each) =>
				each.startsWith("read("),
			),
			userId: caller.kind === "user" ? caller.userId : "",
		});
	};
	const content =
		(way: Way) =>
		(call: Call): Reply => {
			const { file } = fileOf(call, "read");
			// What has not come whole cannot be had, though it is listed.
			if (file.signature === "") throw notFound();
			return contentReply(file, call.headers["range"], way, (from, length) => files.read(file, from, length));
		};

	return [
		{
			method: "GET",
			path: list,
			scope: "files.read",
			handle: (call) => {
				const bucket = bucketOf(call);
				if (!bucket.fileSecurity && !allows(bucket.permissions, "read", call.caller)) throw unauthorized();
				const all = files.list(bucket.id).filter((file) => may("read", bucket, file, call));
				return listReply("files", all.map(presentFile), call);
			},
		},
		{
			method: "POST",
			path: list,
			scope: "files.write",
			handle: async (call) => {
				const bucket = bucketOf(call);
				if (!allows(bucket.permissions, "create", call.caller)) throw unauthorized();
				const { file, isNew } = await receiveUpload(parts, bucket, call);
				if (isNew && file.signature !== "") announce("create", bucket, file, call);
				return { status: isNew ? 201 : 200, body: presentFile(file) };
			},
		},
		{
			method: "GET",
			path: one,
			scope: "files.read",
			handle: (call) => ({ status: 200, body: presentFile(fileOf(call, "read").file) }),
		},
		{
			method: "PUT",
			path: one,
			scope: "files.write",
			handle: (call) => {
				const { file } = fileOf(call, "update");
				const { name, permissions } = call.body;
				const kept =
					permissions === undefined ? file.permissions : permissionsToStore(permissions, call.caller);
				return {
					status: 200,
					body: presentFile(files.setPermissions(file, String(name ?? file.name), kept)),
				};
			},
		},
		{
			method: "DELETE",
			path: one,
			scope: "files.write",
			handle: (call) => {
				const { bucket, file } = fileOf(call, "delete");
				files.remove(file);
				announce("delete", bucket, file, call);
				return { status: 204 };
			},
		},
		{ method: "GET", path: `${one}/download`, scope: "files.read", handle: content(DOWNLOAD) },
		{ method: "GET", path: `${one}/view`, scope: "files.read", handle: content(VIEW) },
	];
}

function contentReply(
	{ name, mimeType, sizeOriginal: size }: StoredFile,
	rangeHeader: string | undefined,
	way: Way,
	read: (from: number, length: number) => Buffer,
): Reply {
	const isShown = way === VIEW;
	const headers = {
		"content-type": isShown && !SHOWN_TYPES.has(mimeType) ? "text/plain" : mimeType,
		// Headers are bytes to the real server, which writes the name's UTF-8 as it is.
		"content-disposition": `${way.disposition}; filename="${inHeader(name)}"`,
		"cache-control": "private, max-age=3888000",
		...(isShown ? { "content-security-policy": "script-src none;" } : {}),
	};
	if (rangeHeader === undefined) return { status: 200, headers, body: read(0, size) };
	const range = rangeIn(rangeHeader, size, way.cutBytes);
	if (range === null) {
		const words = "The requested range is not satisfiable. Please check the value of the Range header.";
		throw new Fault(416, "storage_invalid_range", words);
	}
	const { from, to } = range;
	const partial = { "accept-ranges": "bytes", "content-range": `bytes ${from}-${to}/${size}` };
	return { status: 206, headers: { ...headers, ...partial }, body: read(from, to - from + 1) };
}

/** A name without what would end it or its line. */
const inHeader = (name: string) =>
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
	Buffer.from(name.replaceAll(/[\x00-\x1f\x7f"\\]/g, "_")).toString("latin1");

/** Null for all that the real server refuses: an end beyond the file's, a single byte, several ranges, one from the end. */
function rangeIn(header: string, size: number, cutBytes: number) {
	const [, first, last = ""] = /^bytes=(\d+)-(\d*)$/.exec(header) ?? [];
	if (first === undefined) return null;
	const from = Number(first);
	const isCut = last === "" || Number(last) - from > MAX_RANGE_BYTES;
	const to = isCut ? Math.min(from + cutBytes - 1, size - 1) : Number(last);
	return from < to && to < size ? { from, to } : null;
}

/** What a page is shown as it is (app/config/storage/mimes.php), of the types that are told apart here; anything else is text to it. */
const SHOWN_TYPES = new Set([
	...["image/jpeg", "image/gif", "image/png", "image/webp", "image/heic", "image/avif"],
	...["video/mp4", "video/quicktime", "audio/x-wav", "application/pdf"],
]);

const notFound = () => new Fault(404, "storage_file_not_found", "The requested file could not be found.");

function presentFile(file: StoredFile) {
	const {
		id,
		bucketId,
		createdAt,
		permissions,
		name,
		signature,
		mimeType,
		sizeOriginal,
		chunksTotal,
		chunkStarts,
	} = file;
	const at = { $id: id, bucketId, $createdAt: createdAt, $updatedAt: createdAt, $permissions: permissions };
	const sizes = { sizeOriginal, sizeActual: signature === "" ? 0 : sizeOriginal };
	const chunks = { chunksTotal, chunksUploaded: chunkStarts.length };
	return { ...at, name, signature, mimeType, ...sizes, ...chunks, encryption: false, compression: "none" };
}
