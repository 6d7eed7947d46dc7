import { describe, expect, test } from "vitest";
import { type PlannedSteps, planSteps } from "../../../../shared/video/timeline/plan-steps.ts";
import { numberMessages } from "../../../helpers/number-messages.ts";

type Message = {
	readonly sender: "you" | "them";
	readonly text: string;
	readonly timestamp?: number | undefined;
};

const you = (text: string, timestamp?: number): Message => ({ sender: "you", text, timestamp });
const them = (text: string, timestamp?: number): Message => ({ sender: "them", text, timestamp });

const plan = (messages: readonly Message[], durationSeconds?: number, entranceMs?: number) =>
	planSteps(
		numberMessages(messages),
		{ startWith: 0, video: { durationSeconds } },
		{ ...(entranceMs !== undefined && { entranceMs }) },
	);

const startsOf = ({ steps }: PlannedSteps) =>
	steps.flatMap(({ atMs, change }) => (change.kind === "shown" ? atMs : []));
/** From the dots of a message to the message. */
const typingOf = ({ steps }: PlannedSteps) =>
	steps.flatMap(({ atMs, change }) => {
		if (change.kind !== "typing") return [];
		const shown = steps.find((step) => step.change.kind === "shown" && step.change.entry === change.entry);
		return [[atMs, shown?.atMs]];
	});
const letters = (count: number) => "a".repeat(count);

describe("messages without times", () => {
	test("the first of yours comes after a look at the header, the first of theirs after the shortest dots", () => {
		expect(startsOf(plan([you("Hi")]))).toEqual([1000]);
		expect(startsOf(plan([them(letters(300))]))).toEqual([1200]);
		expect(typingOf(plan([them(letters(300))]))).toEqual([[400, 1200]]);
	});

	test("a short message stands 1.2 s, a longer one for its entrance and 20 characters a second", () => {
		expect(startsOf(plan([you("Hi"), you("there")]))).toEqual([1000, 2200]);
		expect(startsOf(plan([you(letters(100)), you("Hi")]))).toEqual([1000, 1000 + 350 + 5000]);
		expect(startsOf(plan([you(letters(120)), you("Hi")]))).toEqual([1000, 1000 + 350 + 6000]);
	});

	test("of a long message what comes after 120 characters is read at 26 a second", () => {
		expect(startsOf(plan([you(letters(120 + 26)), you("Hi")]))).toEqual([1000, 1000 + 350 + 7000]);
		expect(startsOf(plan([you(letters(120 + 260)), you("Hi")]))).toEqual([1000, 1000 + 350 + 16_000]);
	});

	test("an answer comes after the message before it was read, and its own dots", () => {
		const timeline = plan([you(letters(40)), them(letters(50))]);
		// 40 characters take 2 s to read, 50 characters 0.8 s and 50 times 20 ms to type.
		expect(typingOf(timeline)).toEqual([[3350, 5150]]);
		expect(startsOf(timeline)).toEqual([1000, 5150]);
	});

	test("dots last 0.8 s at the least and 2.5 s at the most", () => {
		const lengths = [1, 85, 86, 500].map((count) => typingOf(plan([you("Hi"), them(letters(count))])));
		expect(lengths.map(([[startMs = 0, endMs = 0] = []]) => endMs - startMs)).toEqual([
			820, 2500, 2500, 2500,
		]);
	});

	test("after a given time they are paced from it", () => {
		expect(startsOf(plan([you("Hi", 7), you("there"), you("again")]))).toEqual([7000, 8200, 9400]);
	});

	test("with too little room before a given time they are spread evenly", () => {
		expect(startsOf(plan([you("a", 1), you("b"), you("c"), you("d", 2)]))).toEqual([1000, 1333, 1667, 2000]);
		expect(startsOf(plan([you("a"), you("b"), you("c", 1.5)]))).toEqual([500, 1000, 1500]);
	});

	test("are not spread when the last of them stands its 1.2 s before the given time, to the millisecond", () => {
		expect(startsOf(plan([you("a", 1), you("b"), you("c", 3.4)]))).toEqual([1000, 2200, 3400]);
		expect(startsOf(plan([you("a", 1), you("b"), you("c", 3.398)]))).toEqual([1000, 2199, 3398]);
	});
});

describe("messages with times", () => {
	test("appear at those times, whatever that means for reading", () => {
		expect(startsOf(plan([you(letters(400), 0), them("b", 0), you("c", 0.0335), them("d", 60)]))).toEqual([
			0, 0, 34, 60_000,
		]);
	});

	test("cut their dots short, to no earlier than 250 ms after the message before", () => {
		expect(typingOf(plan([you("Hi", 1), them(letters(80), 2.5)]))).toEqual([[1250, 2500]]);
	});

	test("have no dots where there would be only a flicker of them", () => {
		expect(typingOf(plan([you("Hi", 1), them("Hi", 1.549)]))).toEqual([]);
		expect(typingOf(plan([you("Hi", 1), them("Hi", 1.55)]))).toEqual([[1250, 1550]]);
	});

	test("your own have no dots", () => {
		expect(typingOf(plan([you("Hi", 5), you("there", 20)]))).toEqual([]);
	});
});

describe("the length", () => {
	test("without one given, the last message stands 2 s, or until it was read", () => {
		expect(plan([you("Hi", 4)]).durationMs).toBe(6000);
		expect(plan([you(letters(100), 4)]).durationMs).toBe(4000 + 350 + 5000);
	});

	test("one given is met exactly, shorter or longer", () => {
		expect(plan([you("Hi", 4)], 4.75).durationMs).toBe(4750);
		expect(plan([you("Hi", 4)], 60).durationMs).toBe(60_000);
	});

	test("one given that ends before the last message was seen is a fault that names the least one", () => {
		expect(plan([you("Hi", 4)], 4.5).durationMs).toBe(4500);
		const pointer = "/video/durationSeconds";
		const fault = expect.objectContaining({ pointer, allowed: "4.5 or more", received: "4.499" });
		expect(() => plan([you("Hi", 4)], 4.499)).toThrow(
			expect.objectContaining({ kind: "INVALID_INPUT", details: { faults: [fault], faultCount: 1 } }),
		);
	});

	test("the least one that a fault names is accepted", () => {
		const messages = [you("Hi"), them("there", 9.1234)];
		expect(() => plan(messages, 3)).toThrow("9.623 or more");
		expect(plan(messages, 9.623).durationMs).toBe(9623);
	});
});

test("at one moment the messages stay in the order given, and receipts come after them", () => {
	const { steps } = plan([you("a", 1), them("b", 1), you("c", 1), them("d", 1), them("e", 1.6)]);
	const order = steps.map(({ change }) => ("entry" in change ? `${change.kind} ${change.entry}` : null));
	expect(order).toEqual([
		...["shown 0", "shown 1", "shown 2", "shown 3", "receipt 0", "receipt 2"],
		...["typing 4", "shown 4"],
	]);
	expect(steps[0]?.atMs).toBe(steps[5]?.atMs);
});

describe("a look that takes longer to bring a message to rest", () => {
	test("has its messages read later, but a short one stands no longer", () => {
		expect(startsOf(plan([you("Hi"), you("there")], undefined, 500))).toEqual([1000, 2200]);
		expect(startsOf(plan([you(letters(100)), you("Hi")], undefined, 500))).toEqual([1000, 1000 + 500 + 5000]);
	});

	test("has dots come once the message before them is nearly at rest", () => {
		const messages = [you("Hi", 1), them("Hello", 2)];
		const dotsMs = [200, 350, 450].map((entranceMs) => typingOf(plan(messages, 5, entranceMs))[0]?.[0]);
		expect(dotsMs).toEqual([1250, 1250, 1350]);
	});

	test("asks for a length in which its last message comes to rest", () => {
		const messages = [you("Hi", 1)];
		expect(() => plan(messages, 1.583, 500)).toThrow("1.584 or more");
		expect(startsOf(plan(messages, 1.584, 500))).toEqual([1000]);
		expect(startsOf(plan(messages, 1.5))).toEqual([1000]);
	});
});
