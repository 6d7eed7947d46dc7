import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Span, TextStyle } from "../../../../shared/video/scene/scene.ts";
import { splitGraphemes } from "../../../../shared/video/text/graphemes.ts";
import { wrapSpans } from "../../../../shared/video/text/wrap-spans.ts";
import { arbitraryText } from "../../../helpers/arbitrary-conversation.ts";
import { wrapText } from "../../../helpers/wrap-text.ts";

const SMALL: TextStyle = { sizePx: 1, weight: 400 };
const LARGE: TextStyle = { sizePx: 2, weight: 600 };
const span = (text: string, style = SMALL): Span => ({ text, style, paint: "#000000" });

/** One size a grapheme; a letter moves closer to one of its own kind, as where a font kerns. */
const measure = (text: string, { sizePx }: TextStyle) =>
	splitGraphemes(text).reduce((sum, each, at, all) => sum + sizePx * (each === all[at - 1] ? 0.6 : 1), 0);

const wrap = (spans: readonly Span[], maxWidthPx: number, lastLineSparePx = 0) =>
	wrapSpans(spans, { maxWidthPx, measure, lastLineSparePx });
const textsOf = ({ lines }: ReturnType<typeof wrapSpans>) =>
	lines.map(({ spans }) => spans.map(({ text }) => text));

describe("a line of spans breaks", () => {
	test("where the whole text may break, and not at a change of style", () => {
		expect(textsOf(wrap([span("so be"), span("low", LARGE), span(" it")], 9))).toEqual([
			["so"],
			["be", "low"],
			["it"],
		]);
		expect(textsOf(wrap([span("you said "), span("1", LARGE), span(",000 then")], 9))).toEqual([
			["you said"],
			["1", ",000"],
			["then"],
		]);
	});

	test("at the width of each span in its own style", () => {
		expect(textsOf(wrap([span("ab "), span("cd", LARGE)], 7))).toEqual([["ab ", "cd"]]);
		expect(textsOf(wrap([span("ab "), span("cd", LARGE)], 6))).toEqual([["ab"], ["cd"]]);
	});

	test("inside a word that fits no line, across its spans", () => {
		expect(textsOf(wrap([span("abc"), span("def", LARGE)], 5))).toEqual([["abc", "d"], ["ef"]]);
	});

	test("without the spaces at its end, a span of nothing else among them", () => {
		const { lines } = wrap([span("one"), span("  ", LARGE), span("two")], 5);
		expect(lines).toEqual([
			{ spans: [span("one")], widthPx: 3 },
			{ spans: [span("two")], widthPx: 3 },
		]);
	});

	test("at a line feed, and an empty line has no spans", () => {
		expect(textsOf(wrap([span("a\n"), span("\nb", LARGE)], 9))).toEqual([["a"], [], ["b"]]);
		expect(textsOf(wrap([], 9))).toEqual([[]]);
	});
});

describe("room behind the last line", () => {
	test.each([
		["fits", 10, 1, true],
		["fits to the pixel", 10, 2, true],
		["needs a line of its own", 10, 2.5, false],
		["is nothing unless it is asked for", 10, 0, true],
	])("%s", (_, maxWidthPx, sparePx, spareFits) => {
		const wrapped = wrap([span("one two "), span("four", LARGE), span(" and five")], maxWidthPx, sparePx);
		expect(wrapped.spareFits).toBe(spareFits);
		expect(textsOf(wrapped)).toEqual([["one two"], ["four"], ["and five"]]);
	});
});

describe("for any text, spans and width", () => {
	const texts = arbitraryText();
	const widths = fc.integer({ min: 1, max: 30 });
	const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 6 });
	const cutAt = (text: string, at: readonly number[]) => {
		const places = [0, ...at.map((place) => Math.min(place, text.length)), text.length].sort((a, b) => a - b);
		return places.slice(1).map((to, index) => text.slice(places[index], to));
	};
	const styled = (text: string, at: readonly number[]) =>
		cutAt(text, at).map((part, index) => span(part, index % 2 === 0 ? SMALL : LARGE));

	test("one span breaks as the plain text does, measured as often and once more a line", () => {
		fc.assert(
			fc.property(texts, widths, (text, width) => {
				const [plain, ofSpans]: [string[], string[]] = [[], []];
				const note = (to: string[]) => (part: string) => {
					if (part !== "") to.push(part);
					return measure(part, SMALL);
				};
				const lines = wrapText(text, width, note(plain));
				const wrapped = wrapSpans([span(text)], { maxWidthPx: width, measure: note(ofSpans) });
				expect(textsOf(wrapped).map((parts) => parts.join(""))).toEqual(lines);
				expect(wrapped.lines.map(({ widthPx }) => widthPx)).toEqual(
					lines.map((line) => measure(line, SMALL)),
				);
				expect(ofSpans).toEqual([...plain, ...lines.filter((line) => line !== "")]);
			}),
		);
	});

	test("spans of one look break as one", () => {
		fc.assert(
			fc.property(texts, widths, cuts, (text, width, at) => {
				const parts = cutAt(text, at).map((part) => span(part));
				expect(wrap(parts, width)).toEqual(wrap([span(text)], width));
			}),
		);
	});

	test("no line is wider than allowed, but for one grapheme alone, and none tells another width than its spans have", () => {
		fc.assert(
			fc.property(texts, widths, cuts, (text, width, at) => {
				for (const { spans, widthPx } of wrap(styled(text, at), width).lines) {
					expect(widthPx).toBe(spans.reduce((sum, each) => sum + measure(each.text, each.style), 0));
					const graphemes = splitGraphemes(spans.map((each) => each.text).join(""));
					expect(widthPx <= width || graphemes.length === 1).toBe(true);
				}
			}),
		);
	});

	test("the lines add up to the text, and each letter keeps its style", () => {
		const letters = (spans: readonly Span[]) =>
			spans.flatMap(({ text, style }) => [...text.replaceAll(/\s/gu, "")].map((each) => [each, style]));
		fc.assert(
			fc.property(texts, widths, cuts, (text, width, at) => {
				const spans = styled(text, at);
				const { lines } = wrap(spans, width);
				expect(letters(lines.flatMap((line) => line.spans))).toEqual(letters(spans));
			}),
		);
	});
});

test("measuring costs what it cost before there were spans", () => {
	const counted = (text: string, width: number) => {
		let calls = 0;
		wrapSpans([span(text)], {
			maxWidthPx: width,
			measure: (part, style) => {
				calls += 1;
				return measure(part, style);
			},
		});
		return calls;
	};
	expect(counted("Two in a row: only the last one has a tail", 14)).toBe(21);
	expect(counted("\u4f60\u597d\u4e16\u754c".repeat(100), 25)).toBe(462);
	expect(counted("an incomprehensible joke", 8)).toBe(37);
});
