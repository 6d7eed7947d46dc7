// What reads the files that users name as pictures, whichever it is: the one over the SDK, and the one in memory of the unit tests.
import { createHash, randomBytes } from "node:crypto";
import { ID, Permission, Role, Storage, Teams, Users } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBucketFiles } from "../../shared/platform/appwrite/bucket-files.ts";
import type { BucketFiles, FilePlace } from "../../shared/service/pictures/bucket-files.ts";
import { createMemoryBuckets } from "../helpers/memory-buckets.ts";
import { connect } from "./connect.ts";

type Opened = {
	readonly files: BucketFiles;
	readonly addBucket: (bucketId: string, isEnabled: boolean) => Promise<unknown>;
	readonly addFile: (place: FilePlace, bytes: Buffer, permissions: string[]) => Promise<unknown>;
	readonly removeFile: (place: FilePlace) => Promise<unknown>;
	readonly addMember: (teamId: string, userId: string, roles: string[]) => Promise<unknown>;
	readonly end: () => Promise<void>;
};

const BUCKET = [Permission.read(Role.users()), Permission.create(Role.users())];

async function openMemory(): Promise<Opened> {
	const { files, addBucket, addFile, removeFile, addMember } = createMemoryBuckets();
	return {
		files,
		addBucket: async (id, isEnabled) => addBucket(id, { permissions: BUCKET, isEnabled }),
		addFile: async (...file) => addFile(...file),
		removeFile: async (place) => removeFile(place),
		addMember: async (...member) => addMember(...member),
		end: async () => {},
	};
}

async function openServer(): Promise<Opened> {
	const { admin, end } = await connect();
	const [storage, teams, users] = [new Storage(admin), new Teams(admin), new Users(admin)];
	const undo: (() => Promise<unknown>)[] = [];
	return {
		files: createBucketFiles(admin),
		// With all else as a server makes a bucket: files are encrypted.
		addBucket: async (bucketId, enabled) => {
			const settings = { name: "chatreel contract", permissions: BUCKET, fileSecurity: true, enabled };
			await storage.createBucket({ bucketId, ...settings });
			undo.push(() => storage.deleteBucket({ bucketId }));
		},
		addFile: (place, bytes, permissions) =>
			storage.createFile({ ...place, file: InputFile.fromBuffer(bytes, "a.png"), permissions }),
		removeFile: (place) => storage.deleteFile(place),
		addMember: async (teamId, userId, roles) => {
			await users.create({ userId });
			await teams.create({ teamId, name: "contract" });
			await teams.createMembership({ teamId, userId, roles });
			undo.push(() => users.delete({ userId }));
			undo.push(() => teams.delete({ teamId }));
		},
		end: async () => {
			for (const step of undo) await step();
			await end();
		},
	};
}

describe.each([
	["in memory", openMemory],
	["over HTTP", openServer],
])("files of buckets %s", (_, open) => {
	let opened: Opened;
	let files: BucketFiles;
	let place: FilePlace;
	beforeAll(async () => {
		opened = await open();
		({ files } = opened);
	});
	afterAll(() => opened.end());

	const addFile = async (bytes: Buffer, permissions: string[] = []) => {
		place = { bucketId: ID.unique(), fileId: ID.unique() };
		await opened.addBucket(place.bucketId, true);
		await opened.addFile(place, bytes, permissions);
		const signature = createHash("md5").update(bytes).digest("hex");
		return { ...place, signature, bytes: bytes.length };
	};

	test("tell who may read a bucket, and whether it is switched on", async () => {
		const [on, off] = [ID.unique(), ID.unique()];
		await opened.addBucket(on, true);
		await opened.addBucket(off, false);
		const facts = { permissions: expect.arrayContaining(['read("users")']), hasFileSecurity: true };
		expect(await files.findBucket(on)).toEqual({ ...facts, isEnabled: true });
		expect(await files.findBucket(off)).toEqual({ ...facts, isEnabled: false });
		expect(await files.findBucket(ID.unique())).toBe(null);
	});

	test("tell who may read a file, and the MD5 and the size of its content", async () => {
		const permissions = ['read("user:maya")', 'read("team:band/bass")', 'update("user:maya")'];
		const { signature, bytes } = await addFile(randomBytes(1000), permissions);
		const found = await files.findFile(place);
		expect(found?.permissions.toSorted()).toEqual(permissions.toSorted());
		expect(found).toMatchObject({ signature, bytes });
		expect(await files.findFile({ ...place, fileId: ID.unique() })).toBe(null);
		expect(await files.findFile({ ...place, bucketId: ID.unique() })).toBe(null);
	});

	test("give the content of a file that nobody may read", async () => {
		const content = randomBytes(3000);
		const pinned = await addFile(content);
		expect(Buffer.from((await files.readPinned(pinned)) ?? []).equals(content)).toBe(true);
	});

	test("give nothing of a file with another content, or of none", async () => {
		const pinned = await addFile(randomBytes(3000));
		await opened.removeFile(place);
		expect(await files.readPinned(pinned)).toBe(null);
		await opened.addFile(place, randomBytes(3000), []);
		expect(await files.readPinned(pinned)).toBe(null);
	});

	test("know the roles of a team's members, and nobody else's", async () => {
		const [teamId, userId] = [ID.unique(), ID.unique()];
		await opened.addMember(teamId, userId, ["bass", "drums"]);
		expect(await files.findTeamRoles(teamId, userId)).toEqual(["bass", "drums"]);
		expect(await files.findTeamRoles(teamId, ID.unique())).toBe(null);
		expect(await files.findTeamRoles(ID.unique(), userId)).toBe(null);
	});
});
