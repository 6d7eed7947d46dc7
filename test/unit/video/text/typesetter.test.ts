import type { SKRSContext2D } from "@napi-rs/canvas";
import { describe, expect, test } from "vitest";
import { createCanvas } from "../../../../shared/video/node/fonts/canvas.ts";
import { drawCells } from "../../../helpers/cells.ts";
import { CLUSTERS } from "../../../helpers/clusters.ts";
import { fillBlack, fontFiles, typesetterFor } from "../../../helpers/fonts.ts";

const STYLE = { sizePx: 24, weight: 400 } as const;
const typesetterOf = (...texts: string[]) => typesetterFor(texts);

describe("canvas draws from the named fonts alone, whatever fonts the system has", () => {
	const files = new Map(fontFiles({ han: "jp", isUrdu: true }).map((file) => [file.alias, file]));

	/** The code points of what canvas is asked to draw that none of the fonts named for it has. */
	const strayCodePoints = (texts: readonly string[]) => {
		const stray: string[] = [];
		const context = new Proxy(createCanvas(1, 1).getContext("2d"), {
			get: (target, key) => {
				if (key !== "fillText") return Reflect.get(target, key).bind?.(target) ?? Reflect.get(target, key);
				return (text: string) => {
					const named = [...target.font.matchAll(/"([^"]+)"/g)].map(([, alias = ""]) => files.get(alias));
					const has = (character: string) =>
						/\s|\p{Default_Ignorable_Code_Point}/u.test(character) ||
						named.some((file) => file?.cmap().has(character.codePointAt(0) ?? 0));
					const forms = [text, text.normalize("NFC")].map((form) => [...form].filter((each) => !has(each)));
					if (forms.every((missing) => missing.length > 0)) stray.push(text);
				};
			},
			set: (target, key, value) => Reflect.set(target, key, value),
		}) as SKRSContext2D;
		const typesetter = typesetterOf(...texts);
		for (const text of texts) {
			for (const direction of ["ltr", "rtl"] as const) {
				fillBlack(typesetter, context, { text, style: STYLE, direction, xPx: 0, baselinePx: 0 });
			}
		}
		return stray;
	};

	test("in lines of many scripts and in both directions", () => {
		const lines = [
			"שלום ܐ ☎ ❤️ 你 ɛ̂ ©️ 😂 ☎️ ✔ \u{13000}",
			"ܫܠܡܐ hello ޝ 👨‍🔥 ★ 好 ﾟДﾟ",
			"مرحبا ͡° u̲n̲d̲ ߊ a\u1ab0 क्ष̲ ꦲ",
		];
		expect(strayCodePoints(lines)).toEqual([]);
	});

	test("in a line where nothing but one mark is missing", () => {
		expect(strayCodePoints(["ok ؾ\u08d7 ok"])).toEqual([]);
		expect(strayCodePoints(["a\u1ab0"])).toEqual([]);
	});

	test("in thousands of letters", () => {
		expect(strayCodePoints(CLUSTERS)).toEqual([]);
	});

	test("a letter that only the system's fonts have is a box, the same for all", () => {
		const letters = ["ܐ", "ޝ", "ߊ", "ꦲ", "ᠠ", "ꀀ", "𐌰"];
		const [box, ...cells] = drawCells(["\u{10ffff}", ...letters], typesetterOf("\u{10ffff}", ...letters));
		expect(box?.isBlank).toBe(false);
		for (const [index, cell] of cells.entries()) {
			expect(box?.middleOfDifference(cell), letters[index]).toBeNull();
			expect(cell.middleOfDifference(box ?? cell), letters[index]).toBeNull();
		}
	});
});

describe("a line that is drawn in pieces", () => {
	test("is as wide as its pieces, a box among them", () => {
		const { measure } = typesetterOf("ab \u{10ffff}");
		const sum = measure("a", STYLE) + measure("\u{10ffff}", STYLE) + measure("b", STYLE);
		expect(measure("a\u{10ffff}b", STYLE)).toBeCloseTo(sum, 5);
		expect(measure("\u{10ffff}", STYLE)).toBeGreaterThan(10);
	});

	test("has lines under its letters that meet, and marks that take no room", () => {
		const { measure } = typesetterOf("ab u̲n̲d̲ ɛ̂ ɔ́ Дﾟ a⃝");
		const width = (text: string) => measure(text, STYLE);
		expect(width("u̲n̲")).toBeCloseTo(width("u̲") + width("n̲"), 5);
		expect(width("ɔ́")).toBeCloseTo(width("ɔ"), 5);
		expect(width("Дﾟ")).toBeGreaterThan(width("Д") + 5);
		expect(width("a⃝")).toBeGreaterThan(width("a") + 5);
	});
});
