import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { collectStrips } from "../../shared/video/node/encode/strip-file.ts";
import { codeStream, readCodedStrips, testPicture } from "../helpers/h264-strips.ts";

const folder = mkdtempSync(join(tmpdir(), "chatreel-strips-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("strips come back from their file as they were coded, and stay until the second call after", async () => {
	const size = { widthPx: 320, heightPx: 16 };
	const stream = codeStream(
		Array.from({ length: 6 }, (_, seed) => testPicture(size, seed)),
		{ ...size, qp: 20 },
	);
	const path = join(folder, "strips");
	const { strips, refusal } = await collectStrips(partsOf(stream), path);
	const coded = readCodedStrips(stream);
	expect([strips.count, refusal]).toEqual([6, null]);
	const first = strips.stripsAt([5, 0, 3]);
	const second = strips.stripsAt([1, 2, 4]);
	const dataOf = (found: typeof first) =>
		found.map(({ escapedData }) => Buffer.from(escapedData).toString("hex"));
	const expected = (indexes: readonly number[]) =>
		dataOf(indexes.map((index) => coded[index] as (typeof coded)[number]));
	expect(dataOf(second)).toEqual(expected([1, 2, 4]));
	expect(dataOf(first)).toEqual(expected([5, 0, 3]));
	expect(first.map(({ qp, widthMbs }) => [qp, widthMbs])).toEqual(Array(3).fill([17, 20]));
	expect(() => strips.stripsAt([6])).toThrow("There is no strip 6");
	await strips.drop();
	expect(existsSync(path)).toBe(false);
});

/** A stream in parts that end anywhere. */
async function* partsOf(stream: Buffer): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < stream.length; at += 777) yield stream.subarray(at, at + 777);
}
