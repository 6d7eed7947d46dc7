import { describe, expect, test } from "vitest";
import { ChatreelError } from "../../../../../shared/core/errors.ts";
import { LIMITS } from "../../../../../shared/video/conversation/limits.ts";
import { checkConversation, parseConversation } from "../../../../../shared/video/conversation/parse.ts";
import { listPictures } from "../../../../../shared/video/conversation/pictures/list-pictures.ts";
import {
	type LoadPicture,
	readPictures,
} from "../../../../../shared/video/conversation/pictures/read-pictures.ts";
import { dataUrl, encodeSample, pngFile, withExif } from "../../../../helpers/picture-files.ts";

const PNG = encodeSample("png");
const bucketFile = { bucketId: "pictures", fileId: "photo-1" };
const of = (...images: readonly unknown[]) => ({
	messages: [{ sender: "you", text: "Hi" }, ...images.map((image) => ({ from: "you", images: [image] }))],
});
const read = (value: object, loadPicture?: LoadPicture) =>
	readPictures(parseConversation(value), { loadPicture });
const faultsOf = async (reading: Promise<unknown>) => {
	const thrown = await reading.then(
		() => null,
		(error: unknown) => error,
	);
	if (!(thrown instanceof ChatreelError)) throw thrown;
	expect(thrown.kind).toBe("INVALID_INPUT");
	const { faults } = thrown.details;
	return (faults as readonly { message: string }[]).map(({ message }) => message);
};
const fromFiles =
	(files: Readonly<Record<string, Uint8Array>>): LoadPicture =>
	async (source) => {
		const bytes = typeof source === "string" ? files[source] : undefined;
		if (bytes === undefined) throw new ChatreelError("NOT_FOUND", "there is none");
		return bytes;
	};

test("all pictures are listed at their places, in order, and no colour", () => {
	const conversation = parseConversation({
		contact: { picture: "a.png" },
		people: [
			{ id: "maya", name: "Maya", picture: "b.png" },
			{ id: "you", name: "Me", picture: bucketFile },
		],
		theme: { wallpaper: "c.png" },
		video: { background: bucketFile },
		messages: [
			{ sender: "you", text: "Hi", link: { title: "Dogs", picture: "d.png" } },
			{ pause: 1 },
			{ from: "maya", images: ["e.png", "f.png"] },
		],
	});
	expect(listPictures(conversation).map(({ name, source }) => [name, source])).toEqual([
		["/contact/picture", "a.png"],
		["/people/0/picture", "b.png"],
		["/people/1/picture", bucketFile],
		["/theme/wallpaper", "c.png"],
		["/video/background", bucketFile],
		["/messages/0/link/picture", "d.png"],
		["/messages/2/images/0", "e.png"],
		["/messages/2/images/1", "f.png"],
	]);
	for (const [wallpaper, background] of [
		["#112233", "transparent"],
		[{ top: "#112233", bottom: "#445566" }, "#000000"],
	])
		expect(listPictures(parseConversation({ ...of(), theme: { wallpaper }, video: { background } }))).toEqual(
			[],
		);
});

describe("a conversation's pictures", () => {
	test("are read once each, however often they are shown", async () => {
		const asked: unknown[] = [];
		const load: LoadPicture = async (source) => {
			asked.push(source);
			return encodeSample("jpeg");
		};
		const turned = withExif("webp", 6);
		const value = of("a.jpg", dataUrl("webp", turned), bucketFile, "a.jpg", { ...bucketFile });
		const pictures = await read({ ...value, theme: { wallpaper: "a.jpg" } }, load);
		expect(asked).toEqual(["a.jpg", bucketFile]);
		expect(
			pictures.map(({ places, header: { kind, widthPx } }) => [
				places.map(({ name }) => name),
				kind,
				widthPx,
			]),
		).toEqual([
			[["/theme/wallpaper", "/messages/1/images/0", "/messages/4/images/0"], "jpeg", 48],
			[["/messages/2/images/0"], "webp", 32],
			[["/messages/3/images/0", "/messages/5/images/0"], "jpeg", 48],
		]);
		expect(Buffer.from(pictures[1]?.bytes() ?? []).equals(turned)).toBe(true);
	});

	test("that are no data URLs are faults where no files are read", async () => {
		expect(await faultsOf(read(of("a.jpg", bucketFile, dataUrl("png", PNG))))).toEqual([
			'messages[1].images[0]: expected a picture, allowed: a data URL: no files are read here, received "a.jpg"',
			"messages[2].images[0]: expected a picture, allowed: a data URL: no files are read here, received file photo-1 of bucket pictures",
		]);
	});

	test("have all their faults reported, each at all its places", async () => {
		const load = fromFiles({
			"good.png": PNG,
			"page.jpg": Buffer.from("<html>"),
			"cut.png": PNG.subarray(0, 40),
		});
		expect(await faultsOf(read(of("page.jpg", "good.png", "cut.png", "none.png", "page.jpg"), load))).toEqual(
			[
				"messages[1].images[0]: expected a picture, allowed: a PNG, JPEG or WebP picture, received an HTML page",
				"messages[3].images[0]: expected a picture, allowed: a whole PNG picture, received one whose end is missing",
				'messages[4].images[0]: expected a picture, allowed: a file that can be read, received "none.png": there is none',
				"messages[5].images[0]: expected a picture, allowed: a PNG, JPEG or WebP picture, received an HTML page",
			],
		);
	});

	test("are refused by what the system says of the file, and by nothing else", async () => {
		const failing = (error: Error) => faultsOf(read(of("a.png"), () => Promise.reject(error)));
		expect(await failing(Object.assign(new Error("x"), { code: "ENOENT" }))).toEqual([
			'messages[1].images[0]: expected a picture, allowed: a file that can be read, received "a.png": there is no such file or folder (ENOENT)',
		]);
		const offline = new ChatreelError("DEPENDENCY_ERROR", "The storage is unreachable.");
		const bug = new TypeError("bug");
		for (const error of [offline, bug])
			await expect(read(of("a.png"), () => Promise.reject(error))).rejects.toBe(error);
	});

	test("are bytes", async () => {
		const text = (async () => "PNG") as unknown as LoadPicture;
		expect(await faultsOf(read(of("a.png"), text))).toEqual([
			'messages[1].images[0]: expected a picture, allowed: a Uint8Array from loadPicture, received "PNG"',
		]);
	});

	test("are files of 20 MB at most, and of 80 MB together; the reader is told how much is left", async () => {
		const limits: number[] = [];
		const sized = (bytes: number) => {
			const file = new Uint8Array(bytes);
			file.set(PNG);
			return file;
		};
		const load =
			(sizes: Readonly<Record<string, number>>): LoadPicture =>
			async (source, { mostBytes }) => {
				limits.push(mostBytes);
				return sized(sizes[String(source)] ?? 0);
			};
		const { fileBytes, fileBytesTogether } = LIMITS.picture;
		expect(await faultsOf(read(of("a.png"), load({ "a.png": fileBytes + 1 })))).toEqual([
			'messages[1].images[0]: expected a picture, allowed: a file of at most 20000000 bytes, received "a.png", which has more',
		]);
		const names = ["a.png", "b.png", "c.png", "d.png", "e.png"];
		const large = Object.fromEntries(names.map((name, at) => [name, at < 4 ? fileBytes - 250 : 1001]));
		limits.length = 0;
		expect(await faultsOf(read(of(...names), load(large)))).toEqual([
			'messages[5].images[0]: expected a picture, allowed: files of at most 80000000 bytes together, received "e.png", which has more',
		]);
		expect(limits).toEqual([...Array(4).fill(fileBytes), fileBytesTogether - 4 * (fileBytes - 250)]);
		expect(await read(of(...names), load({ ...large, "e.png": 1000 }))).toHaveLength(5);
	});
});

describe("parsing", () => {
	const faults = (value: object) => {
		const checked = checkConversation(value);
		return checked.ok ? [] : checked.faults.map(({ message }) => message);
	};

	test("refuses a data URL by what its bytes are, wherever there may be a picture", () => {
		const bomb = dataUrl("png", pngFile({ width: 16000, height: 16000 }));
		const tooLarge = "allowed: at most 50 megapixels, received 16000 × 16000 pixels";
		const value = {
			theme: { wallpaper: bomb },
			video: { background: bomb },
			contact: { picture: bomb },
			...of(bomb),
		};
		expect(faults(value)).toEqual([
			`contact.picture: expected a picture, ${tooLarge}`,
			`messages[1].images[0]: expected a picture, ${tooLarge}`,
			`theme.wallpaper: expected a wallpaper, ${tooLarge}`,
			`video.background: expected a background, ${tooLarge}`,
		]);
	});

	test("refuses a data URL of another type than its bytes", () => {
		expect(faults(of(dataUrl("jpeg", PNG)))).toEqual([
			'messages[1].images[0]: expected a picture, allowed: data:image/png;base64,… for these bytes, received "data:image/jpeg;base64,…"',
		]);
	});

	test("refuses more than 60 pictures, and counts none of what has other faults", () => {
		const images = Array(4).fill("a.png");
		const many = (count: number) => ({
			messages: [{ sender: "you", text: "Hi" }, ...Array(count).fill({ sender: "you", images })],
		});
		expect(faults(many(15))).toEqual([]);
		expect(faults(many(16))).toEqual([
			"the conversation: expected pictures, allowed: at most 60, received 64",
		]);
	});
});
