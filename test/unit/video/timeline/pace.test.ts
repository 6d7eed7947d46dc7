import { describe, expect, test } from "vitest";
import type { ChatMessage } from "../../../../shared/video/conversation/chat-entries.ts";
import { type PlannedSteps, planSteps } from "../../../../shared/video/timeline/plan-steps.ts";
import { numberMessages } from "../../../helpers/number-messages.ts";

type Message = Omit<ChatMessage, "index" | "kind">;

const you = (text: string, timestamp?: number): Message => ({ sender: "you", text, timestamp });
const them = (text: string, timestamp?: number): Message => ({ sender: "them", text, timestamp });
const letters = (count: number) => "a".repeat(count);
const plan = (messages: readonly Message[], pace?: number) =>
	planSteps(numberMessages(messages), { startWith: 0, pace });

const timesOf = ({ steps }: PlannedSteps, ...kinds: readonly string[]) =>
	steps.flatMap(({ atMs, change }) => (kinds.includes(change.kind) ? atMs : []));

describe("a pace", () => {
	test("divides the time to read, and the least time that a message stands", () => {
		const messages = [you("Hi"), you(letters(100)), you("there")];
		expect(timesOf(plan(messages), "shown")).toEqual([1000, 2200, 2200 + 350 + 5000]);
		expect(timesOf(plan(messages, 2), "shown")).toEqual([500, 1100, 1100 + 350 + 2500]);
		expect(timesOf(plan(messages, 0.5), "shown")).toEqual([2000, 4400, 4400 + 350 + 10_000]);
	});

	test("divides dots, to no less than what is seen", () => {
		const messages = [you("Hi", 1), them(letters(50), 5)];
		const dotsMs = [undefined, 1, 0.5, 2, 3].map(
			(pace) => 5000 - (timesOf(plan(messages, pace), "typing")[0] ?? 0),
		);
		expect(dotsMs).toEqual([1800, 1800, 3600, 900, 633]);
		expect(timesOf(plan([them("Hi")], 3), "typing", "shown")).toEqual([133, 433]);
	});

	test("divides the time until a receipt, and the end", () => {
		const messages = [you("Hi", 1)];
		expect(timesOf(plan(messages, 2), "receipt")).toEqual([1300]);
		expect(plan(messages, 2).durationMs).toBe(2000);
	});

	test("leaves given times as they are", () => {
		expect(timesOf(plan([you("Hi", 1), you("Ho", 4)], 2), "shown")).toEqual([1000, 4000]);
	});

	test("is warned of only where a given time is too short for it", () => {
		const codesOf = (pace: number) =>
			plan([you(letters(40), 1), you("Ho", 2.5)], pace).warnings.map(({ code }) => code);
		expect(codesOf(1)).toEqual(["READING_SPEED"]);
		expect(codesOf(2)).toEqual([]);
		expect(plan([you(letters(40)), them(letters(60)), you("Ho")], 3).warnings).toEqual([]);
	});

	test("of 1 is that of no pace", () => {
		const messages = [you(letters(33)), them(letters(77)), you(letters(250)), them("Ho", 60)];
		expect(plan(messages, 1)).toEqual(plan(messages));
	});
});
