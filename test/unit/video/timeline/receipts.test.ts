import { describe, expect, test } from "vitest";
import type { ChatMessage } from "../../../../shared/video/conversation/chat-entries.ts";
import { type PlannedSteps, planSteps } from "../../../../shared/video/timeline/plan-steps.ts";
import { numberMessages } from "../../../helpers/number-messages.ts";

type Message = Omit<ChatMessage, "index" | "kind">;

const you = (text: string, timestamp?: number, receipt?: Message["receipt"]): Message => ({
	...{ sender: "you", text, timestamp, receipt },
});
const them = (text: string, timestamp?: number): Message => ({ sender: "them", text, timestamp });
const letters = (count: number) => "a".repeat(count);

function plan(messages: readonly Message[], durationSeconds?: number, startWith = 0): PlannedSteps {
	const drawn = numberMessages(messages);
	return planSteps(drawn, { startWith, video: { durationSeconds } });
}

const receiptsOf = ({ steps }: PlannedSteps) =>
	steps.flatMap(({ atMs, change }) =>
		change.kind === "receipt" ? [[change.entry, change.receipt, atMs]] : [],
	);
const typingOf = ({ steps }: PlannedSteps) =>
	steps.flatMap(({ atMs, change }) => (change.kind === "typing" ? atMs : []));

describe("read", () => {
	test("comes before the dots of the answer, as long as the message takes to read, 0.3 to 1.2 s", () => {
		const leads = [1, 12, 40].map((count) => {
			const timeline = plan([you(letters(count), 1), them("Hello", 8)]);
			const [, read] = receiptsOf(timeline);
			return (typingOf(timeline)[0] ?? 0) - Number(read?.[2]);
		});
		expect(leads).toEqual([300, 600, 1200]);
	});

	test("comes by our own pace after delivered was seen, and still before the dots", () => {
		const timeline = plan([you(letters(15)), them("Hello")]);
		expect(typingOf(timeline)).toEqual([2200]);
		expect(receiptsOf(timeline)).toEqual([
			[0, "delivered", 1600],
			[0, "read", 1900],
		]);
	});

	test("comes alone where the answer is too soon for both, and never after it", () => {
		expect(receiptsOf(plan([you("Hi", 1), them("Hello", 2.1)]))).toEqual([[0, "read", 1250]]);
		expect(typingOf(plan([you("Hi", 1), them("Hello", 2.1)]))).toEqual([1250]);
	});
});

describe("a receipt", () => {
	test("is sent with its message, then delivered, and not read before an answer", () => {
		const { steps } = plan([them("Hello", 2), you("Hi", 5)]);
		expect(steps.find(({ atMs }) => atMs === 5000)?.change).toMatchObject({ kind: "shown", receipt: "sent" });
		expect(receiptsOf(plan([them("Hello", 2), you("Hi", 5)]))).toEqual([[1, "delivered", 5600]]);
	});

	test("is of every message, also of those that newer ones follow, and all are read at once", () => {
		expect(receiptsOf(plan([you("a", 1), you("b", 1.3), you("c", 3), them("d", 6)]))).toEqual([
			...[
				[0, "delivered", 1600],
				[1, "delivered", 1900],
				[2, "delivered", 3600],
			],
			...[0, 1, 2].map((entry) => [entry, "read", 4880]),
		]);
	});

	test("that the next message would take away at once comes with that message", () => {
		expect(receiptsOf(plan([you("a", 1), you("b", 1.899)]))[0]).toEqual([0, "delivered", 1899]);
		expect(receiptsOf(plan([you("a", 1), you("b", 1.9)]))[0]).toEqual([0, "delivered", 1600]);
	});

	test("that would appear in the last moment of a given length is left out", () => {
		expect(receiptsOf(plan([you("a", 1)], 1.949))).toEqual([]);
		expect(receiptsOf(plan([you("a", 1)], 1.95))).toEqual([[0, "delivered", 1600]]);
	});
});

describe("a receipt that the maker chooses", () => {
	test("delivered is never read, even when they answer", () => {
		const left = plan([you("Hi", 1, "delivered"), you("there", 3), them("Hello", 9)]);
		expect(receiptsOf(left).filter(([entry]) => entry === 0)).toEqual([[0, "delivered", 1600]]);
		expect(receiptsOf(left).filter(([entry]) => entry === 1)).toHaveLength(2);
	});

	test("sent stays so, and none has not even that", () => {
		const { steps } = plan([you("Hi", 1, "sent"), you("Ho", 3, "none"), them("Hello", 9)]);
		const shown = steps.flatMap(({ change }) => (change.kind === "shown" ? [change.receipt] : []));
		expect(shown).toEqual(["sent", undefined, undefined]);
		expect(steps.filter(({ change }) => change.kind === "receipt")).toEqual([]);
	});

	test("read without an answer comes soon after delivered, and the video waits until it was seen", () => {
		const left = plan([you("Hi", 1, "read")]);
		expect(receiptsOf(left)).toEqual([
			[0, "delivered", 1600],
			[0, "read", 2500],
		]);
		expect(left.durationMs).toBe(2500 + 1400);
		expect(left.endsMs).toEqual([3900]);
		expect(plan([you("Hi", 1)]).durationMs).toBe(3000);
	});
});

describe("messages that stand there at the start", () => {
	test("are delivered, and read where an answer stands there too", () => {
		const { opening, steps } = plan(
			[you("Hi"), them("Hello"), you("How are you?"), them("Fine")],
			undefined,
			3,
		);
		const receipts = opening.changes.flatMap((change) =>
			change.kind === "receipt" ? [[change.entry, change.receipt]] : [],
		);
		expect(receipts).toEqual([
			[0, "delivered"],
			[0, "read"],
			[2, "delivered"],
		]);
		const read = steps.find(({ change }) => change.kind === "receipt");
		const dots = steps.find(({ change }) => change.kind === "typing");
		expect(read?.change).toMatchObject({ entry: 2, receipt: "read" });
		expect((dots?.atMs ?? 0) - (read?.atMs ?? 0)).toBe(600);
	});
});
