import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { videoPorts } from "../../shared/app/video-ports.ts";
import { readEnv } from "../../shared/platform/node/env.ts";
import { parseConversation } from "../../shared/video/conversation/parse.ts";
import { quoteOf } from "../../shared/video/cost/cost-model.ts";
import { makeVideo } from "../../shared/video/make-video.ts";
import { planVideo } from "../../shared/video/plan-video.ts";

const ports = { ...videoPorts(readEnv({}), "fast"), requirePreflight: async () => {} };
const NOWHERE = { bucketId: null, fileId: null, posterFileId: null };
const kanji = Array.from({ length: 200 }, (_, index) => String.fromCodePoint(0x6000 + 3 * index)).join("");

test.each([
	["first-date", { width: 540, height: 960 }],
	["emoji", { width: 540, height: 960, crf: 10, fps: 24 }],
	["locked-out", { width: 1920, height: 1080, crf: 30 }],
	["kanji", { width: 1080, height: 1920, durationSeconds: 30 }],
])("the file of %s at %j is as large as the plan says", async (name, video) => {
	const example = join(import.meta.dirname, `../../examples/${name}.json`);
	const chat =
		name === "kanji"
			? { messages: [{ sender: "you", text: kanji }] }
			: JSON.parse(await readFile(example, "utf8"));
	const planned = await planVideo(parseConversation({ ...chat, video }), ports);
	const { summary, preset, crf } = planned.plan;
	const { lowBytes, upperBytes } = quoteOf(summary, { engine: "fast", preset, crf }).file;
	const deliver = async ({ videoFile }: { readonly videoFile: string }) => {
		await rm(videoFile);
		return NOWHERE;
	};
	const options = { signal: new AbortController().signal, onProgress: () => {}, onChild: () => {} };
	const { bytes } = await makeVideo(planned, { ...ports, deliver }, options);
	expect(bytes).toBeGreaterThan(lowBytes);
	expect(bytes).toBeLessThan(1.03 * upperBytes);
});
