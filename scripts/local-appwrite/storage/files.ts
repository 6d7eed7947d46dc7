import { createHash } from "node:crypto";
import {
	closeSync,
	ftruncateSync,
	mkdirSync,
	openSync,
	readFileSync,
	readSync,
	rmSync,
	writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { findJson, removeJson, saveJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import { detectMediaType, HEAD_BYTES } from "./media-type.ts";

/** Its contents are a file under `files/` of the data folder. */
export type StoredFile = {
	readonly id: string;
	readonly bucketId: string;
	readonly name: string;
	/** The type of the bytes; empty until all of them are here. */
	readonly mimeType: string;
	readonly createdAt: string;
	readonly permissions: readonly string[];
	readonly sizeOriginal: number;
	readonly chunksTotal: number;
	/** Where each chunk that is here began, in bytes. */
	readonly chunkStarts: readonly number[];
	/** MD5 of the bytes; empty until all of them are here. */
	readonly signature: string;
};

export const findFile = (store: Store, bucketId: string, id: string) =>
	findJson<StoredFile>(store, "files", "bucket_id = ? AND id = ?", bucketId, id);

/** Writes a chunk where it belongs, then the row. The bytes go first: a row is never ahead of them. */
export function writeChunk(store: Store, file: StoredFile, start: number, bytes: Uint8Array): StoredFile {
	const path = contentPath(store, file);
	mkdirSync(dirname(path), { recursive: true });
	const isFirst = file.chunkStarts.length === 0;
	const handle = openSync(path, isFirst ? "w+" : "r+");
	try {
		writeSync(handle, bytes, 0, bytes.length, start);
		if (isFirst) ftruncateSync(handle, file.sizeOriginal);
	} finally {
		closeSync(handle);
	}
	const chunkStarts = [...new Set([...file.chunkStarts, start])];
	const isWhole = chunkStarts.length === file.chunksTotal;
	const written = { ...file, chunkStarts, ...(isWhole ? examine(readFileSync(path)) : {}) };
	return saveJson(store, "files", { bucket_id: file.bucketId, id: file.id }, written);
}

export function readBytes(store: Store, file: StoredFile, from: number, length: number): Buffer {
	const handle = openSync(contentPath(store, file), "r");
	try {
		const bytes = Buffer.alloc(length);
		return bytes.subarray(0, readSync(handle, bytes, 0, length, from));
	} finally {
		closeSync(handle);
	}
}

export function removeFile(store: Store, file: StoredFile): void {
	removeJson(store, "files", "bucket_id = ? AND id = ?", file.bucketId, file.id);
	rmSync(contentPath(store, file), { force: true });
}

const contentPath = ({ dir }: Store, { bucketId, id }: Pick<StoredFile, "bucketId" | "id">) =>
	join(dir, "files", bucketId, id);

const examine = (bytes: Buffer) => ({
	signature: createHash("md5").update(bytes).digest("hex"),
	mimeType: detectMediaType(bytes.subarray(0, HEAD_BYTES)),
});

export function presentFile({ id, createdAt, permissions, chunkStarts, ...file }: StoredFile) {
	return {
		$id: id,
		$createdAt: createdAt,
		$updatedAt: createdAt,
		$permissions: permissions,
		...file,
		sizeActual: file.signature === "" ? 0 : file.sizeOriginal,
		chunksUploaded: chunkStarts.length,
		encryption: false,
		compression: "none",
	};
}
