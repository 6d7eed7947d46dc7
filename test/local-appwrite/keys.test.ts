import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Messaging, Project, Users } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer, tablesOf } from "../helpers/local-appwrite.ts";

const AT = { databaseId: "d", tableId: "t" };
let server: TestServer;

beforeAll(async () => {
	server = await startTestServer();
});
afterAll(() => server.end());

describe("an API key", () => {
	const makeKey = (scopes: string[], expire?: string) =>
		new Project(server.admin).createKey({
			keyId: "unique()",
			name: "limited",
			scopes: scopes as never,
			...(expire === undefined ? {} : { expire }),
		});

	test("may do what its scopes say, and is told which one it lacks", async () => {
		const { secret } = await makeKey(["rows.read"]);
		const client = server.guest().setKey(secret);
		expect((await tablesOf(client).listRows(AT)).total).toBe(0);
		const refused = { code: 401, type: "general_unauthorized_scope" };
		const write = tablesOf(client).createRow({ ...AT, rowId: "r", data: { text: "no" } });
		await expect(write).rejects.toMatchObject({ ...refused, message: expect.stringContaining("rows.write") });
		await expect(new Users(client).list()).rejects.toMatchObject(refused);
	});

	test("ends at its time", async () => {
		const { secret } = await makeKey(["rows.read"], "2099-01-01T00:00:00.000+00:00");
		const list = () => tablesOf(server.guest().setKey(secret)).listTables({ databaseId: "d" });
		await expect(list()).rejects.toMatchObject({ message: expect.stringContaining("tables.read") });
		server.shiftClock(Date.parse("2099-02-01") - Date.now());
		await expect(list()).rejects.toMatchObject({ code: 401, type: "project_key_expired" });
		server.shiftClock(0);
	});
});

describe("an e-mail", () => {
	const messaging = () => new Messaging(server.admin);

	test("goes into the outbox, a file of one line each", async () => {
		const email = { messageId: "first", subject: "Quota", content: "80 % used", topics: ["operators"] };
		expect((await messaging().createEmail(email)).status).toBe("processing");
		const [line] = readFileSync(join(server.dataDir, "outbox.jsonl"), "utf8").trim().split("\n");
		expect(JSON.parse(line ?? "")).toMatchObject({
			...{ $id: "first", status: "sent", topics: ["operators"] },
			data: { subject: "Quota", content: "80 % used" },
		});
	});

	test("is refused without anybody to go to, and under an id that is taken", async () => {
		const email = { subject: "s", content: "c" };
		const lonely = messaging().createEmail({ ...email, messageId: "lonely" });
		await expect(lonely).rejects.toMatchObject({ code: 400, type: "message_missing_target" });
		const again = messaging().createEmail({ ...email, messageId: "first", topics: ["t"] });
		await expect(again).rejects.toMatchObject({ code: 409 });
	});
});

describe("what is not served", () => {
	test("says so: 501", async () => {
		const headers = { "x-appwrite-project": "test", "x-appwrite-key": server.apiKey };
		const response = await fetch(`${server.endpoint}/graphql`, { method: "POST", headers });
		expect(response.status).toBe(501);
		expect(await response.json()).toMatchObject({
			code: 501,
			type: "general_not_implemented",
			message: expect.stringContaining("POST /graphql"),
		});
	});

	test("columns that come with a table are refused, never passed over", async () => {
		const columns = [{ key: "text", type: "string" }];
		const made = tablesOf(server.admin).createTable({ ...AT, tableId: "new", name: "new", columns });
		await expect(made).rejects.toMatchObject({ code: 501 });
	});

	test("a query that a list does not know is refused, never passed over", async () => {
		const queries = [JSON.stringify({ method: "search", attribute: "name", values: ["x"] })];
		await expect(new Users(server.admin).list({ queries })).rejects.toMatchObject({ code: 501 });
	});
});
