import { Storage } from "node-appwrite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, createRequest, jobEnd, jobWhen, SHORT, signUp, type User } from "../helpers/client-calls.ts";
import { createGatedFfmpeg, type GatedFfmpeg } from "../helpers/gated-ffmpeg.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { type RenderServer, startRenderServer } from "../helpers/render-server.ts";

let server: RenderServer;
let ffmpeg: GatedFfmpeg;
let maya: User;
let other: User;
beforeAll(async () => {
	ffmpeg = await createGatedFfmpeg();
	server = await startRenderServer({ variables: { FFMPEG_PATH: ffmpeg.path, SLOT_WAIT_SECONDS: "0.2" } });
	[maya, other] = [await signUp(server), await signUp(server)];
});
afterAll(async () => {
	await server.end();
	ffmpeg.remove();
});

const remove = (jobId: string, by: User = maya) =>
	ask(by.client, { method: "DELETE", path: `/jobs/${jobId}/video` });
const filesLeft = async () => (await new Storage(server.admin).listFiles({ bucketId: "videos" })).total;
const rowOf = async (jobId: string) => (await server.rowsOf("renders")).find(({ $id }) => $id === jobId);

test("the video of a job is deleted by its owner alone, and again without effect", async () => {
	const { body } = await ask(maya.client, { body: { conversation: SHORT, jobId: "made" } });
	expect(body).toMatchObject({ success: true });
	expect(await filesLeft()).toBe(2);
	const foreign = await remove("made", other);
	expect([foreign.status, foreign.body.code]).toEqual([404, "ERR_009"]);
	expect(await filesLeft()).toBe(2);

	const answer = await remove("made");
	expect([answer.status, answer.body]).toMatchObject([200, { jobId: "made", status: "completed" }]);
	expect(await filesLeft()).toBe(0);
	const deletedAt = (await rowOf("made"))?.["videoDeletedAt"];
	expect(deletedAt).toEqual(expect.any(String));
	expect((await remove("made")).status).toBe(200);
	expect((await rowOf("made"))?.["videoDeletedAt"]).toBe(deletedAt);
	await expectInvariants(server);
});

test("a job that runs keeps what it makes", async () => {
	ffmpeg.hold("render");
	await createRequest(maya.client, "runs");
	await jobWhen(server, "runs", ({ status }) => status === "rendering");
	const early = await remove("runs");
	expect([early.status, early.body.code, early.body.details]).toEqual([
		409,
		"ERR_010",
		{ status: "rendering" },
	]);
	ffmpeg.release("render");
	expect(await jobEnd(server, "runs")).toMatchObject({ status: "completed", videoDeletedAt: null });
	expect(await filesLeft()).toBe(2);
});

test("a failed job, which has no video, is taken off all the same", async () => {
	await createRequest(maya.client, "faulty", { messages: [] });
	expect(await jobEnd(server, "faulty")).toMatchObject({ status: "failed", videoDeletedAt: null });
	expect((await remove("faulty")).status).toBe(200);
	expect((await rowOf("faulty"))?.["videoDeletedAt"]).toEqual(expect.any(String));
});
