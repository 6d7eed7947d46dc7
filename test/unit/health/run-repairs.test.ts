import { describe, expect, test } from "vitest";
import { repairs as repairsCheck } from "../../../shared/health/checks/repairs.ts";
import { describeRepairs, type Repair, runRepairs } from "../../../shared/health/run-repairs.ts";

/** A world with so much time and so many calls; each repair takes what it is given of them. */
function world(totalMs: number, totalCalls: number) {
	let [ms, calls] = [totalMs, totalCalls];
	const parts: Record<string, readonly [number, number]> = {};
	const greedy = (name: string, takes: (left: number) => number = (left) => left): Repair => ({
		name,
		counted: `${name} done`,
		run: async (room) => {
			parts[name] = [room.remainingMs(), room.remainingCalls()];
			const [tookMs, tookCalls] = [takes(room.remainingMs()), takes(room.remainingCalls())];
			ms -= tookMs;
			calls -= tookCalls;
			return { done: 1, isMore: room.remainingCalls() === 0 };
		},
	});
	return { room: { remainingMs: () => ms, remainingCalls: () => calls }, parts, greedy };
}

describe("repairs", () => {
	test("have equal parts, however much each has to do", async () => {
		const { room, parts, greedy } = world(90, 30);
		await runRepairs([greedy("a"), greedy("b"), greedy("c")], { room, onThrown: () => {} });
		expect(parts).toEqual({ a: [30, 10], b: [30, 10], c: [30, 10] });
	});

	test("leave what they do not need to the last", async () => {
		const { room, parts, greedy } = world(90, 30);
		const none = () => 0;
		await runRepairs([greedy("a", none), greedy("b", none), greedy("c")], { room, onThrown: () => {} });
		expect(parts["c"]).toEqual([90, 30]);
	});

	test("go on where one fails, or hangs beyond its part, and say so", async () => {
		const { room, greedy } = world(90, 30);
		const failing: Repair = { name: "a", counted: "", run: () => Promise.reject(new Error("/secret")) };
		const hanging: Repair = { name: "b", counted: "", run: () => new Promise(() => {}) };
		const thrown: string[] = [];
		const outcomes = await runRepairs([failing, hanging, greedy("c")], {
			room,
			onThrown: (name) => thrown.push(name),
		});
		expect(thrown).toEqual(["a", "b"]);
		expect(describeRepairs(outcomes)).toEqual(["1 c done, and there are more for the next tick"]);
		const check = repairsCheck.evaluate(outcomes);
		expect(check).toMatchObject({ status: "warn", observedValue: 2 });
		expect(check.output).toMatch(/^a: .* b: /);
		expect(check.output).not.toContain("/secret");
	});
});
