import { expect, test } from "vitest";
import { createSlices, type Steps } from "../../../shared/core/steps.ts";

/** A clock that goes on by each step, and what happens by it. */
function world() {
	let nowMs = 0;
	const happened: string[] = [];
	const steps = function* (name: string, count: number, stepMs: number): Steps<string> {
		for (let step = 0; step < count; step++) {
			nowMs += stepMs;
			yield;
		}
		return name;
	};
	const slices = createSlices({
		...{ sliceMs: 10, nowMs: () => nowMs },
		pause: async (workedMs) => {
			// Whoever does not wait for its end is seen before it.
			await new Promise((resolve) => setImmediate(resolve));
			happened.push(`pause ${workedMs}`);
		},
	});
	const watch = (name: string, check = () => {}) => ({
		alone: <Result>(work: () => Result) => {
			happened.push(name);
			return work();
		},
		check,
	});
	return { slices, steps, watch, happened };
}

test("two pieces of work take turns slice by slice, with a pause after each", async () => {
	const { slices, steps, watch, happened } = world();
	const both = [slices(watch("a"))(steps("a", 6, 4)), slices(watch("b"))(steps("b", 3, 4))];
	expect(await Promise.all(both)).toEqual(["a", "b"]);
	expect(happened).toEqual(["a", "pause 12", "b", "pause 12", "a", "pause 12", "b", "pause 0", "a"]);
});

test("one step is never cut, and a check before each slice ends the work", async () => {
	const { slices, steps, watch, happened } = world();
	let left = 2;
	const check = () => {
		if (left-- === 0) throw new Error("enough");
	};
	await expect(slices(watch("a", check))(steps("a", 9, 30))).rejects.toThrow("enough");
	expect(happened.filter((each) => each === "a")).toHaveLength(2);
});

test("what throws in its slice keeps nobody else waiting", async () => {
	const { slices, steps, watch } = world();
	// biome-ignore lint/correctness/useYield: it fails before its first step
	const failing = function* (): Steps<string> {
		throw new Error("broken");
	};
	const broken = slices(watch("a"))(failing());
	const other = slices(watch("b"))(steps("b", 3, 4));
	await expect(broken).rejects.toThrow("broken");
	expect(await other).toBe("b");
});
