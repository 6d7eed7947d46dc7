import { afterEach, expect, test } from "vitest";
import { releaseMemory } from "../../../../shared/video/node/release-memory.ts";

const { transfer } = ArrayBuffer.prototype;
afterEach(() => {
	ArrayBuffer.prototype.transfer = transfer;
});

test.each([
	["Node 22 and 24, by transfer", transfer],
	["Node 20, which has none", undefined],
])("B14: memory is given back on %s", (_, method) => {
	ArrayBuffer.prototype.transfer = method as typeof transfer;
	const pixels = new Uint8ClampedArray(10_000);
	const part = pixels.subarray(100);
	releaseMemory(part);
	expect([pixels.length, part.length]).toEqual([0, 0]);
});
