import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadBeside } from "../../../../shared/platform/node/load-beside.ts";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { readPictures } from "../../../../shared/video/conversation/pictures/read-pictures.ts";
import { encodeSample } from "../../../helpers/picture-files.ts";

let dir = "";
const chat = (name: string) => join(dir, "chat", name);

beforeAll(() => {
	dir = mkdtempSync(join(tmpdir(), "chatreel-test-"));
	mkdirSync(chat("photos.png"), { recursive: true });
	mkdirSync(join(dir, "chat-2"));
	const png = encodeSample("png");
	for (const file of [
		chat("dog.png"),
		chat("photos.png/cat.png"),
		join(dir, "secret.png"),
		join(dir, "chat-2/s.png"),
	])
		writeFileSync(file, png);
	symlinkSync("photos.png/cat.png", chat("inside.png"));
	symlinkSync("../secret.png", chat("outside.png"));
	symlinkSync("..", chat("up"));
	symlinkSync("../chat-2", chat("beside"));
	symlinkSync("circle.png", chat("circle.png"));
	writeFileSync(chat("huge.png"), png);
	truncateSync(chat("huge.png"), 20_000_001);
	writeFileSync(chat("fits.png"), png);
	truncateSync(chat("fits.png"), 20_000_000);
	execFileSync("mkfifo", [chat("pipe.png")]);
	symlinkSync("/dev/zero", chat("zero.png"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const readFrom = (folder: string, picture: unknown) =>
	readPictures(parseConversation({ contact: { picture }, messages: [{ sender: "you", text: "Hi" }] }), {
		loadPicture: loadBeside(folder),
	});
const read = (picture: unknown) => readFrom(join(dir, "chat"), picture);

test.each(["dog.png", "./dog.png", "photos.png/cat.png", "inside.png", "fits.png"])(
	"a command reads %s beside the conversation",
	async (path) => {
		const [picture] = await read(path);
		expect([picture?.header.widthPx, picture?.header.heightPx]).toEqual([48, 32]);
	},
);

test("a command reads pictures also where the folder itself is a link", async () => {
	expect(await readFrom(join(dir, "chat-2/../chat/beside"), "s.png")).toHaveLength(1);
});

const cannot = (name: string, reason: string) =>
	`contact.picture: expected a picture, allowed: a file that can be read, received "${name}": ${reason}`;

test.each([
	["none.png", cannot("none.png", "there is no such file or folder (ENOENT)")],
	["dog.png/a.png", cannot("dog.png/a.png", "a part of this path is a file, not a folder (ENOTDIR)")],
	["circle.png", cannot("circle.png", "its links lead in a circle (ELOOP)")],
	["photos.png", cannot("photos.png", "it is a folder")],
	["pipe.png", cannot("pipe.png", "it is no regular file")],
	["outside.png", cannot("outside.png", "it leads out of the conversation's folder")],
	["up/secret.png", cannot("up/secret.png", "it leads out of the conversation's folder")],
	["beside/s.png", cannot("beside/s.png", "it leads out of the conversation's folder")],
	["zero.png", cannot("zero.png", "it leads out of the conversation's folder")],
	[
		"huge.png",
		'contact.picture: expected a picture, allowed: a file of at most 20000000 bytes, received "huge.png", which has more',
	],
	[
		{ bucketId: "pictures", fileId: "a" },
		"contact.picture: expected a picture, allowed: a file that can be read, received file a of bucket pictures: commands read only files beside the conversation; download it, and write its path",
	],
])("%j is refused", async (picture, message) => {
	await expect(read(picture)).rejects.toMatchObject({
		kind: "INVALID_INPUT",
		details: { faults: [{ message }] },
	});
});
