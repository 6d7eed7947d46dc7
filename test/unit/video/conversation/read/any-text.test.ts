import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LIMITS } from "../../../../../shared/video/conversation/limits.ts";
import { checkScript } from "../../../../../shared/video/conversation/read/check-script.ts";
import { writeScript } from "../../../../../shared/video/conversation/read/write-script.ts";

/** What begins lines of a script, or is part of them. */
const WORDS = [
	...["me:", "them: ", "Maya:", '"Maya": ', "theme: ", "people: ", "person: ", "dark: yes", "size: 1", "# "],
	...["[", "]", "[pause ", "[typing ", "[read]", "[Maya reacts ", "[reaction ", "[edited after ", "[deleted"],
	...["[reply to ", "[draft: ", "[image ", "[voice ", "[link ", "site ", "[id a]", "[at ", "[system ", "]\n"],
	...["---", "===", "{", "}", '{"pause":1}', '"', "\\", "\\n", ":", ",", "1.5", "0:12", "s", "❤️", "#0", "x"],
	...[
		"\n",
		"\n\n",
		"\n  ",
		"\r\n",
		"\t",
		" ",
		"\u00a0",
		"\u2028",
		"\ufeff",
		"\0",
		"\ud83d",
		"data:image/png;base64,",
	],
];

const BYTES = 0.98 * LIMITS.conversationBytes;
/** Just below what is refused by its size alone. */
const filled = (unit: string, before = "", after = "") =>
	before + unit.repeat(Math.floor(BYTES / new TextEncoder().encode(unit).length)) + after;

const LONG: Readonly<Record<string, string>> = {
	"messages of a letter": filled("me: a\n"),
	"lines that are none": filled("a\n"),
	"an open bracket in each line": filled("[\n"),
	"brackets alone": filled("["),
	"a quote in each line": filled('"\n'),
	"escaped quotes": filled('\\"', '"'),
	"empty lines": filled("\n"),
	"spaces in a value": filled(" ", "pace: 1", "x\nme: a"),
	"spaces in a size": filled(" ", "size: 1", "y\nme: a"),
	"spaces in a clock": filled(" ", "time: 9:41", "y\nme: a"),
	"people in a line": filled("a, ", "people: ", "\n\nme: a"),
	"people in lines": filled("person: a, b\n"),
	"people by their messages": Array.from({ length: 40_000 }, (_, index) => `n${index}: a`).join("\n"),
	"one setting again and again": filled("theme: a\n"),
	"replies to nothing": filled("[reply to a]\nme: b\n", "me: a\n"),
	"reactions to one message": filled("[reaction x]\n", "me: a\n"),
	"one message of many lines": filled("  b\n", "me: a\n"),
	"one message with gaps": filled("\n  b\n\n\n", "me: a\n"),
	"entries as JSON": filled("{}\n"),
	"an object that does not end": filled("  a\n", "{\n"),
	"many brackets before a text": filled("[image a.jpg]", "me: "),
	"many files in one bracket": filled("a.jpg ", "me: [image ", "]"),
	"verbs alone": filled("reacts: ", 'me: a\n["a" ', "]"),
	"starts of data URLs": filled("data:image/png;base64,", "me: "),
};

describe("a text that is hardly a script", () => {
	test("gets faults that all have a line and a column in it, and nothing is thrown", () => {
		const text = fc.oneof(
			{
				weight: 3,
				arbitrary: fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map((all) => all.join("")),
			},
			{ weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 300 }) },
		);
		fc.assert(
			fc.property(text, (source) => {
				const checked = checkScript(source);
				if (checked.ok) return;
				expect(checked.faults.length).toBeGreaterThan(0);
				const lines = source.split(/\r\n|\r|\n/);
				for (const { line = 0, column = 0, message } of checked.faults) {
					expect(message).toMatch(new RegExp(`^line ${line}, column ${column}: expected .+, received .+$`));
					// The end of a line is a place too.
					expect(column).toBeLessThanOrEqual([...(lines[line - 1] ?? "")].length + 1);
					expect(column).toBeGreaterThanOrEqual(1);
				}
			}),
			{ numRuns: 1500 },
		);
	});

	test.each(Object.entries(LONG))("is refused in about a second at the most: %s", (_, source) => {
		const started = process.cpuUsage();
		const checked = checkScript(source);
		const { user } = process.cpuUsage(started);
		expect(checked.ok).toBe(false);
		expect(user / 1000).toBeLessThan(1500);
	});
});

/** Lines of which most make a script, in any order. */
const LINES = [
	...[
		"me: hello",
		"them: hi\\nthere",
		"  and more",
		"Maya: [image a.jpg, b.jpg] look",
		'"Li: Wei": 你好',
		"# not this",
	],
	...[
		"me: \\[sic]",
		"[voice 0:12]",
		"[pause 1.5]",
		"[typing 2]",
		"[typing Maya 1.5 s]",
		"[system Ben joined]",
		"[status online]",
	],
	...[
		"--- Today 9:41 PM",
		"===",
		"[id a]",
		"[wait 2]",
		"[time 9:41 pm]",
		"[reply to #0]",
		"[reply to hello]",
		"[typed]",
	],
	...[
		"[draft: I hate you]",
		"[read]",
		"[Maya reacts ❤️ after 1]",
		"[reaction 😂 from me]",
		"[me reacts 👍]",
		"",
	],
	...[
		"[edited after 3: bye]",
		"[deleted]",
		"[Maya deleted after 1]",
		"[link Parks, site a.com]",
		'{"pause": 2}',
		"[receipt none]",
	],
];

const FRONTS = [
	"",
	"contact: Maya\n\n",
	"theme: whatsapp\ndark: yes\ntime: 9:41 PM\nsafe area: none\nsize: 720 x 1280\n\n",
	"title: Dog people\nperson: Maya, #d6336c, maya.jpg, id m\nperson: Li: Wei\n\n",
	"people: Maya, Ben, Li: Wei\npace: 1.5\nsound: no\n\n",
];

test("a script that is right says the same when it is written anew, and is then written the same", () => {
	let right = 0;
	const script = fc
		.tuple(fc.constantFrom(...FRONTS), fc.array(fc.constantFrom(...LINES), { minLength: 1, maxLength: 12 }))
		.map(([front, lines]) => `${front}me: hello\n${lines.join("\n")}\nme: bye\n`);
	fc.assert(
		fc.property(script, (source) => {
			const checked = checkScript(source);
			if (!checked.ok) return;
			right += 1;
			const written = writeScript(checked.conversation);
			const again = checkScript(written);
			expect(again).toEqual(checked);
			if (again.ok) expect(writeScript(again.conversation)).toBe(written);
		}),
		{ numRuns: 1000 },
	);
	expect(right).toBeGreaterThan(150);
});

test("a WhatsApp export makes no video of people with dates as their names", () => {
	const checked = checkScript("12/31/23, 10:15 PM - Ann: hi\n12/31/23, 10:16 PM - Bob: yo\n");
	expect(checked).toMatchObject({ ok: false, faults: [{ received: "a WhatsApp export" }] });
});

test("of more people than a chat may have, the first too many is told with its place", () => {
	const names = Array.from({ length: 14 }, (_, index) => `Nr${index}: hi`);
	const checked = checkScript(names.join("\n"));
	expect(checked).toMatchObject({
		ok: false,
		faults: [{ line: 13, column: 1, allowed: "1 to 12 others, and you", received: "14" }],
	});
});
