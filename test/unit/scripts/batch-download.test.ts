import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createFetch, downloadVideos } from "../../../scripts/batch-command/download-videos.ts";
import type { BatchItem } from "../../../scripts/batch-command/read-items.ts";
import { createClient } from "../../../shared/platform/appwrite/client.ts";
import { type ItemDetail, summarize } from "../../../shared/service/batch/batch-summary.ts";

const WHOLE = Buffer.from("the whole video");
/** What the storage says that it has, and what it sends. */
let sent: Buffer = WHOLE;
let downloads = 0;
const server = createServer((request, response) => {
	if (!request.url?.includes("/download")) {
		const signature = createHash("md5").update(WHOLE).digest("hex");
		response.setHeader("content-type", "application/json");
		response.end(JSON.stringify({ signature, sizeOriginal: WHOLE.length }));
		return;
	}
	downloads += 1;
	response.end(sent);
}).listen(0, "127.0.0.1");
const outDir = mkdtempSync(join(tmpdir(), "download-"));
afterAll(() => {
	server.close();
	rmSync(outDir, { recursive: true });
});
beforeEach(() => {
	sent = WHOLE;
	downloads = 0;
	for (const name of readdirSync(outDir)) rmSync(join(outDir, name));
});

const item = { name: "a", output: "a.mp4" } as BatchItem;
const made: ItemDetail = {
	...{ index: 0, jobId: "j", status: "completed" },
	result: { bucketId: "videos", fileId: "f" },
};
const download = (signal = new AbortController().signal) => {
	const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
	const fetchFile = createFetch(createClient({ endpoint, projectId: "p", apiKey: "k" }));
	return downloadVideos(summarize([made]), [item], { outDir, fetchFile, signal });
};

describe("B17: a video that the server has made", () => {
	test("is downloaded whole, has its path in the result, and is not downloaded again", async () => {
		const { summary, failures } = await download();
		const outputPath = join(outDir, "a.mp4");
		expect([failures, summary.details[0]?.result]).toEqual([[], { ...made.result, outputPath }]);
		expect(readFileSync(outputPath).equals(WHOLE)).toBe(true);
		await download();
		expect(downloads).toBe(1);
		writeFileSync(outputPath, "another of that name");
		await download();
		expect([downloads, readFileSync(outputPath).equals(WHOLE)]).toEqual([2, true]);
	});

	test.each([
		["cut short", WHOLE.subarray(1)],
		["changed on the way", Buffer.from("the whole vide0")],
	])("%s is reported and leaves no file", async (_, bytes) => {
		sent = bytes;
		const { summary, failures } = await download();
		expect(failures).toEqual([
			expect.stringMatching(/^a was made, but .*a\.mp4 could not be downloaded: The download differs/),
		]);
		expect([summary.details, readdirSync(outDir)]).toEqual([[made], []]);
	});

	test("stays on the server when the command was stopped", async () => {
		expect((await download(AbortSignal.abort())).summary.details).toEqual([made]);
		expect(downloads).toBe(0);
	});
});
