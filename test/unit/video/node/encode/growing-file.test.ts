import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createGrowingFile } from "../../../../../shared/video/node/encode/growing-file.ts";

test("any appends and reads: gives back what was appended, and is that at the end", async () => {
	const dir = mkdtempSync(join(tmpdir(), "chatreel-growing-"));
	const path = join(dir, "file");
	const length = fc.oneof(fc.nat(100), fc.integer({ min: 100_000, max: 300_000 }));
	const read = fc.record({ from: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(200_000) });
	await fc.assert(
		fc.asyncProperty(fc.array(fc.oneof(length, read), { maxLength: 12 }), async (steps) => {
			const file = await createGrowingFile(path);
			let expected = Buffer.alloc(0);
			for (const [index, step] of steps.entries()) {
				if (typeof step === "number") {
					const bytes = new Uint8Array(step).fill(index + 1);
					await file.append([bytes.subarray(0, 10), bytes.subarray(10)]);
					expected = Buffer.concat([expected, bytes]);
					bytes.fill(0);
				} else {
					const at = Math.floor(step.from * expected.length);
					const end = Math.min(expected.length, at + step.length);
					expect(expected.subarray(at, end).equals(await file.read(at, end - at))).toBe(true);
				}
				expect(file.length()).toBe(expected.length);
			}
			await file.end();
			expect(readFileSync(path).equals(expected)).toBe(true);
		}),
		{ numRuns: 40 },
	);
	rmSync(dir, { recursive: true });
});
