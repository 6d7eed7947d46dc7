import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { quoteVideo, renderVideo } from "../../shared/app/library.ts";

const dir = mkdtempSync(join(tmpdir(), "chatreel-size-"));
afterAll(() => rmSync(dir, { recursive: true }));
const kanji = Array.from({ length: 200 }, (_, index) => String.fromCodePoint(0x6000 + 3 * index)).join("");

test.each([
	["first-date", { width: 540, height: 960 }],
	["emoji", { width: 540, height: 960, crf: 10, fps: 24 }],
	["locked-out", { width: 1920, height: 1080, crf: 30 }],
	["kanji", { width: 1080, height: 1920, durationSeconds: 30 }],
])("the file of %s at %j is as large as the quote says", async (name, video) => {
	const example = join(import.meta.dirname, `../../examples/${name}.json`);
	const chat =
		name === "kanji"
			? { messages: [{ sender: "you", text: kanji }] }
			: JSON.parse(await readFile(example, "utf8"));
	const conversation = { ...chat, video };
	const quoted = await quoteVideo(conversation);
	const { bytes } = await renderVideo(conversation, { output: join(dir, `${name}.mp4`) });
	expect(bytes).toBeGreaterThan(quoted.bytes.low);
	expect(bytes).toBeLessThan(1.03 * quoted.bytes.high);
});
