import { Compression, ID, Permission, Role, Storage, TablesDB } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, makeTable, refused, type Server } from "./connect.ts";

let server: Server;
let storage: Storage;
const buckets: string[] = [];
beforeAll(async () => {
	server = await connect();
	storage = new Storage(server.admin);
});
afterAll(async () => {
	for (const bucketId of buckets) await storage.deleteBucket({ bucketId });
	await server.end();
});

async function makeBucket(settings: object = {}) {
	const bucket = await storage.createBucket({
		bucketId: ID.unique(),
		name: "chatreel contract",
		...settings,
	});
	buckets.push(bucket.$id);
	return bucket;
}

const CHOSEN = {
	...{ enabled: false, fileSecurity: true, maximumFileSize: 1000, allowedFileExtensions: ["mp4"] },
	...{ compression: Compression.Gzip, encryption: false, antivirus: false, transformations: false },
};
const DEFAULT = {
	...{ enabled: true, fileSecurity: false, allowedFileExtensions: [], compression: "none" },
	...{ encryption: true, antivirus: true, transformations: true },
};

test("a bucket is shown as it was set, and what an update leaves out is set back, but for its permissions", async () => {
	const permissions = [Permission.read(Role.any())];
	const { $id: bucketId } = await makeBucket({ ...CHOSEN, permissions });
	expect(await storage.getBucket({ bucketId })).toMatchObject({ ...CHOSEN, $permissions: permissions });
	await storage.updateBucket({ bucketId, name: "changed" });
	const changed = { ...DEFAULT, name: "changed", $permissions: permissions };
	expect(await storage.getBucket({ bucketId })).toMatchObject(changed);
});

test("a bucket has defaults", async () => {
	expect(await makeBucket()).toMatchObject(DEFAULT);
});

test.each([{ maximumFileSize: 0 }, { compression: "nonsense" }, { permissions: ['read("nobody")'] }])(
	"a bucket with %j is refused: 400",
	async (settings) => {
		await refused(makeBucket(settings), 400, "general_argument_invalid");
	},
);

test("a bucket that is not enabled is there for servers alone", async () => {
	const permissions = [Permission.read(Role.any())];
	const { $id: bucketId } = await makeBucket({ enabled: false, permissions });
	const file = InputFile.fromBuffer(Buffer.from("x"), "x.txt");
	const { $id: fileId } = await storage.createFile({ bucketId, fileId: ID.unique(), file });
	expect(await storage.getFile({ bucketId, fileId })).toMatchObject({ $id: fileId });
	const guests = new Storage(server.guest());
	await refused(guests.getFile({ bucketId, fileId }), 404, "storage_bucket_not_found");
	await refused(guests.listFiles({ bucketId }), 404, "storage_bucket_not_found");
});

test("a table that is not enabled is there for servers alone", async () => {
	const at = { databaseId: server.databaseId, tableId: await makeTable(server) };
	const permissions = [Permission.read(Role.any()), Permission.create(Role.any())];
	await server.tables.updateTable({ ...at, name: "off", permissions, enabled: false });
	const guests = new TablesDB(server.guest());
	const row = { ...at, rowId: ID.unique(), data: { name: "x" } };
	await refused(guests.listRows(at), 404, "table_not_found");
	await refused(guests.createRow(row), 404, "table_not_found");
	expect(await server.tables.createRow(row)).toMatchObject({ name: "x" });
});
