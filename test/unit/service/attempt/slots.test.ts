import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSlots } from "../../../../shared/service/attempt/slots.ts";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

test("so many are given, then none to who does not wait", async () => {
	const slots = createSlots(2);
	const first = await slots.take(0, "maya");
	await slots.take(0, "maya");
	expect(await slots.take(0, "maya")).toBe(null);
	first?.();
	first?.();
	expect(await slots.take(0, "maya")).not.toBe(null);
	expect(await slots.take(0, "maya")).toBe(null);
});

test("who waits is served in turn, and who has waited too long goes without", async () => {
	const slots = createSlots(1);
	const held = await slots.take(0, "maya");
	const served: string[] = [];
	const impatient = slots.take(50, "maya").then((slot) => served.push(slot === null ? "none" : "late"));
	const second = slots.take(1000, "maya").then((slot) => {
		served.push("second");
		return slot;
	});
	const third = slots.take(1000, "maya").then(() => served.push("third"));
	await vi.advanceTimersByTimeAsync(60);
	expect(served).toEqual(["none"]);
	held?.();
	(await second)?.();
	await third;
	await impatient;
	expect(served).toEqual(["none", "second", "third"]);
});

test("next is whose owner was served least recently, however many another has waiting", async () => {
	const slots = createSlots(1);
	const served: string[] = [];
	const ask = async (who: string) => {
		const release = await slots.take(1000, who);
		served.push(who);
		// Before it is given back, whoever asks next has asked.
		await Promise.resolve();
		release?.();
	};
	const asked = ["a", "a", "a", "a", "b", "c", "a", "b"].map(ask);
	await Promise.all(asked);
	expect(served).toEqual(["a", "b", "c", "a", "b", "a", "a", "a"]);
});
