import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toPointer } from "../../../../shared/core/fault.ts";
import { createJsonSchema } from "../../../../shared/video/conversation/json-schema.ts";
import {
	checkConversation,
	parseConversation,
	parseConversationText,
} from "../../../../shared/video/conversation/parse.ts";
import { arbitraryFullConversation } from "../../../helpers/arbitrary-full-conversation.ts";
import { isValid, type JsonSchema } from "../../../helpers/json-schema.ts";

type Path = readonly (string | number)[];

const schema = createJsonSchema() as JsonSchema;

/** Every place of a value, the whole first. */
function placesOf(value: unknown, path: Path = []): readonly Path[] {
	if (typeof value !== "object" || value === null) return [path];
	const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
	return [path, ...inner.flatMap(([key, each]) => placesOf(each, [...path, key]))];
}

function valueAt(value: unknown, path: Path): unknown {
	return path.reduce<unknown>((here, key) => (here as Record<string, unknown>)[key], value);
}

/** A copy with another value at one place. */
function withValue(value: object, path: Path, planted: unknown): object {
	// Of JSON, as drawn values share objects.
	const copy = JSON.parse(JSON.stringify(value));
	const parent = valueAt(copy, path.slice(0, -1)) as Record<string, unknown>;
	parent[path.at(-1) ?? ""] = planted;
	return copy;
}

/** What others refer to: without it, they are at fault too. */
const isReferredTo = (path: Path) =>
	path.at(-1) === "id" || path[0] === "people" || path.join() === "messages" || path.join() === "messages,0";

/** Words of zod's own. */
const LEAKED = /invalid|unrecogni[sz]ed|expected (string|number|object|array|boolean|one of)|union|option/i;

describe("for any conversation with all fields", () => {
	test("parsing again gives the same, from JSON too, and the JSON Schema takes it before and after", () => {
		fc.assert(
			fc.property(arbitraryFullConversation(), (input) => {
				const parsed = parseConversation(input);
				expect(parseConversation(parsed)).toEqual(parsed);
				expect(parseConversationText(JSON.stringify(parsed))).toEqual(parsed);
				expect(isValid(schema, input)).toBe(true);
				expect(isValid(schema, parsed)).toBe(true);
			}),
			{ numRuns: 80 },
		);
	});

	test("a null anywhere is one fault, there", () => {
		fc.assert(
			fc.property(arbitraryFullConversation(), fc.nat(), (input, at) => {
				const places = placesOf(input).filter((path) => path.length > 0 && !isReferredTo(path));
				const place = places[at % places.length] ?? [];
				const planted = withValue(input, place, null);
				const checked = checkConversation(planted);
				const faults = checked.ok ? [] : checked.faults;
				expect(faults.map(({ pointer }) => pointer)).toEqual([toPointer(place)]);
				expect(faults[0]?.message).not.toMatch(LEAKED);
				expect(faults[0]?.received).toBe("null");
				expect(isValid(schema, planted)).toBe(false);
			}),
			{ numRuns: 120 },
		);
	});

	test("an unknown field in any object is one fault, there", () => {
		fc.assert(
			fc.property(arbitraryFullConversation(), fc.nat(), (input, at) => {
				const objects = placesOf(input).filter((path) => {
					const value = valueAt(input, path);
					return typeof value === "object" && !Array.isArray(value);
				});
				const place = [...(objects[at % objects.length] ?? []), "zzqq"];
				const planted = withValue(input, place, 1);
				const checked = checkConversation(planted);
				expect(checked.ok ? [] : checked.faults.map(({ pointer }) => pointer)).toEqual([toPointer(place)]);
				expect(isValid(schema, planted)).toBe(false);
			}),
			{ numRuns: 120 },
		);
	});

	test("whatever is put in places, nothing but faults with words comes of it", () => {
		const damage = fc.array(fc.tuple(fc.nat(), fc.jsonValue({ maxDepth: 2 })), {
			minLength: 1,
			maxLength: 4,
		});
		let refused = 0;
		fc.assert(
			fc.property(arbitraryFullConversation(), damage, (input, changes) => {
				const planted = changes.reduce<object>((value, [at, change]) => {
					const places = placesOf(value).filter((path) => path.length > 0);
					return withValue(value, places[at % places.length] ?? [], change);
				}, input);
				const checked = checkConversation(planted);
				if (checked.ok) return;
				refused++;
				for (const { pointer, expected, allowed, received } of checked.faults) {
					expect(pointer).toMatch(/^(\/|$)/);
					expect([expected, allowed, received]).not.toContain("");
					expect(`${expected}, ${allowed}`).not.toMatch(LEAKED);
				}
			}),
			{ numRuns: 120 },
		);
		expect(refused).toBeGreaterThan(40);
	});
});
