import { describe, expect, test } from "vitest";
import * as z from "zod";
import { describe as describeValue, quote } from "../../../../shared/core/fault.ts";
import { conversationSchema } from "../../../../shared/video/conversation/conversation.ts";
import { unwrap, wordsOf } from "../../../../shared/video/conversation/schema-places.ts";

/** Every place of the schema by its name; the options of a union are at the place of the union. */
function placesOf(schema: z.ZodType, name = ""): readonly (readonly [name: string, schema: z.ZodType])[] {
	const own = [[name, schema] as const];
	return [...own, ...insideOf(unwrap(schema), name)];
}

function insideOf(kind: z.ZodType, name: string): ReturnType<typeof placesOf> {
	if (kind instanceof z.ZodArray) return placesOf(kind.element as z.ZodType, `${name}/0`);
	if (kind instanceof z.ZodUnion)
		return kind.options.flatMap((option) => insideOf(unwrap(option as z.ZodType), name));
	if (!(kind instanceof z.ZodObject)) return [];
	return Object.entries(kind.shape).flatMap(([key, child]) => placesOf(child as z.ZodType, `${name}/${key}`));
}

const places = placesOf(conversationSchema);

describe("each place of the schema", () => {
	test("is seen", () => {
		const names = places.map(([name]) => name);
		expect(names).toEqual(
			expect.arrayContaining([
				"",
				"/messages/0/timestamp",
				"/messages/0/typing/from",
				"/theme/wallpaper/top",
			]),
		);
		expect(names.length).toBeGreaterThan(90);
	});

	test.each(places)("%s has words for its faults", (_, schema) => {
		const { expected, allowed } = wordsOf({ schema, kind: unwrap(schema) });
		expect(expected).not.toBe("");
		expect(allowed).not.toBe("");
	});
});

test.each([
	[undefined, "nothing"],
	[null, "null"],
	[Number.NaN, "NaN"],
	[[], "an empty list"],
	[[1], "a list of 1"],
	[{}, "an object"],
	["\ud83d", `"\\ud83d"`],
])("%j is described as %s", (value, words) => {
	expect(describeValue(value)).toBe(words);
});

test("a quote is cut between characters, never inside one", () => {
	expect(quote("😀".repeat(41))).toBe(`"${"😀".repeat(40)}"…`);
	expect(quote("😀".repeat(40))).toBe(`"${"😀".repeat(40)}"`);
});
