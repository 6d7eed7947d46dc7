import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sleep } from "../../../shared/core/time.ts";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

test("it ends when its time is over and not before", async () => {
	let isOver = false;
	const sleeping = sleep(1000).then(() => {
		isOver = true;
	});
	await vi.advanceTimersByTimeAsync(999);
	expect(isOver).toBe(false);
	await vi.advanceTimersByTimeAsync(1);
	await sleeping;
	expect(isOver).toBe(true);
});

test("an abort ends it with the reason and leaves neither timer nor listener", async () => {
	const controller = new AbortController();
	const removed = vi.spyOn(controller.signal, "removeEventListener");
	const sleeping = sleep(1000, controller.signal);
	expect(vi.getTimerCount()).toBe(1);
	controller.abort("stop");
	await expect(sleeping).rejects.toBe("stop");
	expect(vi.getTimerCount()).toBe(0);
	expect(removed).toHaveBeenCalledWith("abort", expect.any(Function));
});

test("an aborted signal starts no timer", async () => {
	await expect(sleep(1000, AbortSignal.abort("stop"))).rejects.toBe("stop");
	expect(vi.getTimerCount()).toBe(0);
});

test("a wait longer than a timer can hold does not end at once", async () => {
	let isOver = false;
	sleep(2 ** 40).then(
		() => {
			isOver = true;
		},
		() => {},
	);
	await vi.advanceTimersByTimeAsync(60_000);
	expect(isOver).toBe(false);
});
