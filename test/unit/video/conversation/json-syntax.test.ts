import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findSyntaxFault } from "../../../../shared/video/conversation/json-syntax.ts";

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

describe("the place where a text stops being JSON", () => {
	test.each([
		["", 1, 1, "a value", "the end of the text"],
		["{}\r\n\n x", 3, 2, "the end of the text", `"x"`],
		["{'a': 1}", 1, 2, "the name of a field in double quotes", `"'"`],
		['{"😀" 1}', 1, 6, `":" after the name of a field`, `"1"`],
		['["a" "b"]', 1, 6, `"," or "]"`, `"\\""`],
		["[1, undefined]", 1, 5, "a value", `"undefined"`],
		["[1,]", 1, 4, "a value", `"]"`],
		["[1}", 1, 3, `"," or "]"`, `"}"`],
		['["a\nb"]', 1, 4, "a closing quote before the end of the line, or an escape such as \\n", `"\\n"`],
		['["a', 1, 4, "a closing quote", "the end of the text"],
	])("%j", (text, line, column, expected, received) => {
		expect(findSyntaxFault(text)).toEqual({ line, column, expected, received });
	});

	test("is found exactly where JSON.parse refuses", () => {
		const token = fc.constantFrom(
			...'{}[]:,"\\ 01-.eE+'.split(""),
			'"a"',
			'"\\n"',
			'"\\u00e9"',
			"true",
			"null",
			"nul",
			"\n",
			"\u0001",
		);
		const soup = fc.array(token, { maxLength: 8 }).map((tokens) => tokens.join(""));
		const damaged = fc.tuple(fc.json(), fc.nat(), token, fc.boolean()).map(([json, at, piece, cut]) => {
			const index = at % (json.length + 1);
			return json.slice(0, index) + piece + json.slice(cut ? index + 1 : index);
		});
		const seen = { json: 0, other: 0 };
		fc.assert(
			fc.property(fc.oneof(soup, fc.json(), damaged), (text) => {
				const expected = isJson(text);
				seen[expected ? "json" : "other"]++;
				expect(findSyntaxFault(text) === null).toBe(expected);
			}),
			{ numRuns: 1000 },
		);
		expect(Math.min(seen.json, seen.other)).toBeGreaterThan(100);
	});
});
