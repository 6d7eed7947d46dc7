import { Databases, ID, Storage, TablesDB } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BundleServer, startBundleServer } from "../helpers/bundle-server.ts";
import { ask, createRequest, guestOf, jobEnd, SHORT, signUp, type User } from "../helpers/client-calls.ts";
import { expectInvariants } from "../helpers/invariants.ts";

const SERVICE_KEY = "a service key of this test";

let server: BundleServer;
let maya: User;
let other: User;
beforeAll(async () => {
	server = await startBundleServer({
		variables: { SERVICE_KEY, MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" },
	});
	[maya, other] = [await signUp(server), await signUp(server)];
});
afterAll(() => server.end());

const asService = { "x-chatreel-key": SERVICE_KEY };

describe("a render by a session", () => {
	test("answers with the result, and leaves video and poster to their owner alone", async () => {
		const { status, body } = await ask(maya.client, { body: { conversation: SHORT, jobId: "first" } });
		expect([status, body]).toMatchObject([
			200,
			{ success: true, jobId: "first", bucketId: "videos", durationSeconds: 1.5, frames: 45, warnings: [] },
		]);
		const { fileId, posterFileId, bytes, cpuSeconds, quotedCpuSeconds } = body;
		expect(cpuSeconds).toBeGreaterThan(0);
		expect(quotedCpuSeconds).toBeGreaterThan(0);
		const storage = new Storage(maya.client);
		const video = Buffer.from(await storage.getFileDownload({ bucketId: "videos", fileId }));
		expect([video.length, video.toString("latin1", 4, 8)]).toEqual([bytes, "ftyp"]);
		const poster = Buffer.from(await storage.getFileDownload({ bucketId: "videos", fileId: posterFileId }));
		expect(poster.toString("latin1", 1, 4)).toBe("PNG");
		const refused = new Storage(other.client).getFileDownload({ bucketId: "videos", fileId });
		await expect(refused).rejects.toMatchObject({ code: 404 });
	});

	test("shows its state to its owner and to service callers, and to nobody else", async () => {
		const path = "/jobs/first";
		expect((await ask(maya.client, { method: "GET", path })).body).toMatchObject({
			...{ jobId: "first", status: "completed", percent: 100, framesDone: 45, framesTotal: 45, attempt: 1 },
			result: { success: true, frames: 45 },
			error: null,
		});
		expect((await ask(guestOf(server), { method: "GET", path, headers: asService })).status).toBe(200);
		expect((await ask(other.client, { method: "GET", path })).status).toBe(404);
		expect((await ask(guestOf(server), { method: "GET", path })).status).toBe(401);
	});

	test("is the same job when it is asked for again, and another's or another request is refused", async () => {
		const again = await ask(maya.client, { body: { conversation: SHORT, jobId: "first" } });
		expect([again.status, again.body.jobId]).toEqual([200, "first"]);
		const changed = { ...SHORT, sound: false };
		expect((await ask(maya.client, { body: { conversation: changed, jobId: "first" } })).status).toBe(409);
		const foreign = await ask(other.client, { body: { conversation: SHORT, jobId: "first" } });
		expect([foreign.status, foreign.body.code]).toEqual([409, "ERR_010"]);
		expect((await server.rowsOf("quota_jobs")).filter(({ $id }) => $id.startsWith("first."))).toHaveLength(1);
	});

	test("is refused an id that another's row waits with to become a job", async () => {
		server.weaken({ lostEvents: true });
		await createRequest(maya.client, "waiting");
		server.weaken({ lostEvents: false });
		const foreign = await ask(other.client, { body: { conversation: SHORT, jobId: "waiting" } });
		expect([foreign.status, foreign.body.code]).toEqual([409, "ERR_010"]);
		expect((await ask(maya.client, { body: { conversation: SHORT, jobId: "waiting" } })).status).toBe(200);
	});

	test("has all its faults told, that of its job id too", async () => {
		const body = { conversation: { messages: [] }, jobId: "../x" };
		const { status, body: refused } = await ask(maya.client, { body });
		const pointers = refused.details.faults.map(({ pointer }: { pointer: string }) => pointer);
		expect([status, pointers]).toEqual([400, ["/conversation/messages", "/jobId"]]);
		const quoted = await ask(maya.client, { path: "/quote", body: { conversation: SHORT, jobId: "../x" } });
		expect(quoted.body).toMatchObject({ valid: false, errors: [{ pointer: "/jobId" }] });
	});

	test("takes a bare conversation", async () => {
		expect((await ask(maya.client, { body: SHORT })).status).toBe(200);
	});
});

describe("who asks", () => {
	test("a guest is nobody", async () => {
		const { status, body, headers } = await ask(guestOf(server), { body: SHORT });
		expect([status, body.code, body.status]).toEqual([401, "ERR_007", 401]);
		expect(headers.find(({ name }) => name === "content-type")?.value).toContain("application/problem+json");
	});

	test("is a user by a JWT where the platform passes none on", async () => {
		const plain = await ask(maya.byJwt, { body: SHORT });
		expect(plain.status).toBe(401);
		const { status } = await ask(maya.byJwt, { body: SHORT, headers: { "x-chatreel-jwt": maya.jwt } });
		expect(status).toBe(200);
	});
});

describe("a created document", () => {
	test.each(["TablesDB", "Databases"] as const)("by %s becomes a video", async (api) => {
		const data = { conversation: JSON.stringify(SHORT) };
		const id = ID.unique();
		if (api === "TablesDB") {
			await new TablesDB(maya.client).createRow({
				...{ databaseId: "chatreel", tableId: "render_requests", rowId: id },
				data,
			});
		} else {
			await new Databases(maya.client).createDocument({
				...{ databaseId: "chatreel", collectionId: "render_requests", documentId: id },
				data,
			});
		}
		expect(await jobEnd(server, id)).toMatchObject({ status: "completed", userId: maya.id });
	});

	test("that its maker alone cannot read is its maker's all the same", async () => {
		const rowId = ID.unique();
		const place = { databaseId: "chatreel", tableId: "render_requests", rowId };
		const data = { conversation: JSON.stringify(SHORT) };
		await new TablesDB(maya.client).createRow({ ...place, data, permissions: [] });
		expect(await jobEnd(server, rowId)).toMatchObject({ status: "completed", userId: maya.id });
	});

	test("that is malformed becomes a failed job with every fault", async () => {
		const rowId = ID.unique();
		const data = { conversation: '{"messages": [{"sender": "me"}]}', options: '{"jobId": "mine"}' };
		await new TablesDB(maya.client).createRow({
			databaseId: "chatreel",
			tableId: "render_requests",
			rowId,
			data,
		});
		const row = await jobEnd(server, rowId);
		expect(row["status"]).toBe("failed");
		const { code, details } = JSON.parse(String(row["error"]));
		const pointers = details.faults.map(({ pointer }: { pointer: string }) => pointer);
		expect(code).toBe("ERR_001");
		expect(pointers).toEqual([
			"/conversation/messages/0/sender",
			"/conversation/messages/0/text",
			"/options/jobId",
		]);
		const { body } = await ask(maya.client, { method: "GET", path: `/jobs/${rowId}` });
		expect(body.error.details.faults).toHaveLength(3);
	});
});

describe("what is not there", () => {
	test("is told with what there is", async () => {
		const { status, body } = await ask(maya.client, { path: "/nowhere" });
		expect([status, body.code]).toEqual([404, "ERR_009"]);
		expect(body.details.routes).toContain("POST /");
		const wrong = await ask(maya.client, { method: "DELETE", path: "/" });
		expect([wrong.status, wrong.body.details]).toEqual([405, { allow: "POST" }]);
	});
});

test("the books, the jobs and their files agree, and nothing is left reserved", () =>
	expectInvariants(server));
