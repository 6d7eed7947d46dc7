import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitGraphemes } from "../../../../shared/video/text/graphemes.ts";
import { arbitraryText } from "../../../helpers/arbitrary-conversation.ts";
import { wrapText } from "../../../helpers/wrap-text.ts";

/** One px a grapheme, so that widths can be counted. */
const count = (text: string) => splitGraphemes(text).length;
const wrap = (text: string, width: number) => wrapText(text, width, count);

describe("a line breaks", () => {
	test("at spaces, which are dropped there", () => {
		expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
	});

	test("after a hyphen, but not before a full stop or inside a number", () => {
		expect(wrap("well-known fact.", 6)).toEqual(["well-", "known", "fact."]);
		expect(wrap("about 1,000.50 now", 9)).toEqual(["about", "1,000.50", "now"]);
	});

	test("between Han characters, but not before a full stop of theirs", () => {
		expect(wrap("你好世界。", 4)).toEqual(["你好世", "界。"]);
	});

	test("between Thai words by dictionary, where there are no spaces", () => {
		expect(wrap("สวัสดีครับ", 6)).toEqual(["สวัสดี", "ครับ"]);
	});

	test("between Korean words alone, as phones break it", () => {
		expect(wrap("고맙습니다라고 해요", 8)).toEqual(["고맙습니다라고", "해요"]);
	});

	test("at every line feed, and an empty line stays", () => {
		expect(wrap("a\n\nb", 9)).toEqual(["a", "", "b"]);
	});
});

describe("a word wider than a line", () => {
	test("is cut between graphemes", () => {
		expect(wrap("aaaaaaaa", 3)).toEqual(["aaa", "aaa", "aa"]);
	});

	test("begins a line of its own, and what follows it goes on behind its rest", () => {
		expect(wrap("an incomprehensible joke", 8)).toEqual(["an", "incompre", "hensible", "joke"]);
		expect(wrap("aaaaa b", 4)).toEqual(["aaaa", "a b"]);
	});

	test("is never cut inside an emoji or before a mark", () => {
		const family = "👨‍👩‍👧‍👦";
		expect(wrap(family.repeat(3), 2)).toEqual([family.repeat(2), family]);
		expect(wrap("e\u0301e\u0301e\u0301", 2)).toEqual(["e\u0301e\u0301", "e\u0301"]);
	});
});

describe("for any text and width", () => {
	const inputs = [arbitraryText(), fc.integer({ min: 1, max: 30 })] as const;

	test("no line is wider than allowed, but for one grapheme alone", () => {
		const wide = (text: string) => (/^\p{Script=Han}/u.test(text) ? 2 : 1);
		const measure = (text: string) => splitGraphemes(text).reduce((sum, each) => sum + wide(each), 0);
		fc.assert(
			fc.property(...inputs, (text, width) => {
				for (const line of wrapText(text, width, measure)) {
					expect(measure(line) <= width || count(line) === 1).toBe(true);
				}
			}),
		);
	});

	test("a line is as full as it can be, as if it were measured at each place where it may break", () => {
		// Letters move closer to a letter of their own kind, as where a font kerns.
		const measure = (text: string) =>
			splitGraphemes(text).reduce((sum, each, at, all) => sum + (each === all[at - 1] ? 0.6 : 1), 0);
		const words = fc.array(fc.constantFrom("a", "aa", "aaaaaaa", "ab", "abab", "cccc", "c"), {
			maxLength: 30,
		});
		fc.assert(
			fc.property(words, fc.integer({ min: 2, max: 12 }), (list, width) => {
				expect(wrapText(list.join(" "), width, measure)).toEqual(wrapWordByWord(list, width, measure));
			}),
		);
	});

	test("nothing but white space is lost, and nothing changes its place", () => {
		const visible = (text: string) => text.replaceAll(/\s/gu, "");
		fc.assert(
			fc.property(...inputs, (text, width) => {
				const lines = wrap(text, width);
				expect(visible(lines.join(""))).toBe(visible(text));
				expect(lines).toEqual(lines.map((line) => line.trimEnd()));
			}),
		);
	});
});

test("a line is measured a few times, however many places it has where it may break", () => {
	const measured: string[] = [];
	const text = "\u4f60\u597d\u4e16\u754c".repeat(100);
	const lines = wrapText(text, 25, (line) => {
		if (line.length > 1) measured.push(line);
		return count(line);
	});
	expect(lines).toHaveLength(16);
	expect(measured.length).toBeLessThanOrEqual(3 * lines.length);
});

/** The same by hand: word after word, and letter after letter in a word that fits no line. */
function wrapWordByWord(
	words: readonly string[],
	width: number,
	measure: (text: string) => number,
): string[] {
	const lines: string[] = [];
	let line = "";
	const add = (part: string, behind: string) => {
		const longer = line === "" ? part : line + behind + part;
		if (measure(longer) <= width) {
			line = longer;
			return true;
		}
		return false;
	};
	for (const word of words) {
		if (add(word, " ")) continue;
		if (line !== "") lines.push(line);
		line = "";
		for (const letter of word) {
			if (add(letter, "")) continue;
			lines.push(line);
			line = letter;
		}
	}
	return [...lines, line];
}
