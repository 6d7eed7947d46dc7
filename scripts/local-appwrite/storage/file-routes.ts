import { Fault } from "../http/fault.ts";
import { listReply } from "../http/list-page.ts";
import type { Call, Reply, Route } from "../http/router.ts";
import { type Action, allows, permissionsToStore, unauthorized } from "../identity/permissions.ts";
import type { Parts } from "../parts.ts";
import type { Bucket, StoredFile } from "./files.ts";
import { receiveUpload } from "./upload.ts";

/** No answer holds more of a file. */
const MAX_ANSWER_BYTES = 20_000_000;

export function fileRoutes(parts: Parts): readonly Route[] {
	const { files, events } = parts;
	const list = "/storage/buckets/:bucketId/files";
	const one = `${list}/:fileId`;

	const may = (action: Action, bucket: Bucket, file: StoredFile, { caller }: Call) =>
		allows(bucket.permissions, action, caller) ||
		(bucket.fileSecurity && allows(file.permissions, action, caller));
	const fileOf = (call: Call, action: Action): { bucket: Bucket; file: StoredFile } => {
		const bucket = files.bucket(call.params["bucketId"] ?? "");
		const file = files.find(bucket.id, call.params["fileId"] ?? "");
		if (file === null || !may("read", bucket, file, call)) throw notFound();
		if (!may(action, bucket, file, call)) throw unauthorized();
		return { bucket, file };
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
		(disposition: "attachment" | "inline") =>
		(call: Call): Reply => {
			const { file } = fileOf(call, "read");
			// What has not come whole cannot be had, though it is listed.
			if (file.signature === "") throw notFound();
			return contentReply(file, call.headers["range"], disposition, (from, length) =>
				files.read(file, from, length),
			);
		};

	return [
		{
			method: "GET",
			path: list,
			scope: "files.read",
			handle: (call) => {
				const bucket = files.bucket(call.params["bucketId"] ?? "");
				const all = files.list(bucket.id).filter((file) => may("read", bucket, file, call));
				return listReply("files", all.map(presentFile), call);
			},
		},
		{
			method: "POST",
			path: list,
			scope: "files.write",
			handle: async (call) => {
				const bucket = files.bucket(call.params["bucketId"] ?? "");
				if (!allows(bucket.permissions, "create", call.caller)) throw unauthorized();
				const file = await receiveUpload(parts, bucket, call);
				if (file.signature !== "") announce("create", bucket, file, call);
				return { status: 201, body: presentFile(file) };
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
		{ method: "GET", path: `${one}/download`, scope: "files.read", handle: content("attachment") },
		{ method: "GET", path: `${one}/view`, scope: "files.read", handle: content("inline") },
	];
}

function contentReply(
	{ name, mimeType, sizeOriginal: size }: StoredFile,
	range: string | undefined,
	disposition: string,
	read: (from: number, length: number) => Buffer,
): Reply {
	const headers = {
		"content-type": mimeType,
		"content-disposition": `${disposition}; filename="${encodeURIComponent(name)}"`,
		"accept-ranges": "bytes",
	};
	const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? "") ?? [];
	if (first === undefined) return { status: 200, headers, body: read(0, size) };
	const from = Number(first);
	const to = Math.min(last === "" ? size - 1 : Number(last), size - 1, from + MAX_ANSWER_BYTES - 1);
	if (from >= size || to < from)
		throw new Fault(416, "storage_invalid_range", "The requested range is not satisfiable.");
	return {
		status: 206,
		headers: { ...headers, "content-range": `bytes ${from}-${to}/${size}` },
		body: read(from, to - from + 1),
	};
}

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
	return { ...at, name, signature, mimeType, sizeOriginal, chunksTotal, chunksUploaded: chunkStarts.length };
}
