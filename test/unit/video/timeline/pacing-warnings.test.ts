import { describe, expect, test } from "vitest";
import { planSteps } from "../../../../shared/video/timeline/plan-steps.ts";
import { numberMessages } from "../../../helpers/number-messages.ts";

type Message = { readonly sender: "you" | "them"; readonly text: string; readonly timestamp?: number };

const warningsOf = (messages: readonly Message[], durationSeconds?: number) =>
	planSteps(numberMessages(messages), { startWith: 0, video: { durationSeconds } }).warnings;

const briefly = (messages: readonly Message[], durationSeconds?: number) =>
	warningsOf(messages, durationSeconds).map(({ code, pointer }) => `${code} ${pointer}`);

const you = (text: string, timestamp: number): Message => ({ sender: "you", text, timestamp });
const them = (text: string, timestamp: number): Message => ({ sender: "them", text, timestamp });
const letters = (count: number) => "a".repeat(count);

describe("READING_SPEED", () => {
	test("is told where a message is to be read faster than 20 characters a second, and not at just 20", () => {
		expect(briefly([you(letters(40), 1), you("b", 3)])).toEqual([]);
		expect(briefly([you(letters(40), 1), you("b", 2.999)])).toEqual(["READING_SPEED /messages/0"]);
	});

	test("is told of the last message where the video ends too soon", () => {
		expect(briefly([you(letters(40), 1)], 3)).toEqual([]);
		expect(briefly([you(letters(40), 1)], 2.999)).toEqual(["READING_SPEED /messages/0"]);
	});

	test("is told of a voice note that is gone before it was seen", () => {
		const note = {
			kind: "message",
			index: 0,
			sender: "you",
			text: "",
			voiceSeconds: 9,
			timestamp: 1,
		} as const;
		const next = { ...note, index: 1, text: "b", timestamp: 2 };
		expect(planSteps([note, { ...next, timestamp: 2.5 }], { startWith: 0 }).warnings).toEqual([]);
		expect(planSteps([note, next], { startWith: 0 }).warnings[0]?.message).toBe(
			"messages[0] takes 1.5 s to be seen for what it is; messages[1] appears after 1.0 s.",
		);
	});

	test("says how long it takes and how long there is", () => {
		expect(warningsOf([you(letters(100), 1), you("b", 3)])[0]?.message).toBe(
			"messages[0] has 100 characters, which at 20 a second take 5.0 s to read; messages[1] appears after 2.0 s.",
		);
	});

	test("counts what a reader takes for one character as one", () => {
		expect(briefly([you("👨‍👩‍👧‍👦".repeat(20), 1), you("b", 2)])).toEqual([]);
	});
});

describe("LATE_START", () => {
	test("is told where the first message appears later than 3 s", () => {
		expect(briefly([you("a", 3)])).toEqual([]);
		expect(briefly([you("a", 3.001)])).toEqual(["LATE_START /messages/0"]);
	});
});

describe("TYPING_CUT", () => {
	test("is told where less than 0.8 s is left for the dots of a received message", () => {
		expect(briefly([you("a", 1), them("b", 2.05)])).toEqual([]);
		expect(briefly([you("a", 1), them("b", 2.049)])).toEqual(["TYPING_CUT /messages/1/timestamp"]);
		expect(briefly([you("a", 1), you("b", 2.049)])).toEqual([]);
	});

	test("is told where the dots have no room at all", () => {
		expect(briefly([them("a", 0)])).toEqual(["TYPING_CUT /messages/0/timestamp"]);
		expect(warningsOf([you("a", 1), them("b", 1.1)])[0]?.message).toContain("are left out");
	});

	test.each([0.2, 0.9, 1, 1.3, 1.9])(
		"names a time that is late enough, for a message at %d s",
		(timestamp) => {
			const [cut] = warningsOf([you("a", 1), them("b", Math.max(1, timestamp))]);
			const asked = Number(/timestamp of ([\d.]+) or later/.exec(cut?.message ?? "")?.[1]);
			expect(asked).toBe(2.05);
			expect(briefly([you("a", 1), them("b", asked)])).toEqual([]);
		},
	);
});

describe("TIMESTAMPS_SPREAD", () => {
	const squeezed: readonly Message[] = [you("a", 1), { sender: "you", text: "b" }, you("c", 3)];

	test("is told at the given time that leaves too little room for the messages before it", () => {
		expect(briefly(squeezed)).toEqual(["TIMESTAMPS_SPREAD /messages/2/timestamp"]);
	});

	test("names the messages and a time that is late enough", () => {
		const message = warningsOf(squeezed)[0]?.message;
		expect(message).toContain("messages[1] has no timestamp and 2.0 s of room before messages[2]");
		expect(message).toContain("a timestamp of 3.4 or later");
		expect(briefly([...squeezed.slice(0, 2), you("c", 3.4)])).toEqual([]);
	});

	test("is told once for several messages in one gap", () => {
		const b: Message = { sender: "you", text: "b" };
		const warnings = warningsOf([b, b, b, you("c", 3)]);
		expect(warnings.map(({ code }) => code)).toEqual(["TIMESTAMPS_SPREAD"]);
		expect(warnings[0]?.message).toContain("messages[0] to messages[2] have no timestamp");
	});
});

describe("LONG_MESSAGE", () => {
	const says = (text: string) =>
		/: split it(?:, e\.g\. after (".*"))?\.$/.exec(warningsOf([you(text, 1)])[0]?.message ?? "")?.[1];

	test("is told of what takes longer than 10 s to read", () => {
		expect(briefly([you(letters(224), 1)])).toEqual([]);
		expect(briefly([you(letters(225), 1)])).toEqual(["LONG_MESSAGE /messages/0/text"]);
		expect(warningsOf([you(letters(380), 1)])[0]?.message).toBe(
			"messages[0] has 380 characters, which take 16.0 s to read while nothing moves: split it.",
		);
	});

	test("names the end of the sentence that is nearest to the middle", () => {
		expect(says(`${"Some words. ".repeat(12)}Now comes the rest! ${"Some more? ".repeat(14)}`)).toBe(
			'"comes the rest!"',
		);
		expect(says(`${"これは文です。".repeat(3)}ここで分ける！${"続きです。".repeat(5)}`)).toContain(
			"ここで分ける！",
		);
		expect(says(`${"चलो अब चलते हैं। ".repeat(30)}`)).toBe('"अब चलते हैं।"');
	});

	test("names the nearest word where no sentence ends in the middle", () => {
		expect(says(`Hi. ${"one two three four ".repeat(14)}end`)).toMatch(/^"\w+ \w+ \w+"$/);
		expect(says(`${letters(230)} bcd`)).toBe(`"${letters(30)}"`);
	});

	test("counts an ellipsis and quotes as part of their sentence, and no point inside a word or number", () => {
		expect(
			says(`${"at 3.50 on example.com or ".repeat(6)}“so…” he said, ${"and 4.20 of it ".repeat(8)}`),
		).toBe('"com or “so…”"'.replace("com", "example.com"));
	});
});

test("a conversation at an even pace is not warned of", () => {
	expect(briefly([them("Hello there", 1.5), you("Hello", 4), them(letters(60), 8)])).toEqual([]);
});

test("a message is named by its place in the conversation, whatever else stands between", () => {
	const messages: readonly Message[] = [you(letters(40), 4), { sender: "you", text: "bbb" }, them("c", 4.1)];
	const indexes = [2, 5, 7];
	const drawn = numberMessages(messages).map((message, at) => ({ ...message, index: indexes[at] ?? at }));
	const { warnings } = planSteps(drawn);
	expect(warnings.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
		"LATE_START /messages/2",
		"TIMESTAMPS_SPREAD /messages/7/timestamp",
		"TYPING_CUT /messages/7/timestamp",
		"READING_SPEED /messages/2",
		"READING_SPEED /messages/5",
	]);
	expect(warnings.map(({ message }) => message.match(/messages\[\d+\]/g))).toEqual([
		null,
		["messages[5]", "messages[7]"],
		["messages[7]", "messages[5]"],
		["messages[2]", "messages[5]"],
		["messages[5]", "messages[7]"],
	]);
});
