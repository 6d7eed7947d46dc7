import fc from "fast-check";
import { expect, test } from "vitest";
import { createDraftLines } from "../../../../../shared/video/layout/screen/draft-lines.ts";
import { measureEvenly } from "../../../../helpers/measure.ts";

const style = { sizePx: 10, weight: 400 } as const;
const breakerOf = (maxWidthPx = 100) => createDraftLines({ maxWidthPx, style, measure: measureEvenly });
const textsOf = (draft: string) => breakerOf()(draft).map(({ text }) => text);

test("a draft is broken between words, and where it says so", () => {
	expect(textsOf("I have been waiting here").length).toBeGreaterThan(1);
	expect(textsOf("I have been waiting here").join(" ")).toBe("I have been waiting here");
	expect(textsOf("one\ntwo")).toEqual(["one", "two"]);
	expect(textsOf("one\n")).toEqual(["one", ""]);
});

test("a space at the end counts, at that of a line before it does not", () => {
	expect(textsOf("Hi ")).toEqual(["Hi "]);
	expect(textsOf("Hi \nyou")).toEqual(["Hi", "you"]);
});

test("a line has the direction of its paragraph", () => {
	const lines = breakerOf()(`שלום ${"abc ".repeat(10)}\nabc`);
	expect(lines.map(({ direction }) => direction)).toEqual([...lines.slice(1).map(() => "rtl"), "ltr"]);
});

test("whatever was typed before, and deleted, the lines are those of the draft alone", () => {
	const piece = fc.string({ unit: fc.constantFrom(..."ab cdefg\n שם😂"), maxLength: 30 });
	const edit = fc.oneof(piece, fc.nat(25));
	const check = fc.property(
		fc.array(edit, { maxLength: 12 }),
		fc.constantFrom(30, 60, 100),
		(edits, widthPx) => {
			const breakDraft = breakerOf(widthPx);
			let letters: readonly string[] = [];
			for (const each of edits) {
				letters =
					typeof each === "string"
						? [...letters, ...each]
						: letters.slice(0, Math.max(0, letters.length - each));
				const draft = letters.join("");
				expect(breakDraft(draft)).toEqual(breakerOf(widthPx)(draft));
			}
		},
	);
	fc.assert(check, { numRuns: 100 });
});
