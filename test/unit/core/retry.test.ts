import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ChatreelError } from "../../../shared/core/errors.ts";
import { backoffMs, CALL_RETRY, retry, UPLOAD_RETRY } from "../../../shared/core/retry.ts";

const failure = (options: { retryable?: boolean } = {}) =>
	new ChatreelError("DEPENDENCY_ERROR", "Away.", { retryable: true, ...options });

/** Throws the given failures one after the other, then answers "done". */
function failing(...failures: readonly unknown[]) {
	const attempts: number[] = [];
	const operation = async (attempt: number) => {
		attempts.push(attempt);
		if (attempt <= failures.length) throw failures[attempt - 1];
		return "done";
	};
	return { operation, attempts };
}

/** A sleep that takes no time and writes down how long it was asked for. */
function recorded() {
	const waits: number[] = [];
	const sleep = async (ms: number, signal?: AbortSignal) => {
		waits.push(ms);
		signal?.throwIfAborted();
	};
	return { waits, sleep, random: () => 0.5 };
}

describe("full jitter", () => {
	test("the bound doubles from the base to the cap, and any wait below it is possible", () => {
		const bounds = [1, 2, 3, 7, 2000].map((failures) => backoffMs(CALL_RETRY, failures, () => 1));
		expect(bounds).toEqual([1000, 2000, 4000, 60_000, 60_000]);
		expect(backoffMs(CALL_RETRY, 3, () => 0)).toBe(0);
		expect(backoffMs(CALL_RETRY, 3, () => 0.25)).toBe(1000);
	});

	test("with the real randomness a wait is a whole number within the bound", () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 100 }), (failures) => {
				const ms = backoffMs(UPLOAD_RETRY, failures);
				expect(Number.isInteger(ms)).toBe(true);
				expect(ms).toBeGreaterThanOrEqual(0);
				expect(ms).toBeLessThanOrEqual(Math.min(60_000, 2000 * 2 ** (failures - 1)));
			}),
		);
	});
});

describe("retry", () => {
	test("what succeeds is done once", async () => {
		const { operation, attempts } = failing();
		const { waits, ...clock } = recorded();
		expect(await retry(operation, CALL_RETRY, clock)).toBe("done");
		expect([attempts, waits]).toEqual([[1], []]);
	});

	test("by default there are three tries, the first wait up to 1 s, for uploads 2 s", async () => {
		for (const [policy, expected] of [
			[CALL_RETRY, [500, 1000]],
			[UPLOAD_RETRY, [1000, 2000]],
		] as const) {
			const { operation, attempts } = failing(failure(), failure());
			const { waits, ...clock } = recorded();
			expect(await retry(operation, policy, clock)).toBe("done");
			expect([attempts, waits]).toEqual([[1, 2, 3], expected]);
		}
	});

	test("after the last try its own failure is thrown, without another wait", async () => {
		const last = failure();
		const { operation, attempts } = failing(failure(), failure(), last);
		const { waits, ...clock } = recorded();
		await expect(retry(operation, CALL_RETRY, clock)).rejects.toBe(last);
		expect([attempts.length, waits.length]).toEqual([3, 2]);
	});

	test.each([
		["a failure that is not marked", failure({ retryable: false })],
		["an unknown one", new Error("words")],
	])("%s is thrown as it came, at once", async (_, thrown) => {
		const { operation, attempts } = failing(thrown);
		await expect(retry(operation, CALL_RETRY, recorded())).rejects.toBe(thrown);
		expect(attempts).toEqual([1]);
	});

	test("a failed connection is tried again, though fetch knows nothing of marks", async () => {
		const cause = Object.assign(new Error("x"), { code: "ECONNRESET" });
		const { operation } = failing(new TypeError("fetch failed", { cause }));
		expect(await retry(operation, CALL_RETRY, recorded())).toBe("done");
	});

	test("the caller may judge by itself and is told of each wait", async () => {
		const told: unknown[] = [];
		const { operation } = failing(new Error("words"));
		const options = {
			...recorded(),
			isRetryable: () => true,
			onRetry: (attempt: number, delayMs: number, error: ChatreelError) =>
				told.push([attempt, delayMs, error.kind]),
		};
		expect(await retry(operation, CALL_RETRY, options)).toBe("done");
		expect(told).toEqual([[1, 500, "UNKNOWN"]]);
	});
});

describe("a deadline", () => {
	test("that the wait would outlast ends the tries at once", async () => {
		const away = failure();
		const { operation, attempts } = failing(away);
		const { waits, ...clock } = recorded();
		const deadline = { remainingMs: () => 500 };
		await expect(retry(operation, CALL_RETRY, { ...clock, deadline })).rejects.toBe(away);
		expect([attempts, waits]).toEqual([[1], []]);
	});

	test("that the wait fits changes nothing", async () => {
		const { operation } = failing(failure());
		const { waits, ...clock } = recorded();
		expect(await retry(operation, CALL_RETRY, { ...clock, deadline: { remainingMs: () => 501 } })).toBe(
			"done",
		);
		expect(waits).toEqual([500]);
	});
});

describe("an abort", () => {
	const reason = new ChatreelError("CANCELLED", "Stop.");

	test("before the start leaves the operation undone", async () => {
		const { operation, attempts } = failing();
		await expect(retry(operation, CALL_RETRY, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
		expect(attempts).toEqual([]);
	});

	test("in the middle of a real wait ends it with the signal's reason", async () => {
		const controller = new AbortController();
		const { operation, attempts } = failing(failure());
		const onRetry = () => queueMicrotask(() => controller.abort(reason));
		const anHour = { ...CALL_RETRY, baseMs: 3_600_000, capMs: 3_600_000 };
		const options = { signal: controller.signal, onRetry, random: () => 1 };
		await expect(retry(operation, anHour, options)).rejects.toBe(reason);
		expect(attempts).toEqual([1]);
	});

	test("during a try that fails leaves no further wait", async () => {
		const controller = new AbortController();
		const { waits, ...clock } = recorded();
		const operation = async () => {
			controller.abort(reason);
			throw failure();
		};
		await expect(retry(operation, CALL_RETRY, { ...clock, signal: controller.signal })).rejects.toBe(reason);
		expect(waits).toEqual([]);
	});
});
