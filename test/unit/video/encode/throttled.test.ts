import { expect, test } from "vitest";
import { throttled } from "../../../../shared/video/encode/throttled.ts";

test("a call is passed on only when the last one is long enough ago", () => {
	let nowMs = 0;
	const passed: number[] = [];
	const call = throttled(
		(value: number) => passed.push(value),
		250,
		() => nowMs,
	);
	for (const [value, atMs] of [
		[1, 0],
		[2, 100],
		[3, 249],
		[4, 250],
		[5, 499],
		[6, 900],
	] as const) {
		nowMs = atMs;
		call(value);
	}
	expect(passed).toEqual([1, 4, 6]);
});
