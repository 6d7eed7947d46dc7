import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ID, Permission, Role, Storage } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, refused, type Server } from "./connect.ts";

let server: Server;
let storage: Storage;
let bucketId: string;
const dir = mkdtempSync(join(tmpdir(), "contract-storage-"));
beforeAll(async () => {
	server = await connect();
	storage = new Storage(server.admin);
	bucketId = ID.unique();
	await storage.createBucket({
		bucketId,
		name: "chatreel contract",
		permissions: [],
		fileSecurity: true,
		maximumFileSize: 12_000_000,
		allowedFileExtensions: ["mp4", "png"],
	});
});
afterAll(async () => {
	rmSync(dir, { recursive: true });
	await storage.deleteBucket({ bucketId });
	await server.end();
});

type Upload = { readonly fileId?: string; readonly name?: string; readonly permissions?: string[] };

function upload(bytes: Buffer, { fileId = ID.unique(), name = "a.mp4", ...rest }: Upload = {}) {
	const path = join(dir, `${ID.unique()}-${name}`);
	writeFileSync(path, bytes);
	return storage.createFile({ bucketId, fileId, file: InputFile.fromPath(path, name), ...rest });
}

const MP4 = Buffer.from("\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41\0\0\0\x08free", "latin1");
const PNG = Buffer.from(
	"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
	"base64",
);
const BYTES = Buffer.alloc(200);

/** A file's content, with the headers of a request of one's own. */
function ask(fileId: string, way: "view" | "download", headers: Record<string, string> = {}, method = "GET") {
	const { endpoint, project, key } = server.admin.config;
	const address = `${endpoint}/storage/buckets/${bucketId}/files/${fileId}/${way}`;
	const ours = { "x-appwrite-project": project, "x-appwrite-key": key };
	return fetch(address, { method, headers: { ...ours, ...headers } });
}

const md5 = (bytes: Buffer) => createHash("md5").update(bytes).digest("hex");
const download = async (fileId: string, client = server.admin) =>
	Buffer.from(await new Storage(client).getFileDownload({ bucketId, fileId }));

describe("a file", () => {
	test("comes back as it went, with the MD5 of what is stored as its signature", async () => {
		const bytes = randomBytes(2000);
		const file = await upload(bytes);
		expect(file).toMatchObject({
			name: "a.mp4",
			sizeOriginal: 2000,
			signature: md5(bytes),
			chunksTotal: 1,
			chunksUploaded: 1,
		});
		expect((await download(file.$id)).equals(bytes)).toBe(true);
	});

	test("of more than 5 MiB comes in chunks and is whole", async () => {
		const bytes = randomBytes(11_000_000);
		const { $id: fileId } = await upload(bytes);
		const file = await storage.getFile({ bucketId, fileId });
		expect(file).toMatchObject({ signature: md5(bytes), chunksTotal: 3, chunksUploaded: 3 });
		expect((await download(fileId)).equals(bytes)).toBe(true);
	});

	test("may be empty", async () => {
		const { $id: fileId } = await upload(Buffer.alloc(0));
		expect(await storage.getFile({ bucketId, fileId })).toMatchObject({ sizeOriginal: 0 });
	});

	test("is listed, and gone once deleted", async () => {
		const { $id: fileId } = await upload(randomBytes(10));
		const { files } = await storage.listFiles({ bucketId });
		expect(files.map(({ $id }) => $id)).toContain(fileId);
		await storage.deleteFile({ bucketId, fileId });
		await refused(storage.getFile({ bucketId, fileId }), 404, "storage_file_not_found");
	});

	test.each(["view", "download"] as const)("can be read in part by %s: 206 with the range", async (way) => {
		const bytes = randomBytes(1000);
		const { $id: fileId } = await upload(bytes);
		const answer = await ask(fileId, way, { range: "bytes=100-199" });
		expect([answer.status, answer.headers.get("content-range")]).toEqual([206, "bytes 100-199/1000"]);
		expect(Buffer.from(await answer.arrayBuffer()).equals(bytes.subarray(100, 200))).toBe(true);
		const rest = await ask(fileId, way, { range: "bytes=900-" });
		expect([rest.status, rest.headers.get("content-range")]).toEqual([206, "bytes 900-999/1000"]);
	});

	test.each(["bytes=100-100", "bytes=100-1000", "bytes=-100", "bytes=1000-", "bytes=0-1,5-9", "lines=1-2"])(
		"cannot be read by the range %s: 416",
		async (range) => {
			const { $id: fileId } = await upload(randomBytes(1000));
			const answer = await ask(fileId, "view", { range });
			expect([answer.status, (await answer.json()).type]).toEqual([416, "storage_invalid_range"]);
		},
	);

	test.each([
		["a.mp4", "an MP4", MP4, "video/mp4", "video/mp4"],
		["a.mp4", "a PNG with another name", PNG, "image/png", "image/png"],
		["a.png", "an MP4 with another name", MP4, "video/mp4", "video/mp4"],
		["a.mp4", "text", Buffer.from("only words, and no more\n"), "text/plain", "text/plain"],
		["a.mp4", "bytes", BYTES, "application/octet-stream", "text/plain"],
	])("%s that is %s is served as what its bytes are", async (name, _, bytes, type, shown) => {
		const { $id: fileId, mimeType } = await upload(bytes, { name });
		expect(mimeType).toBe(type);
		const typeOf = ({ headers }: Response) => headers.get("content-type")?.split(";")[0];
		expect(typeOf(await ask(fileId, "download"))).toBe(type);
		expect(typeOf(await ask(fileId, "view"))).toBe(shown);
	});

	test("answers HEAD with its type and without its bytes", async () => {
		const { $id: fileId } = await upload(MP4);
		const answer = await ask(fileId, "view", {}, "HEAD");
		expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
			200,
			"video/mp4",
			"",
		]);
		const part = await ask(fileId, "view", { range: "bytes=0-9" }, "HEAD");
		expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 0-9/${MP4.length}`]);
	});

	test("is to be kept by its reader alone, and is no page of the server's", async () => {
		const { $id: fileId } = await upload(MP4);
		const headersOf = async (way: "view" | "download") => {
			const { headers } = await ask(fileId, way);
			return ["cache-control", "content-disposition", "content-security-policy"].map((key) =>
				headers.get(key),
			);
		};
		const kept = "private, max-age=3888000";
		expect(await headersOf("view")).toEqual([kept, 'inline; filename="a.mp4"', "script-src none;"]);
		expect(await headersOf("download")).toEqual([kept, 'attachment; filename="a.mp4"', null]);
	});

	test("has no permissions where a key gives none, and those that it gives", async () => {
		expect(await upload(randomBytes(10))).toMatchObject({ $permissions: [] });
		const permissions = [Permission.read(Role.user("somebody"))];
		expect(await upload(randomBytes(10), { permissions })).toMatchObject({ $permissions: permissions });
	});
});

describe("progress of an upload", () => {
	test("is told of chunks, and not of a file that goes in one request", async () => {
		const seen: number[] = [];
		const send = (size: number) => {
			const file = InputFile.fromBuffer(randomBytes(size), "a.mp4");
			const onProgress = ({ chunksUploaded }: { chunksUploaded: number }) => seen.push(chunksUploaded);
			return storage.createFile({ bucketId, fileId: ID.unique(), file, onProgress });
		};
		await send(5 * 1024 * 1024);
		expect(seen).toEqual([]);
		await send(11_000_000);
		expect(seen).toEqual([1, 2, 3]);
	});
});

describe("a bucket", () => {
	test("tells how many bytes it holds, at once or a little later", async () => {
		const own = ID.unique();
		await storage.createBucket({ bucketId: own, name: "contract size" });
		const file = InputFile.fromBuffer(Buffer.alloc(1234), "a.mp4");
		await storage.createFile({ bucketId: own, fileId: ID.unique(), file });
		const { totalSize } = await storage.getBucket({ bucketId: own });
		expect([0, 1234]).toContain(Number(totalSize));
		await storage.deleteBucket({ bucketId: own });
	});

	test("takes 30,000,000 bytes where nothing is said, and of a range beyond 20,000,000 gives 10 MiB", async () => {
		const own = ID.unique();
		const { maximumFileSize } = await storage.createBucket({ bucketId: own, name: "contract default" });
		expect(Number(maximumFileSize)).toBe(30_000_000);
		const file = InputFile.fromBuffer(Buffer.alloc(21_000_000), "long.mp4");
		const { $id } = await storage.createFile({ bucketId: own, fileId: ID.unique(), file });
		const project = { "x-appwrite-project": server.admin.config.project };
		const url = new URL(`${server.admin.config.endpoint}/storage/buckets/${own}/files/${$id}/download`);
		const part = await server.admin.call(
			"get",
			url,
			{ ...project, range: "bytes=0-20999999" },
			{},
			"arrayBuffer",
		);
		expect(part.byteLength).toBe(10_485_760);
		await storage.deleteBucket({ bucketId: own });
	});

	test("that is there already is not made again: 409", async () => {
		await refused(storage.createBucket({ bucketId, name: "again" }), 409, "storage_bucket_already_exists");
	});
});

describe("an upload is refused", () => {
	test("of more than the bucket takes: 400", async () => {
		await refused(upload(Buffer.alloc(12_000_001)), 400, "storage_invalid_file_size");
	});

	test("with an extension that is not allowed: 400", async () => {
		await refused(upload(randomBytes(10), { name: "a.exe" }), 400, "storage_file_type_unsupported");
	});

	test("under an id that is taken: 409", async () => {
		const { $id: fileId } = await upload(randomBytes(10));
		await refused(upload(randomBytes(10), { fileId }), 409, "storage_file_already_exists");
	});

	test("but not in chunks, though they change nothing", async () => {
		const bytes = randomBytes(6_000_000);
		const { $id: fileId } = await upload(bytes);
		await upload(randomBytes(6_000_000), { fileId });
		expect(await storage.getFile({ bucketId, fileId })).toMatchObject({ signature: md5(bytes) });
		expect((await download(fileId)).equals(bytes)).toBe(true);
	});

	test("to a bucket that is not there: 404", async () => {
		const file = InputFile.fromBuffer(randomBytes(10), "a.mp4");
		const uploading = storage.createFile({ bucketId: "nowhere", fileId: ID.unique(), file });
		await refused(uploading, 404, "storage_bucket_not_found");
	});

	test("by a guest: 401", async () => {
		const file = InputFile.fromBuffer(randomBytes(10), "a.mp4");
		const uploading = new Storage(server.guest()).createFile({ bucketId, fileId: ID.unique(), file });
		await refused(uploading, 401, "user_unauthorized");
	});
});

describe("an unfinished upload", () => {
	test("is there and listed, but cannot be downloaded: 404", async () => {
		const fileId = ID.unique();
		const { endpoint, project, key } = server.admin.config;
		const body = new FormData();
		body.set("fileId", fileId);
		body.set("file", new File([Buffer.alloc(5 * 1024 * 1024)], "half.mp4"));
		const headers = {
			"x-appwrite-project": project,
			"x-appwrite-key": key,
			"content-range": "bytes 0-5242879/6000000",
		};
		await fetch(`${endpoint}/storage/buckets/${bucketId}/files`, { method: "POST", headers, body });
		expect(await storage.getFile({ bucketId, fileId })).toMatchObject({
			chunksTotal: 2,
			chunksUploaded: 1,
			signature: "",
			mimeType: "",
		});
		await refused(download(fileId), 404, "storage_file_not_found");
	});
});

describe("permissions of files", () => {
	test("are not asked where the bucket has no file security: what it does not allow is 401", async () => {
		const own = ID.unique();
		await storage.createBucket({
			bucketId: own,
			name: "contract guarded",
			permissions: [],
			fileSecurity: false,
		});
		const file = InputFile.fromBuffer(MP4, "a.mp4");
		const permissions = [Permission.read(Role.any())];
		const at = { bucketId: own, fileId: ID.unique() };
		await storage.createFile({ ...at, file, permissions });
		const guest = new Storage(server.guest());
		await refused(guest.getFile(at), 401, "user_unauthorized");
		await refused(guest.getFileDownload(at), 401, "user_unauthorized");
		await refused(guest.listFiles({ bucketId: own }), 401, "user_unauthorized");
		await storage.deleteBucket({ bucketId: own });
	});

	test("keep an unreadable file out of lists", async () => {
		const { $id: fileId } = await upload(randomBytes(10));
		const { files } = await new Storage(server.guest()).listFiles({ bucketId });
		expect(files.map(({ $id }) => $id)).not.toContain(fileId);
	});

	test("refuse the delete of a file that may not even be read: 401", async () => {
		const { $id: fileId } = await upload(randomBytes(10));
		await refused(new Storage(server.guest()).deleteFile({ bucketId, fileId }), 401, "user_unauthorized");
	});

	test("hide a file from whom they do not name: 404", async () => {
		const { $id: fileId } = await upload(randomBytes(10));
		await refused(new Storage(server.guest()).getFile({ bucketId, fileId }), 404, "storage_file_not_found");
	});

	test("let it be read by whom they name, and not deleted: 401", async () => {
		const bytes = randomBytes(10);
		const { $id: fileId } = await upload(bytes, { permissions: [Permission.read(Role.any())] });
		expect((await download(fileId, server.guest())).equals(bytes)).toBe(true);
		await refused(new Storage(server.guest()).deleteFile({ bucketId, fileId }), 401, "user_unauthorized");
	});
});
