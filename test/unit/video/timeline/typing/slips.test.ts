import { expect, test } from "vitest";
import { count, gapsOf, growthOf, typeOut } from "../../../../helpers/type-out.ts";

const LONG =
	"Yesterday somebody brought Alexander seventeen enormous sandwiches because nobody wanted dinner, which everybody thought terribly strange and wonderful";
const places = Array.from({ length: 50 }, (_, place) => place);
const plans = places.map((place) => typeOut(LONG, { place }));
const slipsOf = (plan: (typeof plans)[number]) => plan.strokes.filter(({ isSlip }) => isSlip);

test("a slip is one in 40 to 60 characters", () => {
	const slips = plans.flatMap((plan) =>
		gapsOf(plan).filter((gap, at) => gap === 300 && plan.strokes[at]?.isSlip),
	);
	const charactersPerSlip = (plans.length * count(LONG)) / slips.length;
	expect(charactersPerSlip).toBeGreaterThan(40);
	expect(charactersPerSlip).toBeLessThan(80);
});

test("it is two or three letters, the first two in the wrong order, seen after 300 ms and deleted at 110 ms each", () => {
	for (const plan of plans) {
		const growth = growthOf(plan).filter((_, at) => plan.strokes[at]?.isSlip);
		expect(growth.join(" ")).toMatch(/^(?:(?:1 1 -1 -1|1 1 1 -1 -1 -1) ?)*$/);
		const gaps = gapsOf(plan);
		for (const [at, stroke] of plan.strokes.entries()) {
			if (!stroke.isSlip || stroke.key !== "delete") continue;
			expect(gaps[at]).toBe(plan.strokes[at - 1]?.key === "delete" ? 110 : 300);
		}
	}
});

test("what was slipped is two neighbours in the wrong order, and what follows them", () => {
	for (const plan of plans) {
		const typed = slipsOf(plan).filter(({ key }) => key !== "delete");
		const starts = typed.filter(({ draft }) => LONG.startsWith(draft.slice(0, -1)));
		expect(starts.length).toBeLessThan(typed.length);
		for (const { draft } of starts) {
			const at = draft.length - 1;
			const swapped = `${LONG.charAt(at + 1)}${LONG.charAt(at)}`;
			const longest = typed
				.filter((other) => other.draft.startsWith(draft))
				.at(-1)
				?.draft.slice(at);
			expect([swapped, swapped + LONG.charAt(at + 2)]).toContain(longest);
		}
	}
});

test("none is in the first word, in a name or at the start of a word", () => {
	for (const plan of plans) {
		for (const { draft } of slipsOf(plan)) {
			const word = draft.slice(draft.lastIndexOf(" ") + 1);
			expect(word).not.toMatch(/^(?:Y|A|$)/);
		}
	}
});

test("texts of less than 20 characters have none, nor do addresses or keyboards without lights", () => {
	for (const place of places) {
		const texts = [
			"ok sandwiches there",
			"so https://example.org/averylongaddress/thatgoeson",
			"x".repeat(80),
		];
		for (const text of texts) expect(slipsOf(typeOut(text, { place }))).toEqual([]);
		expect(slipsOf(typeOut(LONG, { place, locale: "ja" }))).toEqual([]);
	}
});
