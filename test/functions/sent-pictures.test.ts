// Pictures that come in the request itself, over HTTP as an app sends them.
import { Storage } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BundleServer, startBundleServer } from "../helpers/bundle-server.ts";
import { ask, createRequest, guestOf, HEAVY, jobEnd, signUp, type User } from "../helpers/client-calls.ts";
import { pngUrl } from "../helpers/picture-files.ts";
import { until } from "../helpers/until.ts";

const SERVICE_KEY = "a service key of this test";
const asService = { "x-chatreel-key": SERVICE_KEY };

let server: BundleServer;
let maya: User;
beforeAll(async () => {
	server = await startBundleServer({
		variables: { SERVICE_KEY, MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" },
	});
	maya = await signUp(server);
});
afterAll(() => server.end());

const showing = (...images: readonly string[]) => ({
	video: { width: 240, height: 426, durationSeconds: 1.5 },
	messages: images.map((image) => ({ sender: "you", images: [image], timestamp: 0.5 })),
});
/** 5 MB, of two pictures. */
const LARGE = [pngUrl(2_500_002, 1), pngUrl(2_500_002, 2)];

const inputs = async () => (await new Storage(server.admin).listFiles({ bucketId: "inputs" })).files;
const noInputs = () => until(async () => (await inputs()).length === 0);
const rowOf = async (table: string, id: string) => (await server.rowsOf(table)).find(({ $id }) => $id === id);

describe("pictures in a request", () => {
	test("of five megabytes are shown, and removed when the video is made", async () => {
		const conversation = showing(...LARGE);
		const quoted = await ask(maya.client, { path: "/quote", body: { conversation } });
		expect(quoted.body).toMatchObject({ valid: true, errors: [] });
		const { status, body } = await ask(maya.client, { body: { conversation, jobId: "large" } });
		expect([status, body]).toMatchObject([200, { success: true, warnings: [] }]);
		await noInputs();
		expect(String((await rowOf("renders", "large"))?.["request"]).length).toBeLessThan(100);
		const again = await ask(maya.client, { body: { conversation, jobId: "large" } });
		expect(again.body).toEqual(body);
		expect(await inputs()).toEqual([]);
		const other = { conversation: showing(...LARGE.toReversed()), jobId: "large" };
		expect((await ask(maya.client, { body: other })).status).toBe(409);
		expect(await inputs()).toEqual([]);
	});

	test("of more than six megabytes are refused", async () => {
		const post = (...more: readonly string[]) =>
			ask(maya.client, { body: { conversation: showing(...LARGE, ...more) } });
		const refused = await post(pngUrl(1_200_002, 3));
		expect([refused.status, refused.body.details.faults]).toMatchObject([
			400,
			[
				{
					pointer: "/conversation",
					allowed: "at most 6000000 bytes of data URLs",
					received: "6200006 bytes",
				},
			],
		]);
		expect(await post(pngUrl(1_600_002, 3))).toMatchObject({ status: 413, body: { code: "ERR_001" } });
	});

	test("wait with their job in a file that no user can read or name, and outlive a lost event", async () => {
		server.weaken({ lostEvents: true });
		const conversation = { ...HEAVY, messages: [...showing(...LARGE).messages, ...HEAVY.messages.slice(2)] };
		const { status } = await ask(maya.client, { body: { conversation, jobId: "waiting" } });
		server.weaken({ lostEvents: false });
		expect(status).toBe(202);
		const [file] = await inputs();
		const [job, row] = [await rowOf("renders", "waiting"), await rowOf("render_requests", "waiting")];
		expect(file).toMatchObject({ name: "waiting.txt", $permissions: [], $id: job?.["inputFileId"] });
		expect(row?.["conversation"]).toBe(null);
		const place = { bucketId: "inputs", fileId: String(file?.$id) };
		await expect(new Storage(maya.client).getFile(place)).rejects.toMatchObject({ code: 404 });
		const naming = { body: { conversation: { messages: [{ sender: "you", images: [place] }] } } };
		const words = "a file that you may read";
		for (const refused of [
			await ask(maya.client, naming),
			await ask(guestOf(server), { ...naming, headers: asService }),
		])
			expect([refused.status, refused.body.details.faults]).toMatchObject([400, [{ allowed: words }]]);
		await ask(maya.client, { method: "DELETE", path: "/jobs/waiting" });
		expect(await jobEnd(server, "waiting")).toMatchObject({ status: "cancelled" });
		await noInputs();
	});
});

describe("pictures in a created row", () => {
	test("of 500 kB are shown, and the job keeps none of them", async () => {
		await createRequest(maya.client, "row", showing(pngUrl(500_002)));
		const job = await jobEnd(server, "row");
		expect(job).toMatchObject({ status: "completed" });
		expect(job["inputFileId"]).toHaveLength(32);
		expect(job["request"]).not.toContain("base64");
		await noInputs();
	});

	test("of 800 kB are refused with where to put them", async () => {
		await createRequest(maya.client, "row-large", showing(pngUrl(400_002, 1), pngUrl(400_002, 2)));
		const { status, error } = await jobEnd(server, "row-large");
		expect(status).toBe("failed");
		expect(JSON.parse(String(error)).details.faults).toMatchObject([
			{ pointer: "/conversation", allowed: expect.stringContaining("bucket"), received: "800004 bytes" },
		]);
		expect(await inputs()).toEqual([]);
	});
});

test("a batch has items with pictures", async () => {
	const conversations = [showing(pngUrl(900_002, 1)), showing(), showing(pngUrl(900_002, 2))];
	const conversation = { messages: [{ sender: "you", text: "Hi", timestamp: 0.5 }], video: showing().video };
	const body = { batchId: "pictured", conversations: [conversations[0], conversation, conversations[2]] };
	const { status, body: answer } = await ask(maya.client, { path: "/batch", body });
	expect([status, answer.total, answer.refused]).toEqual([202, 3, 0]);
	for (const { jobId } of answer.details)
		expect(await jobEnd(server, jobId)).toMatchObject({ status: "completed" });
	await noInputs();
});
