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
import { Fault } from "../http/fault.ts";
import type { Row, Store } from "../store.ts";
import { HEAD_BYTES, mediaTypeOf } from "./media-type.ts";

export type Bucket = {
	readonly id: string;
	readonly name: string;
	readonly createdAt: string;
	readonly permissions: readonly string[];
	readonly fileSecurity: boolean;
	readonly maximumFileSize: number;
	/** Empty: any. */
	readonly allowedFileExtensions: readonly string[];
	/** Whether it is there for others than servers. */
	readonly enabled: boolean;
	/** These are kept and shown as they were set; files are stored as they came whatever they say. */
	readonly compression: string;
	readonly encryption: boolean;
	readonly antivirus: boolean;
	readonly transformations: boolean;
};

/** What a bucket is where nobody says otherwise, on a server that nobody has changed. */
export const BUCKET_DEFAULTS = {
	permissions: [],
	fileSecurity: false,
	maximumFileSize: 30_000_000,
	allowedFileExtensions: [],
	enabled: true,
	compression: "none",
	encryption: true,
	antivirus: true,
	transformations: true,
};

export type StoredFile = {
	readonly id: string;
	readonly bucketId: string;
	readonly name: string;
	/** What the bytes are; empty until all has come. */
	readonly mimeType: string;
	readonly createdAt: string;
	readonly permissions: readonly string[];
	readonly sizeOriginal: number;
	readonly chunksTotal: number;
	/** Where each chunk that came began, in bytes. */
	readonly chunkStarts: readonly number[];
	/** MD5 of what is stored; empty until all has come. */
	readonly signature: string;
};

export type Files = ReturnType<typeof createFiles>;

/** Buckets and files; contents are files under `<dataDir>/files`. */
export function createFiles(store: Store, dataDir: string) {
	const pathOf = ({ bucketId, id }: Pick<StoredFile, "bucketId" | "id">) =>
		join(dataDir, "files", bucketId, id);
	const find = (bucketId: string, id: string): StoredFile | null => {
		const row = store.one("SELECT json FROM files WHERE bucket_id = ? AND id = ?", bucketId, id);
		return row === undefined ? null : JSON.parse(String(row["json"]));
	};
	return {
		find,

		bucket: (id: string): Bucket => {
			const row = store.one("SELECT json FROM buckets WHERE id = ?", id);
			if (row === undefined) {
				throw bucketNotFound();
			}
			return parseBucket(row);
		},

		buckets: (): readonly Bucket[] => store.all("SELECT json FROM buckets ORDER BY rowid").map(parseBucket),

		saveBucket: (bucket: Bucket): Bucket => {
			const sql =
				"INSERT INTO buckets (id, json) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json";
			store.run(sql, bucket.id, JSON.stringify(bucket));
			return bucket;
		},

		removeBucket: (id: string): void => {
			store.run("DELETE FROM files WHERE bucket_id = ?", id);
			store.run("DELETE FROM buckets WHERE id = ?", id);
			rmSync(join(dataDir, "files", id), { recursive: true, force: true });
		},

		list: (bucketId: string): readonly StoredFile[] =>
			store
				.all("SELECT json FROM files WHERE bucket_id = ? ORDER BY rowid", bucketId)
				.map(({ json }) => JSON.parse(String(json))),

		/** Bytes of all files of a bucket. */
		totalSize: (bucketId: string): number => {
			const sql = "SELECT SUM(json_extract(json, '$.sizeOriginal')) AS bytes FROM files WHERE bucket_id = ?";
			return Number(store.one(sql, bucketId)?.["bytes"] ?? 0);
		},

		/** Writes a chunk where it belongs, and what is then known of the file. The bytes go first: a row is never ahead of them. */
		writeChunk: (file: StoredFile, start: number, bytes: Uint8Array): StoredFile => {
			const path = pathOf(file);
			mkdirSync(dirname(path), { recursive: true });
			const handle = openSync(path, file.chunkStarts.length === 0 ? "w+" : "r+");
			try {
				writeSync(handle, bytes, 0, bytes.length, start);
				if (file.chunkStarts.length === 0) ftruncateSync(handle, file.sizeOriginal);
			} finally {
				closeSync(handle);
			}
			const chunkStarts = [...new Set([...file.chunkStarts, start])];
			const isWhole = chunkStarts.length === file.chunksTotal;
			const written = { ...file, chunkStarts, ...(isWhole ? examined(readFileSync(path)) : {}) };
			const sql =
				"INSERT INTO files (bucket_id, id, json) VALUES (?, ?, ?) " +
				"ON CONFLICT (bucket_id, id) DO UPDATE SET json = excluded.json";
			store.run(sql, file.bucketId, file.id, JSON.stringify(written));
			return written;
		},

		setPermissions: (file: StoredFile, name: string, permissions: readonly string[]): StoredFile => {
			const changed = { ...file, name, permissions };
			store.run(
				"UPDATE files SET json = ? WHERE bucket_id = ? AND id = ?",
				JSON.stringify(changed),
				file.bucketId,
				file.id,
			);
			return changed;
		},

		read: (file: StoredFile, from: number, length: number): Buffer => {
			const handle = openSync(pathOf(file), "r");
			try {
				const bytes = Buffer.alloc(length);
				return bytes.subarray(0, readSync(handle, bytes, 0, length, from));
			} finally {
				closeSync(handle);
			}
		},

		remove: (file: StoredFile): void => {
			store.run("DELETE FROM files WHERE bucket_id = ? AND id = ?", file.bucketId, file.id);
			rmSync(pathOf(file), { force: true });
		},
	};
}

/** One that an older server kept has fewer settings. */
const parseBucket = ({ json }: Row): Bucket => ({ ...BUCKET_DEFAULTS, ...JSON.parse(String(json)) });

/** What is known of a file only when it is there. */
const examined = (bytes: Buffer) => ({
	signature: createHash("md5").update(bytes).digest("hex"),
	mimeType: mediaTypeOf(bytes.subarray(0, HEAD_BYTES)),
});

export const bucketNotFound = () =>
	new Fault(404, "storage_bucket_not_found", "Storage bucket with the requested ID could not be found.");
