import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { embedPictures } from "../../../scripts/batch-command/embed-pictures.ts";
import type { BatchItem } from "../../../scripts/batch-command/read-items.ts";
import { parseConversation } from "../../../shared/video/conversation/parse.ts";
import { dataUrl, encodeSample, pngUrl } from "../../helpers/picture-files.ts";

const picturesDir = mkdtempSync(join(tmpdir(), "embed-pictures-"));
afterAll(() => rmSync(picturesDir, { recursive: true }));

const cat = encodeSample("jpeg");
const bytesOf = (url: string) => Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
writeFileSync(join(picturesDir, "cat.png"), cat);
writeFileSync(join(picturesDir, "large.png"), Buffer.alloc(3_000_000));
for (const name of ["a", "b"]) writeFileSync(join(picturesDir, `${name}.png`), bytesOf(pngUrl(3_500_002)));
writeFileSync(join(picturesDir, "words.png"), "words");

function item(...images: readonly unknown[]): BatchItem {
	const messages = images.map((image) => ({ sender: "you", images: [image] }));
	const place = { name: "a", output: "a.mp4", place: "a.json", picturesDir };
	const conversation = parseConversation({ contact: { picture: "cat.png" }, messages });
	return { ...place, conversation, faults: [] };
}

test("files become data URLs by what they are, wherever they stand, and nothing else changes", async () => {
	const file = { bucketId: "photos", fileId: "cat" };
	const [embedded] = await embedPictures([item("cat.png", file, pngUrl(1002))], 50);
	const before = item("cat.png", file, pngUrl(1002));
	const picture = dataUrl("jpeg", cat);
	const [first, ...rest] = before.conversation?.messages ?? [];
	expect(embedded).toEqual({
		...before,
		conversation: {
			...before.conversation,
			contact: { ...before.conversation?.contact, picture },
			messages: [{ ...first, images: [picture] }, ...rest],
		},
	});
});

test("a job is refused for pictures that cannot be sent, with all faults, and the others are not", async () => {
	const items = [item("large.png", "none.png", "words.png"), item("a.png", "b.png"), item("cat.png")];
	const [single, together, sound] = await embedPictures(items, 50);
	expect(single?.conversation).toBe(null);
	expect(single?.faults).toEqual([
		expect.stringMatching(
			/^messages\[0\]\.images\[0\]: .* at most 2999977 bytes: put a larger one into a bucket/,
		),
		expect.stringMatching(/^messages\[1\]\.images\[0\]: .* a file that can be read, received "none.png": /),
		expect.stringMatching(/^messages\[2\]\.images\[0\]: .* a PNG, JPEG or WebP picture/),
	]);
	expect(together).toMatchObject({
		conversation: null,
		faults: [expect.stringContaining("at most 6000000 bytes of data URLs")],
	});
	expect(sound?.faults).toEqual([]);
});
