import { afterEach, describe, expect, test, vi } from "vitest";
import { explainFailure, faultLines } from "../../../scripts/cli/explain-failure.ts";
import { parseInput } from "../../../scripts/cli/read-conversation.ts";
import { ChatreelError, toChatreelError } from "../../../shared/core/errors.ts";
import { guessForm } from "../../../shared/video/conversation/text-form.ts";

afterEach(() => {
	vi.unstubAllEnvs();
});

function refusal(source: string): readonly string[] {
	try {
		parseInput({ text: source, form: guessForm(source) }, 50);
	} catch (thrown) {
		return explainFailure(toChatreelError(thrown));
	}
	return [];
}

describe("B16: a failure in a few lines", () => {
	test("a single fault is shown once, with its place", () => {
		const lines = refusal('{"messages": [{"sender": "you", "text": "Hi"}], "sond": true}');
		expect(lines).toEqual([
			"INVALID_INPUT: The conversation is not valid.",
			expect.stringMatching(
				/^ {2}\/sond {2}sond: expected no such field, .*received "sond" \(did you mean `sound`\?\)$/,
			),
		]);
	});

	test("ten of many faults are shown, and the number of the others", () => {
		const lines = faultLines(
			Array.from({ length: 373 }, (_, index) => ({ pointer: `/${index}`, message: "m" })),
		);
		expect([lines.length, lines.at(-1)]).toEqual([11, "  … and 363 more."]);
	});

	test.each([
		["a WhatsApp export", "[31.12.23, 22:15:00] Ann: hi\n[31.12.23, 22:16:00] Bob: yo"],
		["a WhatsApp export", "\u200e12/31/23, 10:15\u202fPM - Ann: hi"],
		["a Telegram export", '{"name": "Ann", "messages": [{"from_id": "u1", "text": "hi"}]}'],
		["a Telegram export", '{"personal_information": {}, "chats": {"list": []}}'],
		[
			"a Messenger or Instagram export",
			'{"messages": [{"sender_name": "A", "timestamp_ms": 1, "content": "x"}]}',
		],
		["a Discord export", '{"messages": [{"author": {}, "content": "x"}]}'],
		["a Slack export", '[{"type": "message", "user": "U1", "text": "x", "ts": "1.2"}]'],
		["a ChatGPT export", '[{"title": "t", "mapping": {}}]'],
		["without `messages`", '{"name": "package", "version": "1.0.0"}'],
		["a request for the function", '{"conversation": {"messages": []}}'],
		["a request for the function", '{"convesation": {"messages": []}}'],
		["a batch for the function", '{"conversations": []}'],
		["JSON Lines", '{"id": "a", "conversation": {}}\n{"id": "b", "conversation": {}}'],
		["CSV", "job;sender;text\na;you;Hi"],
		["a page", "<!doctype html><p>Hi"],
	])("names %s, and what is expected", (name, source) => {
		const lines = refusal(source);
		expect(lines[0]).toContain("This seems to be");
		expect(lines[0]).toContain(name);
		expect(lines[0]).toContain('expected {"messages"');
		expect(lines.length).toBeLessThanOrEqual(5);
	});

	test("a broken conversation is not taken for another program's", () => {
		for (const source of ['{"messages": [{"sender": "me"}]}', '{"messages": [', '{"messages": []}', ""])
			expect(refusal(source)[0]).not.toContain("seems to be");
	});

	test("a misspelt `messages` is named, and not taken for another program's", () => {
		const [first, ...faults] = refusal('{"mesages": [{"sender": "you", "text": "Hi"}]}');
		expect(first).not.toContain("seems to be");
		expect(faults.join()).toContain("(did you mean `messages`?)");
	});

	test("a server that cannot be reached is named", () => {
		vi.stubEnv("APPWRITE_ENDPOINT", "https://appwrite.example/v1");
		const refused = new Error("connect ECONNREFUSED 203.0.113.7:443");
		const cause = new TypeError("fetch failed", { cause: refused });
		const error = new ChatreelError("DEPENDENCY_ERROR", "The database could not be reached.", { cause });
		expect(explainFailure(error)).toEqual([
			"DEPENDENCY_ERROR: The database could not be reached.",
			"  https://appwrite.example/v1: connect ECONNREFUSED 203.0.113.7:443",
		]);
	});
});
