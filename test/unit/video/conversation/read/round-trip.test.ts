import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Conversation } from "../../../../../shared/video/conversation/conversation.ts";
import { checkConversation, parseConversation } from "../../../../../shared/video/conversation/parse.ts";
import { parseScript } from "../../../../../shared/video/conversation/read/check-script.ts";
import { writeScript } from "../../../../../shared/video/conversation/read/write-script.ts";
import { arbitraryFullConversation } from "../../../../helpers/arbitrary-full-conversation.ts";

/** Without what says one thing twice: a sender beside `from`, a list of no reactions. */
function simplify({ messages, ...rest }: Conversation): object {
	return {
		...rest,
		messages: messages.map((entry) => {
			if (!("sender" in entry || "from" in entry)) return entry;
			const { sender, from, reactions = [], ...others } = entry;
			return { ...others, writer: from ?? sender, ...(reactions.length > 0 && { reactions }) };
		}),
	};
}

function expectSame(conversation: Conversation): string {
	const script = writeScript(conversation);
	const again = parseScript(script, { maxMessages: 100 });
	expect(simplify(again)).toEqual(simplify(conversation));
	// What was written once is written so again.
	expect(writeScript(again)).toBe(script);
	return script;
}

/** Texts and names that look like something else of a script, or nearly. */
const pieces = [
	...[
		"me",
		"you",
		"them",
		"Time",
		"theme",
		"Maya",
		"maya",
		"2",
		"0:12",
		"5s",
		"from",
		"after 2",
		"reacts",
		"typing",
		"read",
	],
	...[
		":",
		"：",
		"#",
		"[",
		"]",
		"{",
		"}",
		'"',
		"\\",
		"\\n",
		"---",
		"===",
		",",
		", site x",
		"a.jpg b",
		"data:",
		"https",
		"//",
	],
	...[
		" ",
		"  ",
		"\n",
		"\t",
		"\u00a0",
		"\u3000",
		"\u2028",
		"\u200b",
		"é",
		"e\u0301",
		"❤️",
		"#34c759",
		"id ",
		"to ",
		"bucket:a/b",
	],
];
const odd = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }).map((each) => each.join(""));

/** A drawn conversation with other texts and names, which may make it invalid. */
function withTexts(value: unknown, texts: readonly string[]): unknown {
	let next = 0;
	const take = () => texts[next++ % texts.length] ?? "";
	const change = (here: unknown, key = ""): unknown => {
		if (Array.isArray(here)) return here.map((each) => change(each));
		if (typeof here === "object" && here !== null)
			return Object.fromEntries(Object.entries(here).map(([name, each]) => [name, change(each, name)]));
		const isText = ["text", "draft", "name", "title", "site", "status", "system", "date", "carrier"].includes(
			key,
		);
		return isText && typeof here === "string" && !/^(imessage|\d{4}-)/.test(here) ? take() : here;
	};
	return change(value);
}

describe("a conversation written as a script and read again", () => {
	test("is the same, with all fields that there are", () => {
		fc.assert(
			fc.property(arbitraryFullConversation(), (input) => {
				expectSame(parseConversation(input));
			}),
			{ numRuns: 100 },
		);
	});

	test("is the same, whatever its texts and names look like", () => {
		let tried = 0;
		fc.assert(
			fc.property(
				arbitraryFullConversation(),
				fc.array(odd, { minLength: 1, maxLength: 20 }),
				(input, texts) => {
					const checked = checkConversation(withTexts(input, texts));
					if (!checked.ok) return;
					tried += 1;
					expectSame(checked.conversation);
				},
			),
			{ numRuns: 150 },
		);
		expect(tried).toBeGreaterThan(50);
	});
});
