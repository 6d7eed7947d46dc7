import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSlots } from "../../../shared/jobs/slots.ts";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

test("so many are given, then none to who does not wait", async () => {
	const slots = createSlots(2);
	const first = await slots.take(0);
	await slots.take(0);
	expect(await slots.take(0)).toBe(null);
	first?.();
	first?.();
	expect(await slots.take(0)).not.toBe(null);
	expect(await slots.take(0)).toBe(null);
});

test("who waits is served in turn, and who has waited too long goes without", async () => {
	const slots = createSlots(1);
	const held = await slots.take(0);
	const served: string[] = [];
	const impatient = slots.take(50).then((slot) => served.push(slot === null ? "none" : "late"));
	const second = slots.take(1000).then((slot) => {
		served.push("second");
		return slot;
	});
	const third = slots.take(1000).then(() => served.push("third"));
	await vi.advanceTimersByTimeAsync(60);
	expect(served).toEqual(["none"]);
	held?.();
	(await second)?.();
	await third;
	await impatient;
	expect(served).toEqual(["none", "second", "third"]);
});
