import { Storage } from "node-appwrite";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { NO_WEAKNESSES, type Weaknesses } from "../../scripts/local-appwrite/weaknesses.ts";
import { startTestServer, type TestServer, tablesOf } from "../helpers/local-appwrite.ts";

const AT = { databaseId: "d", tableId: "t" };
let server: TestServer;
let made = 0;

beforeAll(async () => {
	server = await startTestServer();
});
afterEach(() => server.weaken(NO_WEAKNESSES));
afterAll(() => server.end());

const weaken = (...names: (keyof Weaknesses)[]) =>
	server.weaken(Object.fromEntries(names.map((name) => [name, true])));

async function counter(): Promise<string> {
	const rowId = `counter${++made}`;
	await tablesOf(server.admin).createRow({ ...AT, rowId, data: { count: 0 } });
	return rowId;
}

async function countOf(rowId: string): Promise<number> {
	const { rows } = await tablesOf(server.admin).listRows({
		...AT,
		queries: [JSON.stringify({ method: "equal", attribute: "$id", values: [rowId] })],
	});
	return rows[0]?.["count"];
}

const increment = (rowId: string) => ({
	...AT,
	rowId,
	action: "increment",
	data: { column: "count", value: 1 },
});
const create = (rowId: string) => ({ ...AT, rowId, action: "create", data: { text: "guard" } });

async function staged(operations: object[]): Promise<string> {
	const { $id: transactionId } = await tablesOf(server.admin).createTransaction();
	await tablesOf(server.admin).createOperations({ transactionId, operations });
	return transactionId;
}
const commit = (transactionId: string) =>
	tablesOf(server.admin).updateTransaction({ transactionId, commit: true });

describe("without a weakness", () => {
	test("a commit is refused the second time", async () => {
		const id = await counter();
		const transaction = await staged([increment(id)]);
		await commit(transaction);
		await expect(commit(transaction)).rejects.toThrow();
		expect(await countOf(id)).toBe(1);
	});
});

describe("with it", () => {
	test("a repeated commit is applied again, but for one with a guard", async () => {
		weaken("repeatedCommits");
		const id = await counter();
		const plain = await staged([increment(id)]);
		await commit(plain);
		await commit(plain);
		expect(await countOf(id)).toBe(2);
		const guarded = await staged([increment(id), create(`guard-of-${id}`)]);
		await commit(guarded);
		await expect(commit(guarded)).rejects.toMatchObject({ code: 409, type: "transaction_conflict" });
		expect(await countOf(id)).toBe(3);
	});

	test("a commit is applied and its answer never comes", async () => {
		weaken("lostCommitAnswers");
		const id = await counter();
		const transaction = await staged([increment(id)]);
		await expect(commit(transaction)).rejects.toThrow(TypeError);
		expect(await countOf(id)).toBe(1);
	});

	test("an applied transaction says that it failed", async () => {
		weaken("wrongTransactionStatus");
		const id = await counter();
		const transactionId = await staged([increment(id)]);
		await commit(transactionId);
		expect((await tablesOf(server.admin).getTransaction({ transactionId })).status).toBe("failed");
		expect(await countOf(id)).toBe(1);
	});
});

test("a transaction that is older than its time has expired: 410", async () => {
	const { $id: transactionId } = await tablesOf(server.admin).createTransaction({ ttl: 60 });
	server.shiftClock(61_000);
	const refused = { code: 410, type: "transaction_expired" };
	await expect(commit(transactionId)).rejects.toMatchObject(refused);
	const operations = [create("too-late")];
	await expect(tablesOf(server.admin).createOperations({ transactionId, operations })).rejects.toMatchObject(
		refused,
	);
	server.shiftClock(0);
});

test("two uploads to one id mix their chunks, and both are told that all is there", async () => {
	const CHUNK = 5 * 1024 * 1024;
	const send = async (letter: string, index: number) => {
		const form = new FormData();
		form.append("fileId", "mixed");
		form.append("file", new File([letter.repeat(CHUNK)], "video.mp4"));
		const start = index * CHUNK;
		const headers = {
			"x-appwrite-project": "test",
			"x-appwrite-key": server.apiKey,
			"content-range": `bytes ${start}-${start + CHUNK - 1}/${2 * CHUNK}`,
			...(index === 0 ? {} : { "x-appwrite-id": "mixed" }),
		};
		const url = `${server.endpoint}/storage/buckets/b/files`;
		return (await fetch(url, { method: "POST", headers, body: form })).json();
	};
	await send("a", 0);
	await send("b", 0);
	const ofA = await send("a", 1);
	const ofB = await send("b", 1);
	for (const { chunksUploaded, chunksTotal } of [ofA, ofB])
		expect([chunksUploaded, chunksTotal]).toEqual([2, 2]);
	const bytes = await new Storage(server.admin).getFileDownload({ bucketId: "b", fileId: "mixed" });
	expect(Buffer.from(bytes).equals(Buffer.from("b".repeat(CHUNK) + "a".repeat(CHUNK)))).toBe(true);
});
