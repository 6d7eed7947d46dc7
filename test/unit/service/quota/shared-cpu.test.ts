import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCpuShares } from "../../../../shared/service/quota/shared-cpu.ts";

describe("shares of a process's CPU", () => {
	test("are equal parts of each stretch, for those that run in it", () => {
		let ms = 100;
		const shares = createCpuShares(() => ms);
		const first = shares.begin();
		ms = 110;
		const second = shares.begin();
		ms = 130;
		first.end();
		ms = 135;
		expect([first.usedMs(), second.usedMs()]).toEqual([20, 15]);
		second.end();
		first.end();
		ms = 1000;
		expect([first.usedMs(), second.usedMs()]).toEqual([20, 15]);
	});

	test("leave out who waits: what the others use meanwhile is theirs", () => {
		let ms = 0;
		const shares = createCpuShares(() => ms);
		const running = shares.begin();
		const waiting = shares.begin();
		ms = 10;
		waiting.pause();
		ms = 110;
		waiting.resume();
		ms = 120;
		expect([running.usedMs(), waiting.usedMs()]).toEqual([110, 10]);
		waiting.end();
		waiting.resume();
		ms = 200;
		expect([running.usedMs(), waiting.usedMs()]).toEqual([190, 10]);
	});

	test("charge what is done alone to one of them, and to none of the others", () => {
		let ms = 0;
		const shares = createCpuShares(() => ms);
		const render = shares.begin();
		const plan = shares.begin();
		plan.pause();
		ms = 10;
		const answer = plan.alone(() => {
			ms = 510;
			// Whoever looks meanwhile is charged nothing of it.
			expect(render.usedMs()).toBe(10);
			ms = 1010;
			return 42;
		});
		ms = 1030;
		expect([answer, render.usedMs(), plan.usedMs()]).toEqual([42, 30, 1000]);
		expect(() =>
			plan.alone(() => {
				ms = 1040;
				throw new Error("broken");
			}),
		).toThrow("broken");
		ms = 1050;
		expect([render.usedMs(), plan.usedMs()]).toEqual([40, 1010]);
		expect(shares.isBusy()).toBe(true);
		render.end();
		expect(shares.isBusy()).toBe(false);
	});

	test("add up to what the process used while any of them ran", () => {
		const step = fc.record({ ms: fc.nat(1000), ends: fc.boolean(), which: fc.nat() });
		fc.assert(
			fc.property(fc.array(step, { minLength: 1 }), (steps) => {
				let processMs = 5;
				let whileAnyRan = 0;
				const shares = createCpuShares(() => processMs);
				const all: { readonly share: ReturnType<typeof shares.begin>; runs: boolean }[] = [];
				for (const { ms, ends, which } of steps) {
					const running = all.filter(({ runs }) => runs);
					processMs += ms;
					if (running.length > 0) whileAnyRan += ms;
					const one = running[which % Math.max(running.length, 1)];
					if (ends && one !== undefined) {
						one.share.end();
						one.runs = false;
					} else all.push({ share: shares.begin(), runs: true });
				}
				const sum = all.reduce((total, { share }) => total + share.usedMs(), 0);
				expect(sum).toBeCloseTo(whileAnyRan, 6);
			}),
		);
	});
});
