import { expect, test } from "vitest";
import { createRecent } from "../../../../shared/video/paint-next/recent.ts";

test("what was not used for longest is forgotten where it is too much, and made again when it is wanted", () => {
	const forgotten: string[] = [];
	const recent = createRecent<string>({
		limitBytes: 6,
		countBytes: ({ length }) => length,
		onForget: (value) => forgotten.push(value),
	});
	const made: string[] = [];
	const take = (key: string, value = key) =>
		recent.of(key, () => {
			made.push(key);
			return value;
		});
	for (const key of ["aa", "bb", "cc", "aa", "dd"]) expect(take(key)).toBe(key);
	expect(made).toEqual(["aa", "bb", "cc", "dd"]);
	expect(forgotten).toEqual(["bb"]);
	// "bb" had to go for "dd"; "aa" had been used since.
	for (const key of ["aa", "cc", "dd", "bb"]) take(key);
	expect(made).toEqual(["aa", "bb", "cc", "dd", "bb"]);
	expect(recent.made()).toBe(5);
	// One that is too large by itself stays, alone, while it is the newest.
	take("large", "more than six");
	take("large");
	expect(made.slice(5)).toEqual(["large"]);
	take("cc");
	expect(made.slice(6)).toEqual(["cc"]);
	expect(forgotten.slice(-1)).toEqual(["more than six"]);
});
