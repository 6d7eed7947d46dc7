import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ChatreelError } from "../../../../shared/core/errors.ts";
import { drawnMessages } from "../../../../shared/video/conversation/drawn-messages.ts";
import {
	checkConversation,
	parseConversation,
	parseConversationText,
} from "../../../../shared/video/conversation/parse.ts";

const hi = { sender: "you", text: "Hi" };
const textOf = (text: string) =>
	drawnMessages(parseConversation({ messages: [{ sender: "you", text }] }))[0]?.text;

function errorOf(action: () => unknown): unknown {
	try {
		return action();
	} catch (error) {
		return error;
	}
}

describe("what is accepted", () => {
	test("a conversation of nothing but messages gets every default", () => {
		expect(parseConversation({ messages: [hi] })).toEqual({
			contact: { name: "Contact" },
			theme: { name: "imessage", mode: "light" },
			video: { width: 1080, height: 1920, fps: 30, crf: 20, preset: "veryfast" },
			sound: true,
			messages: [hi],
		});
	});

	test("a part that is given is completed, not replaced", () => {
		const { video, contact } = parseConversation({
			contact: { color: "#34C759" },
			video: { fps: 60 },
			messages: [hi],
		});
		expect(video).toMatchObject({ width: 1080, fps: 60 });
		expect(contact).toEqual({ name: "Contact", color: "#34c759" });
	});

	test.each([
		["workload-12", 12],
		["workload-50", 50],
	])("%s is valid", (name, count) => {
		const text = readFileSync(`test/fixtures/conversations/${name}.json`, "utf8");
		expect(parseConversationText(text).messages).toHaveLength(count);
	});

	test("50 messages, and as many as the option allows", () => {
		expect(parseConversation({ messages: Array(50).fill(hi) }).messages).toHaveLength(50);
		expect(parseConversation({ messages: Array(60).fill(hi) }, { maxMessages: 60 }).messages).toHaveLength(
			60,
		);
		expect(checkConversation({ messages: [hi, hi, hi] }, { maxMessages: 2 }).ok).toBe(false);
	});

	test("500 characters are counted as people count them, and 8,000 bytes as UTF-8", () => {
		const family = "👩‍👦";
		expect(textOf(family.repeat(500))).toHaveLength(5 * 500);
		expect(textOf(`${"👨‍👩‍👧‍👦".repeat(319)}${"a".repeat(25)}`)).toBeDefined();
		expect(errorOf(() => textOf(family.repeat(501)))).toMatchObject({
			details: { faults: [{ received: "501 characters" }] },
		});
	});

	test("equal timestamps, and the first and last possible one", () => {
		const messages = [0, 2, 2, 3600].map((timestamp) => ({ ...hi, timestamp }));
		expect(drawnMessages(parseConversation({ messages })).map(({ timestamp }) => timestamp)).toEqual([
			0, 2, 2, 3600,
		]);
	});

	test("line ends and tabs come into one form, and nothing is left around a text", () => {
		expect(textOf("\r\n a\r\nb\rc\td \n")).toBe("a\nb\nc d");
		expect(parseConversation({ contact: { name: " Emma\r\nL " }, messages: [hi] }).contact.name).toBe(
			"Emma L",
		);
	});

	test.each(["\v", "\f", "\u0085", "\u2028", "\u2029"])("%j ends a line as LF does", (end) => {
		expect(textOf(`a${end}b${end}`)).toBe("a\nb");
		expect(parseConversation({ contact: { status: `a${end}b` }, messages: [hi] }).contact.status).toBe("a b");
	});

	test("joiners, variation selectors and bidi isolates are kept", () => {
		const text = "❤️‍🔥 \u2067שלום\u2069";
		expect(textOf(text)).toBe(text);
	});

	test("a byte order mark before the JSON", () => {
		expect(parseConversationText(`\ufeff${JSON.stringify({ messages: [hi] })}`).messages).toEqual([hi]);
	});
});

describe("what is refused", () => {
	test("the error is INVALID_INPUT and holds the faults as plain JSON", () => {
		const error = errorOf(() => parseConversation({ messages: [{ ...hi, sender: "me" }] }));
		const faults = [
			{
				pointer: "/messages/0/sender",
				message: `messages[0].sender: expected a sender, allowed: "you", "them", received "me"`,
				expected: "a sender",
				allowed: `"you", "them"`,
				received: `"me"`,
			},
		];
		expect(error).toMatchObject({ kind: "INVALID_INPUT", status: 400, details: { faults, faultCount: 1 } });
	});

	test("more than 500,000 bytes, as text and as a value, without a look inside", () => {
		const value = { messages: [{ ...hi, text: "é".repeat(250_000) }] };
		const fault = { pointer: "", allowed: "at most 500000 bytes", received: "500041 bytes" };
		const bySize = { details: { faults: [fault], faultCount: 1 } };
		expect(errorOf(() => parseConversation(value))).toMatchObject(bySize);
		expect(errorOf(() => parseConversationText(JSON.stringify(value)))).toMatchObject(bySize);
	});

	test("what refers to itself or is nested without end", () => {
		const circular: { messages: unknown[] } = { messages: [hi] };
		circular.messages.push(circular);
		expect(errorOf(() => parseConversation(circular))).toMatchObject({ kind: "INVALID_INPUT" });
		const deep = "[".repeat(100_000) + "]".repeat(100_000);
		expect(errorOf(() => parseConversationText(deep))).toMatchObject({ kind: "INVALID_INPUT" });
		expect(errorOf(() => parseConversation(JSON.parse(deep)))).toMatchObject({ kind: "INVALID_INPUT" });
	});

	test("a flood of messages is counted, and its first thousand looked at", () => {
		const checked = checkConversation({ messages: Array(100_000).fill(0) });
		const faults = checked.ok ? [] : checked.faults;
		expect(faults).toHaveLength(1 + 50 + 1000);
		expect(faults[0]).toMatchObject({
			pointer: "/messages",
			received: "100000, of which the last 98950 were not looked at",
		});
	});

	test("a key is escaped in the pointer as RFC 6901 has it, and quoted where it is no word", () => {
		const checked = checkConversation({ messages: [hi], "a/b~c": 1 });
		expect(checked.ok ? null : checked.faults[0]).toMatchObject({ pointer: "/a~1b~0c" });
		expect(checked.ok ? null : checked.faults[0]?.message).toMatch(/^\["a\/b~c"\]: expected/);
	});

	test("what was received is cut short and cannot disturb a terminal", () => {
		const sender = `\u001b[31m\u202e\u009b${"x".repeat(100_000)}`;
		const checked = checkConversation({ messages: [{ ...hi, sender }] });
		const received = checked.ok ? "" : checked.faults[0]?.received;
		expect(received).toBe(`"\\u001b[31m\\u{202e}\\u{9b}${"x".repeat(33)}"…`);
	});

	test("`__proto__` changes no prototype", () => {
		const text = `{"__proto__": {"polluted": 1}, "messages": [{"sender": "you", "text": "Hi", "__proto__": {"polluted": 1}}]}`;
		expect(() => parseConversationText(text)).toThrow(ChatreelError);
		expect("polluted" in {}).toBe(false);
	});

	test("of very many faults 500 are listed and all are counted", () => {
		const error = errorOf(() =>
			parseConversation({ messages: Array(50).fill(Object.fromEntries(keys(20))) }),
		);
		const faults = expect.objectContaining({ length: 500 });
		expect(error).toMatchObject({ details: { faults, faultCount: 50 * 22 } });
	});
});

const keys = (count: number) => Array.from({ length: count }, (_, index) => [`key${index}`, 1]);

describe("for any input", () => {
	test("nothing but INVALID_INPUT is ever thrown, with a place and words for each fault", () => {
		const almost = fc.record(
			{
				messages: fc.array(
					fc.record(
						{
							sender: fc.constantFrom("you", "them", "me"),
							text: fc.string({ unit: "binary" }),
							timestamp: fc.jsonValue(),
						},
						{ requiredKeys: [] },
					),
				),
				contact: fc.jsonValue(),
				video: fc.dictionary(fc.constantFrom("width", "fps", "crf", "x"), fc.jsonValue()),
			},
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(fc.oneof(fc.jsonValue(), almost), (value) => {
				const checked = checkConversation(value);
				const error = errorOf(() => parseConversationText(JSON.stringify(value)));
				if (checked.ok) {
					expect(error).toEqual(checked.conversation);
					return;
				}
				expect(error).toMatchObject({ kind: "INVALID_INPUT" });
				for (const { pointer, expected, allowed, received } of checked.faults) {
					expect(pointer).toMatch(/^(\/|$)/);
					expect([expected, allowed, received]).not.toContain("");
				}
			}),
			{ numRuns: 100 },
		);
	});

	test("a parsed conversation parsed again is the same", () => {
		const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
		const line = fc.string({
			unit: fc.constantFrom("a", "é", "👍🏽", " ", "\t", "\r", "\n", "\u200b"),
			minLength: 1,
		});
		const messages = fc.array(
			fc.record({ sender: fc.constantFrom("you", "them"), text: fc.oneof(text, line) }),
			{
				minLength: 1,
				maxLength: 8,
			},
		);
		let valid = 0;
		fc.assert(
			fc.property(messages, line, (list, name) => {
				const checked = checkConversation({ contact: { name }, messages: list });
				if (!checked.ok) return;
				valid++;
				expect(parseConversation(checked.conversation)).toEqual(checked.conversation);
				expect(parseConversationText(JSON.stringify(checked.conversation))).toEqual(checked.conversation);
			}),
			{ numRuns: 200 },
		);
		expect(valid).toBeGreaterThan(20);
	});
});
