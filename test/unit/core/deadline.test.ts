import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ChatreelError } from "../../../shared/core/errors.ts";
import { createDeadline, untilAborted, withLimit } from "../../../shared/core/time.ts";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

test("the time that is left goes down by the clock and never below 0", () => {
	let nowMs = 100;
	using deadline = createDeadline(1000, { now: () => nowMs });
	expect(deadline.remainingMs()).toBe(1000);
	nowMs = 400;
	expect(deadline.remainingMs()).toBe(700);
	nowMs = 5000;
	expect(deadline.remainingMs()).toBe(0);
});

test("when the time is up the signal aborts with a TIMEOUT that names the limit", () => {
	const { signal, remainingMs } = createDeadline(1500, { now: () => 0 });
	vi.advanceTimersByTime(1499);
	expect(signal.aborted).toBe(false);
	vi.advanceTimersByTime(1);
	expect(signal.reason).toBeInstanceOf(ChatreelError);
	expect(signal.reason).toMatchObject({ kind: "TIMEOUT", status: 504, details: { limitSeconds: 1.5 } });
	expect(remainingMs()).toBe(0);
});

test("a deadline that is past already aborts in the next turn", () => {
	const { signal } = createDeadline(-5);
	vi.advanceTimersByTime(1);
	expect(signal.reason).toMatchObject({ kind: "TIMEOUT" });
});

test("the parent's abort comes through with the parent's reason", () => {
	const parent = new AbortController();
	using deadline = createDeadline(1000, { signal: parent.signal });
	const reason = new ChatreelError("CANCELLED", "Stop.");
	parent.abort(reason);
	expect(deadline.signal.reason).toBe(reason);
	expect(deadline.remainingMs()).toBe(0);
});

test("cleared, by hand or by `using`, it leaves no timer and never aborts", () => {
	const cleared = createDeadline(1000);
	cleared.clear();
	cleared.clear();
	{
		using _deadline = createDeadline(1000);
		expect(vi.getTimerCount()).toBe(1);
	}
	expect(vi.getTimerCount()).toBe(0);
	vi.advanceTimersByTime(2000);
	expect(cleared.signal.aborted).toBe(false);
});

describe("work that a signal does not stop", () => {
	const listeners = (signal: AbortSignal) => getEventListeners(signal, "abort").length;

	test("gives its result, and leaves no listener", async () => {
		const { signal } = new AbortController();
		expect(await untilAborted(async () => 7, signal)).toBe(7);
		await expect(untilAborted(() => Promise.reject(new Error("broken")), signal)).rejects.toThrow("broken");
		expect(listeners(signal)).toBe(0);
	});

	test("is left behind when the signal aborts, with the signal's reason, however it ends later", async () => {
		const controller = new AbortController();
		const work = Promise.withResolvers<never>();
		const waiting = untilAborted(() => work.promise, controller.signal);
		const reason = new Error("stopped");
		controller.abort(reason);
		await expect(waiting).rejects.toBe(reason);
		expect(listeners(controller.signal)).toBe(0);
		work.reject(new Error("nobody waits for this"));
	});

	test("is not begun when the signal has aborted before", async () => {
		const work = vi.fn(async () => {});
		await expect(untilAborted(work, AbortSignal.abort(new Error("stopped")))).rejects.toThrow("stopped");
		expect(work).not.toHaveBeenCalled();
	});
});

test("work that ends in time gives its result or its error, and leaves no timer", async () => {
	expect(await withLimit(async () => 5, 1000)).toBe(5);
	await expect(withLimit(() => Promise.reject(new Error("own")), 1000)).rejects.toThrow("own");
	expect(vi.getTimerCount()).toBe(0);
});

test("work that hangs is a TIMEOUT, or the error of whoever waits, at the limit and not before", async () => {
	const hanging = () => new Promise<never>(() => {});
	const createError = () => new ChatreelError("DEPENDENCY_ERROR", "away");
	const errors: unknown[] = [];
	void withLimit(hanging, 1500).catch((error: unknown) => errors.push(error));
	void withLimit(hanging, 1500, { createError }).catch((error: unknown) => errors.push(error));
	await vi.advanceTimersByTimeAsync(1499);
	expect(errors).toEqual([]);
	await vi.advanceTimersByTimeAsync(1);
	expect(errors).toMatchObject([
		{ kind: "TIMEOUT", message: "no answer within 1.5 s" },
		{ kind: "DEPENDENCY_ERROR", message: "away" },
	]);
	expect(vi.getTimerCount()).toBe(0);
});
