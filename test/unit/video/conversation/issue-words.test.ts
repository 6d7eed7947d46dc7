import { expect, test } from "vitest";
import { z } from "zod";
import { describe as describeValue, quote } from "../../../../shared/core/fault.ts";
import { conversationSchema } from "../../../../shared/video/conversation/conversation.ts";
import { wordsFor } from "../../../../shared/video/conversation/issue-words.ts";

type Node = { readonly properties?: Record<string, Node>; readonly items?: Node };

/** Every path of the schema, an index standing as 0. */
function pathsOf(node: Node, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
	const fields = Object.entries(node.properties ?? {}).flatMap(([key, child]) =>
		pathsOf(child, [...path, key]),
	);
	const items = node.items === undefined ? [] : pathsOf(node.items, [...path, 0]);
	return [path, ...fields, ...items];
}

const paths = pathsOf(z.toJSONSchema(conversationSchema, { io: "input" }) as Node);

test("the schema's paths are seen", () => {
	expect(paths).toContainEqual(["messages", 0, "timestamp"]);
});

test.each(paths.map((path) => [`/${path.join("/")}`, path] as const))("there are words for %s", (_, path) => {
	const { expected, allowed } = wordsFor(path);
	expect(expected).not.toBe("");
	expect(allowed).not.toBe("");
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
