// Who may show which file of a bucket in a video, asked over HTTP as an app asks.
import { ID, Permission, Role, Storage, Teams } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BundleServer, startBundleServer } from "../helpers/bundle-server.ts";
import { ask, createRequest, guestOf, HEAVY, jobEnd, signUp, type User } from "../helpers/client-calls.ts";
import { encodeSample } from "../helpers/picture-files.ts";

const SERVICE_KEY = "a service key of this test";
const asService = { "x-chatreel-key": SERVICE_KEY };

let server: BundleServer;
let storage: Storage;
let maya: User;
let zoe: User;
beforeAll(async () => {
	server = await startBundleServer({
		variables: { SERVICE_KEY, MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" },
	});
	storage = new Storage(server.admin);
	[maya, zoe] = [await signUp(server), await signUp(server)];
	await storage.createBucket({ bucketId: "photos", name: "Photos", permissions: [], fileSecurity: true });
	await storage.createBucket({
		bucketId: "off",
		name: "Off",
		permissions: [],
		fileSecurity: true,
		enabled: false,
	});
	const permissions = [Permission.read(Role.users())];
	await storage.createBucket({ bucketId: "shared", name: "Shared", permissions, fileSecurity: false });
	await new Teams(server.admin).create({ teamId: "band", name: "Band" });
	await new Teams(server.admin).createMembership({ teamId: "band", userId: maya.id, roles: [] });
});
afterAll(() => server.end());

type Place = { readonly bucketId: string; readonly fileId: string };

async function addFile(
	role: string | null,
	bucketId = "photos",
	bytes = encodeSample("png"),
): Promise<Place> {
	const place = { bucketId, fileId: ID.unique() };
	await addFileAt(place, bytes, role);
	return place;
}

async function addFileAt(place: Place, bytes: Buffer, role: string | null = null): Promise<void> {
	const permissions = role === null ? [] : [Permission.read(role)];
	await storage.createFile({ ...place, file: InputFile.fromBuffer(bytes, "photo.png"), permissions });
}

const showing = (...images: readonly unknown[]) => ({
	video: { width: 240, height: 426, durationSeconds: 1.5 },
	messages: [{ sender: "you", images, timestamp: 0.5 }],
});

const faultOf = ({ fileId, bucketId }: Place, allowed = "a file that you may read") => ({
	pointer: "/conversation/messages/0/images/0",
	expected: "a picture",
	allowed,
	received: expect.stringContaining(`file ${fileId} of bucket ${bucketId}`),
});

const post = (conversation: object, { client }: User = maya, more: object = {}) =>
	ask(client, { body: { conversation, ...more } });

describe("a user's video shows", () => {
	test.each<[string, () => Promise<Place>]>([
		["a file of their own", () => addFile(Role.user(maya.id))],
		["a public file", () => addFile(Role.any())],
		["a file of every user", () => addFile(Role.users())],
		["a file of their team", () => addFile(Role.team("band"))],
		["a file of a bucket of every user", () => addFile(null, "shared")],
	])("%s", async (_, add) => {
		const conversation = showing(await add());
		const quoted = await ask(maya.client, { path: "/quote", body: { conversation } });
		expect(quoted.body).toMatchObject({ valid: true, errors: [] });
		expect(await post(conversation)).toMatchObject({ status: 200, body: { success: true } });
	});

	test.each<[string, () => Promise<Place>]>([
		["a file of another user", () => addFile(Role.user(zoe.id))],
		["a file of nobody", () => addFile(null)],
		["a file of guests", () => addFile(Role.guests())],
		["a file of another team", () => addFile(Role.team("others"))],
		["a public file of a bucket that is switched off", () => addFile(Role.any(), "off")],
		["a file that is missing", async () => ({ bucketId: "photos", fileId: "none" })],
		["a file of a bucket that is missing", async () => ({ bucketId: "none", fileId: "none" })],
	])("not %s, in the words of any such file", async (_, add) => {
		const place = await add();
		const conversation = showing(place);
		const refused = await post(conversation);
		expect([refused.status, refused.body.details.faults]).toMatchObject([400, [faultOf(place)]]);
		expect(JSON.stringify(refused.body)).not.toContain("photo.png");
		const quoted = await ask(maya.client, { path: "/quote", body: { conversation } });
		expect(quoted.body).toMatchObject({ valid: false, errors: [faultOf(place)] });
	});

	test("not the video of another user's job, and their own poster", async () => {
		const hers = await post({ ...showing(await addFile(Role.any())) }, zoe);
		const { bucketId, posterFileId: fileId } = hers.body;
		expect((await post(showing({ bucketId, fileId }))).status).toBe(400);
		expect((await post(showing({ bucketId, fileId }), zoe)).status).toBe(200);
	});

	test("no file that is another kind than a picture, or larger than one may be", async () => {
		const words = await addFile(Role.any(), "photos", Buffer.from("%PDF-1.7"));
		const refused = await post(showing(words));
		expect(refused.body.details.faults).toMatchObject([
			{ pointer: "/conversation/messages/0/images/0", received: "a PDF document" },
		]);
		const json = await addFile(Role.any(), "photos", Buffer.from('{"a": 1}'));
		expect((await post(showing(json))).body.details.faults).toMatchObject([
			{ received: "another kind of file" },
		]);
		const large = await addFile(Role.any(), "photos", Buffer.alloc(20_000_001));
		expect((await post(showing(large))).body.details.faults).toMatchObject([
			faultOf(large, "a file of at most 20000000 bytes"),
		]);
	});
});

describe("a created row", () => {
	test("shows its owner's file", async () => {
		await createRequest(maya.client, "row-own", showing(await addFile(Role.user(maya.id))));
		expect(await jobEnd(server, "row-own")).toMatchObject({ status: "completed" });
	});

	test("with a file of somebody else makes a failed job, once, and no video", async () => {
		const place = await addFile(Role.user(zoe.id));
		await createRequest(maya.client, "row-foreign", showing(place));
		const { status, error, fileId } = await jobEnd(server, "row-foreign");
		expect([status, fileId]).toEqual(["failed", null]);
		expect(JSON.parse(String(error)).details.faults).toMatchObject([faultOf(place)]);
		const attempts = (await server.rowsOf("quota_jobs")).map(({ $id }) => $id);
		expect(attempts).not.toContain("row-foreign.1");
	});

	test("without an owner shows what everybody may read, and no more", async () => {
		await createRequest(server.admin, "row-public", showing(await addFile(Role.any())));
		expect(await jobEnd(server, "row-public")).toMatchObject({ status: "completed" });
		await createRequest(server.admin, "row-guest", showing(await addFile(Role.user(maya.id))));
		expect(await jobEnd(server, "row-guest")).toMatchObject({ status: "failed" });
	});
});

test.each<[string, (place: Place) => Promise<unknown>]>([
	["changed", (place) => addFileAt(place, encodeSample("png", 50, 50))],
	["was removed", async () => {}],
])("a file that %s after its job was accepted ends the job failed, once", async (what, change) => {
	const place = await addFile(Role.user(maya.id));
	const jobId = what.replace(" ", "-");
	server.weaken({ lostEvents: true });
	const conversation = { ...HEAVY, messages: [...showing(place).messages, ...HEAVY.messages.slice(1)] };
	expect((await post(conversation, maya, { jobId })).status).toBe(202);
	server.weaken({ lostEvents: false });
	await storage.deleteFile(place);
	await change(place);
	const run = { path: `/jobs/${jobId}/run`, headers: asService };
	const faults = [
		{
			pointer: "/conversation/messages/0/images/0",
			received: expect.stringContaining("it was changed or removed since the job was accepted"),
		},
	];
	expect((await ask(guestOf(server), run)).body).toMatchObject({ code: "ERR_001", details: { faults } });
	expect((await ask(guestOf(server), run)).body).toMatchObject({ code: "ERR_001", details: { faults } });
	expect(await jobEnd(server, jobId)).toMatchObject({ status: "failed", attempt: 0, fileId: null });
	const again = await post(conversation, maya, { jobId });
	expect(again.body).toMatchObject({ code: "ERR_001", details: { faults, jobId } });
});

test("a service caller shows any file, whose video only servers can read", async () => {
	const place = await addFile(null);
	const asked = { headers: asService, body: { conversation: showing(place) } };
	const { status, body } = await ask(guestOf(server), asked);
	expect(status).toBe(200);
	const refused = new Storage(maya.client).getFile({ bucketId: body.bucketId, fileId: body.fileId });
	await expect(refused).rejects.toMatchObject({ code: 404 });
	const off = { headers: asService, body: { conversation: showing(await addFile(Role.any(), "off")) } };
	expect((await ask(guestOf(server), off)).status).toBe(400);
});

test("a guest shows nothing", async () => {
	const conversation = showing(await addFile(Role.any()));
	expect((await ask(guestOf(server), { body: { conversation } })).status).toBe(401);
	expect((await ask(guestOf(server), { path: "/quote", body: { conversation } })).status).toBe(401);
});
