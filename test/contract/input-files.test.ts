// Private files of jobs, over the SDK.
import { randomBytes } from "node:crypto";
import { Storage } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import { createFileList } from "../../shared/platform/appwrite/file-list.ts";
import { createInputFiles, INPUT_BUCKET_ID } from "../../shared/platform/appwrite/input-files.ts";
import type { InputFiles } from "../../shared/service/pictures/input-files.ts";
import { type BundleServer, startBundleServer } from "../helpers/bundle-server.ts";

let server: BundleServer;
let inputs: InputFiles;
beforeAll(async () => {
	server = await startBundleServer();
	inputs = createInputFiles(createClient(server));
});
afterAll(() => server.end());

const list = async () => {
	const { listFiles } = createFileList(createClient(server), { bucketId: INPUT_BUCKET_ID });
	const files = await listFiles({ fromMs: 0, beforeMs: Date.now() + 1000, limit: 80, after: undefined });
	return files.map(({ id, name }) => [id, name]);
};

describe("a private file", () => {
	test.each([
		["small", 3000],
		["of several chunks", 6_500_000],
	])("that is %s is stored once, read as it was, and removed", async (_, bytes) => {
		const file = {
			id: `file-${bytes}`,
			name: `job-${bytes}.txt`,
			text: JSON.stringify({ é: randomBytes(bytes / 2).toString("hex") }),
		};
		await Promise.all([inputs.store(file), inputs.store(file)]);
		await inputs.store(file);
		expect(await list()).toEqual([[file.id, file.name]]);
		expect(await inputs.read(file.id)).toBe(file.text);
		const place = { bucketId: INPUT_BUCKET_ID, fileId: file.id };
		expect((await new Storage(server.admin).getFile(place)).$permissions).toEqual([]);
		await inputs.remove(file.id);
		await inputs.remove(file.id);
		expect([await inputs.read(file.id), await list()]).toEqual([null, []]);
	});
});
