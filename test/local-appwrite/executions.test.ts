import { AppwriteException, ExecutionMethod } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
	fixtureFunction,
	functionsOf,
	startTestServer,
	type TestServer,
	tablesOf,
} from "../helpers/local-appwrite.ts";
import { until } from "../helpers/until.ts";

let server: TestServer;
/** One that gives synchronous executions up so soon that a slow machine's process has hardly started by then. */
let hasty: TestServer;

beforeAll(async () => {
	const functions = [
		fixtureFunction("echo", { scopes: ["rows.read"] }),
		fixtureFunction("for-users", { execute: ["users"] }),
		fixtureFunction("quick", { timeout: 1 }),
	];
	server = await startTestServer(functions);
	hasty = await startTestServer(functions, { syncLimitMs: 1500 });
});
afterAll(async () => {
	await server.end();
	await hasty.end();
});

const functions = (client = server.admin) => functionsOf(client);
const run = async (xpath: string, more: object = {}, client = server.admin) => {
	const execution = await functions(client).createExecution({ functionId: "echo", xpath, ...more });
	return { ...execution, json: () => JSON.parse(execution.responseBody) };
};
const ended = (executionId: string, client = server.admin) =>
	until(async () => {
		const execution = await functions(client).getExecution({ functionId: "echo", executionId });
		return ["completed", "failed"].includes(execution.status) ? execution : false;
	}, 20);

describe("a synchronous execution", () => {
	test("answers with what the function answered", async () => {
		const body = JSON.stringify({ n: 1 });
		const headers = { "content-type": "application/json", "x-mine": "yes" };
		const execution = await run("/request?a=1", { body, headers, method: ExecutionMethod.PUT });
		expect(execution.status).toBe("completed");
		expect(execution.json()).toMatchObject({
			method: "PUT",
			path: "/request",
			query: { a: "1" },
			body: { n: 1 },
		});
		expect(execution.json().headers["x-mine"]).toBe("yes");
	});

	test("is completed by a 4xx and failed by a 5xx", async () => {
		expect(await run("/missing")).toMatchObject({ status: "completed", responseStatusCode: 404 });
		expect(await run("/throw")).toMatchObject({ status: "failed", responseStatusCode: 500 });
	});

	test("shows its logs to a key, and to nobody else", async () => {
		const { client } = await server.signUp();
		expect((await run("/logs")).logs).toContain('one {"two":2}');
		expect((await run("/logs", {}, client)).logs).toBe("");
	});

	test("that takes too long is given up with 408, and its code works on", async () => {
		const waiting = functions(hasty.admin).createExecution({ functionId: "echo", xpath: "/mark?ms=2200" });
		await expect(waiting).rejects.toMatchObject({ code: 408, type: "function_synchronous_timeout" });
		const marks = async () => (await run("/marks", {}, hasty.admin).catch(() => null))?.json().marks;
		await until(async () => (await marks()) === 1);
	});

	test("of a function that is not there: 404", async () => {
		const missing = functions().createExecution({ functionId: "nobody" });
		await expect(missing).rejects.toMatchObject({ code: 404, type: "function_not_found" });
	});
});

describe("an asynchronous execution", () => {
	test("is waiting at first, then ends, and its body is kept nowhere", async () => {
		const { status, $id } = await run("/request", { async: true });
		expect(status).toBe("waiting");
		expect(await ended($id)).toMatchObject({
			status: "completed",
			responseStatusCode: 200,
			responseBody: "",
		});
	});

	test("may take longer than a synchronous one", async () => {
		const { $id } = await run("/wait?ms=1800", { async: true }, hasty.admin);
		expect((await ended($id, hasty.admin)).status).toBe("completed");
	});

	test("is failed by its function's timeout", async () => {
		const { $id } = await functions().createExecution({
			functionId: "quick",
			xpath: "/wait?ms=9000",
			async: true,
		});
		const get = () => functions().getExecution({ functionId: "quick", executionId: $id });
		await until(async () => (await get()).status === "failed");
		expect((await get()).errors).toContain("timed out");
	});
});

describe("an execution put off", () => {
	const inTwoMinutes = () => new Date(Math.ceil(Date.now() / 60_000 + 2) * 60_000).toISOString();

	test("runs when the clock has come to it, as a schedule, with the caller's own request", async () => {
		const { client, id } = await server.signUp();
		const asked = { async: true, scheduledAt: inTwoMinutes(), body: "later", method: ExecutionMethod.PATCH };
		const { $id, status } = await run("/keep", asked, client);
		expect(status).toBe("scheduled");
		expect((await run("/kept")).json()).toBe(null);
		server.shiftClock(200_000);
		expect((await ended($id)).status).toBe("completed");
		expect((await run("/kept")).json()).toMatchObject({ method: "PATCH", body: "later" });
		const { headers } = (await run("/kept")).json();
		expect(headers).toMatchObject({ "x-appwrite-trigger": "schedule", "x-appwrite-user-id": id });
		expect(headers).not.toHaveProperty("x-appwrite-user-jwt");
		server.shiftClock(0);
	});

	test.each([
		["synchronous", { scheduledAt: "2099-01-01T00:00:00.000Z" }],
		["in the past", { async: true, scheduledAt: "2020-01-01T00:00:00.000Z" }],
		["not at a whole minute", { async: true, scheduledAt: "2099-01-01T00:00:07.000Z" }],
	])("is refused when %s: 400", async (_name, more) => {
		await expect(run("/", more)).rejects.toMatchObject({ code: 400, type: "general_bad_request" });
	});
});

describe("who may", () => {
	test("execute: the roles that the function names, and a key", async () => {
		const { client } = await server.signUp();
		const asked = { functionId: "for-users", xpath: "/request" };
		expect((await functions(client).createExecution(asked)).status).toBe("completed");
		expect((await functions().createExecution(asked)).status).toBe("completed");
		const refused = functions(server.guest()).createExecution(asked);
		await expect(refused).rejects.toMatchObject({ code: 401, type: "user_unauthorized" });
	});

	test("see an execution: its user and a key, nobody else", async () => {
		const { client } = await server.signUp();
		const { client: other } = await server.signUp();
		const { $id: executionId } = await run("/request", {}, client);
		const at = { functionId: "echo", executionId };
		expect((await functions(client).getExecution(at)).$id).toBe(executionId);
		await expect(functions(other).getExecution(at)).rejects.toMatchObject({ code: 404 });
		expect((await functions(client).listExecutions({ functionId: "echo" })).total).toBe(1);
		expect((await functions(other).listExecutions({ functionId: "echo" })).total).toBe(0);
	});
});

describe("the headers", () => {
	const headersOf = async (more: object = {}, client = server.admin): Promise<Record<string, string>> =>
		(await run("/request", more, client)).json().headers;

	test("say the trigger, and hold the execution's id and key", async () => {
		const headers = await headersOf();
		expect(headers).toMatchObject({ "x-appwrite-trigger": "http", "x-appwrite-client-ip": "127.0.0.1" });
		expect(headers["x-appwrite-key"]).toMatch(/^ephemeral_/);
		expect(headers["x-appwrite-execution-id"]).toBeTruthy();
	});

	test("leave out what is empty: a guest and a key have neither id nor JWT", async () => {
		for (const client of [server.admin, server.guest()]) {
			const names = Object.keys(await headersOf({}, client));
			expect(names).not.toContain("x-appwrite-user-id");
			expect(names).not.toContain("x-appwrite-user-jwt");
			expect(names).not.toContain("x-appwrite-event");
		}
	});

	test("bear a JWT for a session's client, which says who they are", async () => {
		const { client, id, account } = await server.signUp();
		const headers = await headersOf({}, client);
		expect(headers["x-appwrite-user-id"]).toBe(id);
		const { jwt } = await account.createJWT();
		expect(headers["x-appwrite-user-jwt"]).toBeTruthy();
		// A client with a JWT of its own: none, unless asynchronous.
		const byJwt = await headersOf({}, server.guest().setJWT(jwt));
		expect(byJwt["x-appwrite-user-id"]).toBe(id);
		expect(byJwt).not.toHaveProperty("x-appwrite-user-jwt");
		const { $id } = await run("/keep", { async: true }, server.guest().setJWT(jwt));
		await ended($id);
		expect((await run("/kept")).json().headers["x-appwrite-user-jwt"]).toBeTruthy();
	});

	test("are refused in lower case, and come through in any other: a spoofed id alone, a trigger joined", async () => {
		await expect(headersOf({ headers: { "x-appwrite-user-id": "someone" } })).rejects.toThrow(
			AppwriteException,
		);
		const spoofed = await headersOf({
			headers: {
				"X-Appwrite-User-Id": "someone",
				"X-Appwrite-Trigger": "event",
				"X-Appwrite-Event": "made.up",
			},
		});
		expect(spoofed).toMatchObject({
			"x-appwrite-user-id": "someone",
			"x-appwrite-event": "made.up",
			"x-appwrite-trigger": "event, http",
		});
	});
});

describe("an execution's key", () => {
	test("may do what the function's scopes say, and no more; a minute after its timeout it is a guest's", async () => {
		const { headers } = (await run("/request")).json();
		const client = server.guest().setKey(headers["x-appwrite-key"]);
		const { TablesDB } = await import("node-appwrite");
		const tables = new TablesDB(client);
		const at = { databaseId: "d", tableId: "t" };
		const permissions: string[] = [];
		const data = { text: "for servers" };
		await tablesOf(server.admin).createRow({ ...at, rowId: "unreadable", data, permissions });
		expect((await tables.listRows(at)).total).toBe(1);
		const write = tables.createRow({ ...at, rowId: "r", data: { text: "no" } });
		await expect(write).rejects.toMatchObject({ code: 401, type: "general_unauthorized_scope" });
		server.shiftClock(76_000);
		expect((await tables.listRows(at)).total).toBe(0);
		server.shiftClock(0);
	});
});

test("an execution is forgotten after 14 days", async () => {
	const { $id: executionId } = await run("/request");
	const get = () => functions().getExecution({ functionId: "echo", executionId });
	const day = 86_400_000;
	server.shiftClock(13 * day);
	expect((await get()).$id).toBe(executionId);
	server.shiftClock(15 * day);
	await expect(get()).rejects.toMatchObject({ code: 404, type: "execution_not_found" });
	server.shiftClock(0);
});

test("the clock of a function's process is the server's", async () => {
	server.shiftClock(86_400_000);
	const { now } = (await run("/clock")).json();
	server.shiftClock(0);
	expect(now - Date.now()).toBeGreaterThan(86_300_000);
});
