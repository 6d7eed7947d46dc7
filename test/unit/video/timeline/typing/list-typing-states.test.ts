import { expect, test } from "vitest";
import type { Keystrokes } from "../../../../../shared/video/timeline/typing/keystrokes.ts";
import { listTypingStates } from "../../../../../shared/video/timeline/typing/list-typing-states.ts";
import { typeOut } from "../../../../helpers/type-out.ts";

/** The letters of "abc", at these times. */
function typedAt(times: readonly number[], isHeld = false): Keystrokes {
	const strokes = times.map((atMs, at) => ({
		...({ atMs, draft: "abc".slice(0, at + 1), page: "capitals", nextPage: "letters" } as const),
		...{ key: "ABC".charAt(at), leastGapMs: 72, isHeld, isSlip: false },
	}));
	return {
		opening: { draft: "", page: "capitals" },
		strokes,
		...{ durationMs: 1500, leastMs: 0, isTooFast: false },
	};
}

const shown = (plan: Keystrokes) =>
	listTypingStates(plan).map(({ atMs, draft, page, key }) => `${atMs} ${draft} ${page} ${key}`);

test("a key is lit for 100 ms, and then the page is there that comes next", () => {
	expect(shown(typedAt([500, 800]))).toEqual([
		"500 a capitals A",
		"600 a letters null",
		"800 ab capitals B",
		"900 ab letters null",
	]);
});

test("or until the next, where it would be dark for less than 40 ms in between", () => {
	expect(shown(typedAt([500, 639, 779]))).toEqual([
		"500 a capitals A",
		"639 ab capitals B",
		"739 ab letters null",
		"779 abc capitals C",
		"879 abc letters null",
	]);
});

test("a key that is held stays lit", () => {
	expect(shown(typedAt([500, 900], true))).toEqual(["500 a capitals A", "900 ab capitals B"]);
});

test("without keys there is nothing to release", () => {
	const plan = typeOut("今日は", { locale: "ja" });
	expect(listTypingStates(plan)).toHaveLength(plan.strokes.length);
});

test("there are at most two states a stroke, in order, and none after the sending", () => {
	const plan = typeOut("Wait, are you serious? I thought we said SEVEN 😂");
	const states = listTypingStates(plan);
	const times = states.map(({ atMs }) => atMs);
	expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
	expect(states.length).toBeLessThan(2 * plan.strokes.length);
	expect(times.at(-1)).toBeLessThan(plan.durationMs);
	expect(states.at(-1)).toMatchObject({
		draft: "Wait, are you serious? I thought we said SEVEN 😂",
		key: null,
	});
});
