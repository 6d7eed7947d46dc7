import { describe, expect, test } from "vitest";
import { loadPinned } from "../../../../shared/service/pictures/load-pinned.ts";
import type { Reader } from "../../../../shared/service/pictures/may-read.ts";
import { pinPictures } from "../../../../shared/service/pictures/pin-pictures.ts";
import { LIMITS } from "../../../../shared/video/conversation/limits.ts";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { createMemoryBuckets } from "../../../helpers/memory-buckets.ts";
import { pngUrl } from "../../../helpers/picture-files.ts";

const MAYA: Reader = { kind: "user", userId: "maya" };
const at = (fileId: string, bucketId = "photos") => ({ bucketId, fileId });
const HERS = ['read("user:maya")'];

function createBuckets() {
	const buckets = createMemoryBuckets();
	buckets.addBucket("photos");
	buckets.addFile(at("hers"), new Uint8Array([1, 2, 3]), HERS);
	buckets.addFile(at("zoes"), new Uint8Array([4]), ['read("user:zoe")']);
	return buckets;
}

const showing = (...images: readonly unknown[]) =>
	parseConversation({ messages: images.map((image) => ({ sender: "you", images: [image] })) });

const faultsOf = (work: Promise<unknown>) =>
	work.then(
		() => [],
		({ details }) => details.faults.map(({ message }: { readonly message: string }) => message),
	);

describe("a file in a bucket", () => {
	test("is pinned to its content, once for all its places", async () => {
		const { files, calls } = createBuckets();
		const conversation = showing(at("hers"), at("hers"), pngUrl(1002));
		const signature = "5289df737df57326fcdd22597afb1fac";
		expect(await pinPictures(conversation, MAYA, files)).toEqual([{ ...at("hers"), signature, bytes: 3 }]);
		expect(calls).toEqual(["bucket photos", "file photos/hers"]);
	});

	test("that is another's is refused in the words of one that is missing", async () => {
		const { files } = createBuckets();
		const conversation = showing(at("hers"), at("zoes"), at("zoes"), at("none"), at("none", "nowhere"));
		const refused = (index: number, place: string) =>
			`messages[${index}].images[0]: expected a picture, allowed: a file that you may read, received file ${place}`;
		expect(await faultsOf(pinPictures(conversation, MAYA, files))).toEqual([
			refused(1, "zoes of bucket photos"),
			refused(2, "zoes of bucket photos"),
			refused(3, "none of bucket photos"),
			refused(4, "none of bucket nowhere"),
		]);
	});

	test("that is too large is refused before it is read, to those who may read it", async () => {
		const { files, addFile, calls } = createBuckets();
		const bytes = new Uint8Array(LIMITS.picture.fileBytes + 1);
		addFile(at("large"), bytes, HERS);
		addFile(at("zoes-large"), bytes);
		expect(await faultsOf(pinPictures(showing(at("large"), at("zoes-large")), MAYA, files))).toEqual([
			"messages[0].images[0]: expected a picture, allowed: a file of at most 20000000 bytes, received file large of bucket photos, which has 20000001",
			"messages[1].images[0]: expected a picture, allowed: a file that you may read, received file zoes-large of bucket photos",
		]);
		expect(calls.filter((call) => call.startsWith("read"))).toEqual([]);
	});

	test("is asked for in at most ten teams, each once", async () => {
		const { files, addFile, addMember, calls } = createBuckets();
		const teams = Array.from({ length: 40 }, (_, index) => `read("team:t${index}")`);
		addMember("t39", "maya");
		addFile(at("a"), new Uint8Array(1), teams);
		addFile(at("b"), new Uint8Array(1), teams);
		addFile(at("c"), new Uint8Array(1), teams.slice(39));
		expect(await faultsOf(pinPictures(showing(at("a"), at("b"), at("c")), MAYA, files))).toHaveLength(3);
		expect(calls.filter((call) => call.startsWith("team"))).toHaveLength(10);
		expect(await faultsOf(pinPictures(showing(at("c")), MAYA, files))).toEqual([]);
	});
});

test("a path is refused, beside the faults of files", async () => {
	const { files } = createBuckets();
	expect(await faultsOf(pinPictures(showing("photos/cat.jpg", at("zoes")), MAYA, files))).toEqual([
		'messages[0].images[0]: expected a picture, allowed: a data URL or a file in a bucket: no files are read here, received "photos/cat.jpg"',
		"messages[1].images[0]: expected a picture, allowed: a file that you may read, received file zoes of bucket photos",
	]);
});

test("a conversation without such pictures asks for nothing", async () => {
	const { files, calls } = createBuckets();
	const conversation = parseConversation({
		theme: { wallpaper: "#ffffff" },
		video: { background: "#000000" },
		messages: [{ sender: "you", text: "Hi", images: [pngUrl(1002)] }],
	});
	expect(await pinPictures(conversation, MAYA, files)).toEqual([]);
	expect(calls).toEqual([]);
});

describe("a pinned file", () => {
	const mostBytes = 100;

	test("is loaded as it was accepted", async () => {
		const { files } = createBuckets();
		const load = loadPinned(await pinPictures(showing(at("hers")), MAYA, files), files);
		expect(await load(at("hers"), { mostBytes })).toEqual(new Uint8Array([1, 2, 3]));
	});

	test.each<[string, (buckets: ReturnType<typeof createBuckets>) => void]>([
		["changed", ({ addFile }) => addFile(at("hers"), new Uint8Array([1, 2, 4]), HERS)],
		["removed", ({ removeFile }) => removeFile(at("hers"))],
	])("that was %s since is refused", async (_, change) => {
		const buckets = createBuckets();
		const load = loadPinned(await pinPictures(showing(at("hers")), MAYA, buckets.files), buckets.files);
		change(buckets);
		await expect(load(at("hers"), { mostBytes })).rejects.toMatchObject({
			kind: "NOT_FOUND",
			message: "it was changed or removed since the job was accepted",
		});
	});

	test("is all that is loaded, and no more than there is room for", async () => {
		const { files, calls } = createBuckets();
		const load = loadPinned(await pinPictures(showing(at("hers")), MAYA, files), files);
		calls.length = 0;
		await expect(load(at("zoes"), { mostBytes })).rejects.toMatchObject({ kind: "FORBIDDEN" });
		await expect(load("photos/cat.jpg", { mostBytes })).rejects.toMatchObject({ kind: "FORBIDDEN" });
		await expect(load(at("hers"), { mostBytes: 2 })).rejects.toMatchObject({ kind: "INVALID_INPUT" });
		expect(calls).toEqual([]);
	});
});
