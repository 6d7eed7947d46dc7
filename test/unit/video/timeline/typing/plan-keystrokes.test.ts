import { describe, expect, test } from "vitest";
import type { Keystrokes } from "../../../../../shared/video/timeline/typing/keystrokes.ts";
import { gapsOf, typeOut } from "../../../../helpers/type-out.ts";

/** The keys, each with its page where that is another than before. */
function keysOf({ strokes }: Keystrokes): string {
	const names = strokes.map(({ page, key }, at) => {
		const name = key ?? "·";
		return page === strokes[at - 1]?.page ? name : `${page}: ${name}`;
	});
	return names.join(" ");
}

const draftsOf = ({ strokes }: Keystrokes) => strokes.map(({ draft }) => draft);

describe("the keys that are pressed", () => {
	test("the phone sets shift at the start of a sentence, and the writer elsewhere", () => {
		const plan = typeOut("Hi Al. Ok");
		expect(plan.opening).toEqual({ draft: "", page: "capitals" });
		expect(keysOf(plan)).toBe(
			"capitals: H letters: i space shift capitals: A letters: l digits digits: . space capitals: O letters: k",
		);
		expect(draftsOf(plan).slice(0, 5)).toEqual(["H", "Hi", "Hi ", "Hi ", "Hi A"]);
		expect(plan.strokes.map(({ nextPage }) => nextPage).slice(0, 5)).toEqual([
			...["letters", "letters", "letters", "capitals", "letters"],
		]);
	});

	test("who begins with a small letter has turned that off", () => {
		const plan = typeOut("ok. no");
		expect(plan.opening.page).toBe("letters");
		expect(keysOf(plan)).toBe("letters: o k digits digits: . space letters: n o");
	});

	test("a new line begins with a capital", () => {
		expect(keysOf(typeOut("A\nB"))).toBe("capitals: A letters: return capitals: B");
	});

	test("a small letter where the phone offers a capital needs shift too", () => {
		expect(keysOf(typeOut("A! b"))).toBe(
			"capitals: A letters: digits digits: ! space capitals: shift letters: b",
		);
	});

	test("three capitals in a row are typed with shift locked", () => {
		expect(keysOf(typeOut("so OMG ok"))).toBe(
			"letters: s o space shift capitals: shift O M G space shift letters: o k",
		);
		expect(keysOf(typeOut("OK"))).toBe("capitals: O letters: shift capitals: K");
	});

	test('an "I" that stands alone is an "i" that the phone makes large', () => {
		const plan = typeOut("So I'm It");
		expect(keysOf(plan)).toBe(
			"capitals: S letters: o space i digits digits: ' letters: m space shift capitals: I letters: t",
		);
		expect(draftsOf(plan)).toContain("So I");
	});

	test("digits are on a page of their own, that a space or an apostrophe ends", () => {
		expect(keysOf(typeOut("at 10:30 ok"))).toBe(
			"letters: a t space digits digits: 1 0 : 3 0 space letters: o k",
		);
		expect(keysOf(typeOut("5pm"))).toBe("letters: digits digits: 5 letters letters: p m");
	});

	test("emoji are on theirs, with one key to get there and one to get back", () => {
		expect(keysOf(typeOut("so 😂😂 ❤️"))).toBe(
			"letters: s o space emoji emoji: 😂 😂 letters letters: space emoji emoji: ❤️",
		);
		expect(keysOf(typeOut("so 4😂"))).toBe("letters: s o space digits digits: 4 emoji emoji: 😂");
	});

	test("no key lights up for what no page has, and the page stays", () => {
		expect(keysOf(typeOut("a#b"))).toBe("letters: a · b");
		expect(keysOf(typeOut("日本", { place: 2 }))).toMatch(/^letters: ·( ·)?$/);
	});

	test("Arabic and Hebrew are typed without shift", () => {
		expect(keysOf(typeOut("أنا. هنا", { locale: "ar" }))).toBe(
			"letters: ا ن ا digits digits: . space letters: ه ن ا",
		);
		expect(keysOf(typeOut("היי", { locale: "he" }))).toBe("letters: ה י י");
	});

	test("a keyboard without lights adds graphemes, and what is chosen in groups of one to three", () => {
		expect(draftsOf(typeOut("नमस्ते", { locale: "hi" }))).toEqual(["न", "नम", "नमस्ते"]);
		const text = "今日は何をしていますか、OK";
		const groups = Array.from({ length: 20 }, (_, place) => {
			const plan = typeOut(text, { locale: "ja", place });
			expect(plan.strokes.every(({ page, key }) => page === "letters" && key === null)).toBe(true);
			const drafts = draftsOf(plan);
			return drafts.map((draft, at) => draft.slice(drafts[at - 1]?.length ?? 0));
		});
		expect(new Set(groups.flat().map((group) => group.length))).toEqual(new Set([1, 2, 3]));
		for (const each of groups) expect(each.slice(-3)).toEqual(["、", "O", "K"]);
	});
});

describe("the pauses", () => {
	const places = Array.from({ length: 60 }, (_, place) => place);

	test("somebody looks before the first key and before the sending, for 400 to 900 ms", () => {
		for (const place of places) {
			const { strokes, durationMs } = typeOut("Yes", { place });
			for (const ms of [strokes[0]?.atMs, durationMs - (strokes.at(-1)?.atMs ?? 0)]) {
				expect(ms).toBeGreaterThanOrEqual(400);
				expect(ms).toBeLessThanOrEqual(900);
			}
		}
	});

	test("and thinks for 250 to 500 ms after a mark and its space", () => {
		for (const place of places) {
			const gap = gapsOf(typeOut("no, he", { place })).at(-2);
			expect(gap).toBeGreaterThanOrEqual(250);
			expect(gap).toBeLessThanOrEqual(500);
		}
	});

	test("the other thumb is quicker, the same key and the start of a word are slower", () => {
		const meanGap = (text: string) => mean(places.map((place) => gapsOf(typeOut(text, { place }))[1] ?? 0));
		const plain = meanGap("as");
		expect(plain).toBeGreaterThan(125);
		expect(plain).toBeLessThan(155);
		expect(meanGap("al") / plain).toBeCloseTo(0.75, 1);
		expect(meanGap("aa") / plain).toBeCloseTo(1.6, 0.5);
		const afterSpace = mean(places.map((place) => gapsOf(typeOut("as as", { place }))[3] ?? 0));
		expect(afterSpace / plain).toBeCloseTo(1.6, 0.5);
	});

	test("a pace of 2 takes half the time, and one of 0.5 twice as long", () => {
		const text = "Wait, are you serious? We said seven";
		const plain = typeOut(text).durationMs;
		expect(typeOut(text, { pace: 0.5 }).durationMs / plain).toBeCloseTo(2, 1);
		const fast = typeOut(text, { pace: 2 });
		expect(fast.durationMs / plain).toBeLessThan(0.65);
		expect(Math.min(...gapsOf(fast))).toBeGreaterThanOrEqual(34);
	});
});

describe("a draft", () => {
	test("is typed, doubted, deleted with a key that is held, and then the text is typed", () => {
		const plan = typeOut("no", { draft: "yes" });
		expect(draftsOf(plan)).toEqual(["y", "ye", "yes", "ye", "y", "", "n", "no"]);
		expect(keysOf(plan)).toBe("letters: y e s delete delete delete n o");
		expect(plan.strokes.map(({ isHeld }) => isHeld)).toEqual([
			...[false, false, false, true, true, false, false, false],
		]);
		const [, , , doubt = 0, hold, repeat, anew = 0] = gapsOf(plan);
		expect([hold, repeat]).toEqual([400, 50]);
		expect([doubt >= 600 && doubt <= 1200, anew >= 300 && anew <= 600]).toEqual([true, true]);
	});

	test("goes by words after 20 letters", () => {
		const drafts = draftsOf(typeOut("no", { draft: "one two  three four five six seven" }));
		const from = drafts.indexOf("one two  three four five six seven");
		expect(drafts.slice(from + 19, -2)).toEqual([
			...["one two  three ", "one two  three", "one two  ", "one ", "", "n", "no"].slice(0, -2),
		]);
	});

	test("leaves the phone as at the start: it sets shift again", () => {
		expect(keysOf(typeOut("No", { draft: "Ja" }))).toBe(
			"capitals: J letters: a delete delete capitals: N letters: o",
		);
	});
});

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
