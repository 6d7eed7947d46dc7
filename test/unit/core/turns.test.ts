import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTurns } from "../../../shared/core/turns.ts";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const RULES = { concurrency: 2, maxWaitingPerOwner: 3, maxWaiting: 5, maxWaitMs: 1000 };

test("so many work at a time, of one owner one, and next is who was served least recently", async () => {
	const turns = createTurns({ ...RULES, maxWaitingPerOwner: 9, maxWaiting: 9 });
	const begun: string[] = [];
	const ends: (() => void)[] = [];
	const ask = (who: string, name: string) =>
		turns.inTurn(who, async () => {
			begun.push(name);
			await new Promise<void>((resolve) => ends.push(resolve));
		});
	const all = [
		ask("a", "a1"),
		ask("a", "a2"),
		ask("a", "a3"),
		ask("b", "b1"),
		ask("c", "c1"),
		ask("b", "b2"),
	];
	await vi.advanceTimersByTimeAsync(0);
	expect(begun).toEqual(["a1", "b1"]);
	while (ends.length > 0) {
		ends.shift()?.();
		await vi.advanceTimersByTimeAsync(0);
	}
	await Promise.all(all);
	expect(begun).toEqual(["a1", "b1", "c1", "a2", "b2", "a3"]);
});

test("too many are told to come back, at once or when they have waited too long; those of others are not", async () => {
	const turns = createTurns(RULES);
	const never = () => new Promise<void>(() => {});
	void turns.inTurn("a", never);
	const waiting = Array.from({ length: 3 }, () => turns.inTurn("a", never).catch((error) => error));
	const refused = { kind: "RESOURCE_EXHAUSTED", status: 429, details: { retryAfterSeconds: 5 } };
	await expect(turns.inTurn("a", never)).rejects.toMatchObject(refused);
	expect(await turns.inTurn("b", async () => "done")).toBe("done");
	await vi.advanceTimersByTimeAsync(1000);
	for (const error of await Promise.all(waiting)) expect(error).toMatchObject(refused);
});
