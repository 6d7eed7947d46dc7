import { type Client, ID, Permission, Query, Role, TablesDB, Users } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, makeTable, refused, type Server } from "./connect.ts";

let server: Server;
let users: Users;
/** Anybody may create rows; each row says who may do more. */
let at: { databaseId: string; tableId: string };
const made: string[] = [];
beforeAll(async () => {
	server = await connect();
	users = new Users(server.admin);
	const permissions = [Permission.create(Role.any())];
	at = {
		databaseId: server.databaseId,
		tableId: await makeTable(server, { permissions, rowSecurity: true }),
	};
});
afterAll(async () => {
	for (const userId of made) await users.delete({ userId });
	await server.end();
});

async function signUp(): Promise<{
	readonly id: string;
	readonly client: Client;
	readonly tables: TablesDB;
}> {
	const { $id: id } = await users.create({ userId: ID.unique() });
	made.push(id);
	const { secret } = await users.createSession({ userId: id });
	const client = server.guest().setSession(secret);
	return { id, client, tables: new TablesDB(client) };
}

async function makeRow(...permissions: string[]): Promise<string> {
	const row = { ...at, rowId: ID.unique(), data: { name: "kept" }, permissions };
	return (await server.tables.createRow(row)).$id;
}

async function rowOf(rowId: string) {
	const { rows } = await server.tables.listRows({ ...at, queries: [Query.equal("$id", [rowId])] });
	return rows[0];
}

const creation = (rowId: string, data: object = {}) => ({
	...at,
	action: "create",
	rowId,
	data: { name: "staged", ...data },
});

describe.each(["a guest", "another user"])("to %s, a transaction", (who) => {
	let stranger: TablesDB;
	let transactionId: string;
	beforeAll(async () => {
		stranger = who === "a guest" ? new TablesDB(server.guest()) : (await signUp()).tables;
	});

	test.each(["a server's", "a user's"])(
		"of %s is not there, and nothing can be done with it",
		async (whose) => {
			const owner = whose === "a server's" ? server.tables : (await signUp()).tables;
			({ $id: transactionId } = await owner.createTransaction({ ttl: 60 }));
			const rowId = ID.unique();
			const operations = [creation(rowId)];
			for (const attempt of [
				() => stranger.getTransaction({ transactionId }),
				() => stranger.createOperations({ transactionId, operations }),
				() => stranger.createRow({ ...at, rowId, data: { name: "staged" }, transactionId }),
				() => stranger.updateTransaction({ transactionId, commit: true }),
				() => stranger.updateTransaction({ transactionId, rollback: true }),
				() => stranger.deleteTransaction({ transactionId }),
			]) {
				await refused(attempt(), 404, "transaction_not_found");
			}
			expect((await stranger.listTransactions()).transactions).toEqual([]);
			expect(await owner.getTransaction({ transactionId })).toMatchObject({
				status: "pending",
				operations: 0,
			});
			await owner.updateTransaction({ transactionId, commit: true });
			expect(await rowOf(rowId)).toBeUndefined();
		},
	);
});

test("a guest's own transaction is lost to them once it is made", async () => {
	const tables = new TablesDB(server.guest());
	const { $id: transactionId } = await tables.createTransaction({ ttl: 60 });
	const operations = [creation(ID.unique())];
	await refused(tables.createOperations({ transactionId, operations }), 404, "transaction_not_found");
});

describe("a user's transaction", () => {
	test("is listed, filled, committed and deleted by them", async () => {
		const { tables } = await signUp();
		const { $id: transactionId } = await tables.createTransaction({ ttl: 60 });
		const rowId = ID.unique();
		await tables.createOperations({ transactionId, operations: [creation(rowId)] });
		expect((await tables.listTransactions()).transactions.map(({ $id }) => $id)).toEqual([transactionId]);
		await tables.updateTransaction({ transactionId, commit: true });
		expect(await rowOf(rowId)).toMatchObject({ name: "staged" });
		const { $id: other } = await tables.createTransaction({ ttl: 60 });
		await tables.deleteTransaction({ transactionId: other });
		await refused(tables.getTransaction({ transactionId: other }), 404, "transaction_not_found");
	});

	test("takes nothing that they may not do, so that a server's commit does not do it", async () => {
		const { id, tables } = await signUp();
		const hidden = await makeRow();
		const readable = await makeRow(Permission.read(Role.user(id)));
		const { $id: transactionId } = await tables.createTransaction({ ttl: 60 });
		const stage = (operation: object) =>
			tables.createOperations({ transactionId, operations: [{ ...at, ...operation }] });
		const change = { action: "update", data: { name: "changed" } };
		await refused(stage({ ...change, rowId: hidden }), 404, "document_not_found");
		await refused(stage({ ...change, rowId: readable }), 401, "user_unauthorized");
		await refused(stage({ action: "delete", rowId: readable }), 401, "user_unauthorized");
		const step = { action: "increment", data: { column: "count", value: 1 } };
		await refused(stage({ ...step, rowId: readable }), 401, "user_unauthorized");
		const foreign = { $permissions: [Permission.read(Role.user("someone"))] };
		await refused(stage(creation(ID.unique(), foreign)), 401, "user_unauthorized");
		await server.tables.updateTransaction({ transactionId, commit: true });
		expect(await rowOf(hidden)).toMatchObject({ name: "kept", count: 0 });
		expect(await rowOf(readable)).toMatchObject({ name: "kept", count: 0 });
	});

	test("changes what they may change", async () => {
		const { id, tables } = await signUp();
		const own = await makeRow(Permission.read(Role.user(id)), Permission.update(Role.user(id)));
		const { $id: transactionId } = await tables.createTransaction({ ttl: 60 });
		const operations = [{ ...at, action: "update", rowId: own, data: { name: "changed" } }];
		await tables.createOperations({ transactionId, operations });
		await tables.updateTransaction({ transactionId, commit: true });
		expect(await rowOf(own)).toMatchObject({ name: "changed" });
	});

	test("makes rows that are theirs by a call, and nobody's by an operation, whoever commits it", async () => {
		const { id, tables } = await signUp();
		const { $id: transactionId } = await tables.createTransaction({ ttl: 60 });
		const [called, staged] = [ID.unique(), ID.unique()];
		await tables.createRow({ ...at, rowId: called, data: { name: "called" }, transactionId });
		await tables.createOperations({ transactionId, operations: [creation(staged)] });
		await server.tables.updateTransaction({ transactionId, commit: true });
		expect((await rowOf(called))?.$permissions).toContain(Permission.delete(Role.user(id)));
		expect((await rowOf(staged))?.$permissions).toEqual([]);
	});
});
