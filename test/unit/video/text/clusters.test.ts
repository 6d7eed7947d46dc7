import { expect, test } from "vitest";
import { graphics } from "../../../../shared/video/node/graphics.ts";
import { glyphWarnings } from "../../../../shared/video/text/glyph-warnings.ts";
import { splitLetters } from "../../../../shared/video/text/marks.ts";
import { createTypesetter } from "../../../../shared/video/text/typesetter.ts";
import { type Cell, createNotdefFinder, drawCells } from "../../../helpers/cells.ts";
import { CLUSTERS, PLAIN_CLUSTERS } from "../../../helpers/clusters.ts";
import { registerFonts } from "../../../helpers/fonts.ts";

const fonts = registerFonts(CLUSTERS);
const typesetter = createTypesetter(fonts, graphics);
const warnings = glyphWarnings(
	CLUSTERS.map((text, index) => ({ text, pointer: `${index}` })),
	fonts.choose,
);
const warned = (words: string) =>
	new Set(
		warnings.filter(({ message }) => message.includes(words)).map(({ pointer }) => CLUSTERS[Number(pointer)]),
	);
const boxed = warned("empty box");
const bare = warned("left out");

const cells = new Map<string, Cell>();
const draw = (texts: readonly string[]) => {
	const unknown = texts.filter((text) => !cells.has(text));
	for (const [index, cell] of drawCells(unknown, typesetter).entries()) cells.set(unknown[index] ?? "", cell);
	return texts.map((text) => cells.get(text) as Cell);
};

test("there are thousands, most can be drawn, and some of each kind cannot", () => {
	expect(CLUSTERS.length).toBeGreaterThan(5000);
	expect(boxed.size).toBeGreaterThan(100);
	expect(bare.size).toBeGreaterThan(100);
	expect(boxed.size + bare.size).toBeLessThan(CLUSTERS.length / 2);
});

test("a warning says so if and only if a box is drawn, ours or a font's", () => {
	const isNotdef = createNotdefFinder(typesetter);
	const others = draw(CLUSTERS).flatMap((cell, index) => {
		const text = CLUSTERS[index] ?? "";
		const files = fonts
			.choose(text)
			.parts.flatMap(({ file, marks }) => [file, ...marks.map((mark) => mark.file)]);
		const isBox =
			cell.isBlank || isNotdef(cell, new Set([fonts.families[0], ...files.map((file) => file?.alias)]));
		return isBox === boxed.has(text) ? [] : `${text} ${JSON.stringify(text)} ${isBox ? "box" : "warning"}`;
	});
	expect(others).toEqual([]);
});

test("a mark is drawn on its letter and not beside it, unless a warning says that it is left out", () => {
	const letters = PLAIN_CLUSTERS.map((text) => splitLetters(text)[0].letter);
	draw(letters);
	const others = PLAIN_CLUSTERS.flatMap((text, index) => {
		const [together, alone] = draw([text, letters[index] ?? ""]);
		if (together === undefined || alone === undefined || boxed.has(text)) return [];
		const hasMarks = splitLetters(text)[0].marks.length > 0;
		if (!hasMarks) return [];
		const middlePx = together.middleOfDifference(alone);
		if (bare.has(text)) return middlePx === null ? [] : `${text}: warned of, but drawn`;
		if (middlePx === null) return `${text} ${JSON.stringify(text)}: not drawn`;
		const isBeside = middlePx < -0.2 * 24 || middlePx > together.advancePx + 0.2 * 24;
		return isBeside ? `${text}: ${middlePx} of ${together.advancePx}` : [];
	});
	expect(others).toEqual([]);
});
