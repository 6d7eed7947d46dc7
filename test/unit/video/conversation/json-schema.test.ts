import { globSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { createJsonSchema } from "../../../../shared/video/conversation/json-schema.ts";
import { checkConversation } from "../../../../shared/video/conversation/parse.ts";
import { isValid, type JsonSchema, resolve } from "../../../helpers/json-schema.ts";

const FILE = "docs/conversation.schema.json";
const schema = createJsonSchema() as JsonSchema;
const readJson = (file: string): Record<string, unknown> => JSON.parse(readFileSync(file, "utf8"));

const invalid = (name: string) => `test/fixtures/conversations/invalid/${name}.json`;
const invalidField = (name: string) => `test/fixtures/conversations/invalid-fields/${name}.json`;

type Field = { readonly name: string; readonly schema: JsonSchema };

/** Every field at every place, as the documents write it: `messages[].reactions[].emoji`. */
function fieldsOf(node: JsonSchema, path = ""): readonly Field[] {
	const inner = typeof node["$ref"] === "string" ? resolve(schema, node["$ref"]) : node;
	const options = (inner["anyOf"] ?? []) as readonly JsonSchema[];
	const properties = Object.entries((inner["properties"] ?? {}) as Record<string, JsonSchema>);
	return [
		...options.flatMap((option) => fieldsOf(option, path)),
		...("items" in inner ? fieldsOf(inner["items"] as JsonSchema, `${path}[]`) : []),
		...properties.flatMap(([key, property]) => {
			const name = path === "" ? key : `${path}.${key}`;
			return [{ name, schema: property }, ...fieldsOf(property, name)];
		}),
	];
}

const fields = fieldsOf(schema);

describe("docs/conversation.schema.json", () => {
	test("is made from the schema; npm run schema:update writes it", () => {
		const current = `${JSON.stringify(schema, null, "\t")}\n`;
		if (process.env["UPDATE_SCHEMA"] === "1") writeFileSync(FILE, current);
		expect(readFileSync(FILE, "utf8")).toBe(current);
	});

	test("has every field of the contract", () => {
		expect(fields.map(({ name }) => name)).toEqual(
			expect.arrayContaining([
				"$schema",
				"contact.picture",
				"people[].id",
				"theme.wallpaper.top",
				"device.hour12",
				"split.overlap",
				"sound.music.source",
				"messages[].reactions[].emoji",
				"messages[].typing.seconds",
				"messages[].typed.draft",
				"messages[].link.picture",
				"messages[].images[].bucketId",
			]),
		);
		expect(schema).toMatchObject({
			$schema: "https://json-schema.org/draft/2020-12/schema",
			required: ["messages"],
			additionalProperties: false,
		});
	});

	test.each(fields)("$name has a description and examples that are valid", (field) => {
		const { description, examples } = field.schema as { description: string; examples: readonly unknown[] };
		expect(description).toMatch(/^\S.*\.$/);
		expect(examples).not.toEqual([]);
		for (const example of examples)
			expect(isValid({ ...field.schema, $defs: schema["$defs"] }, example)).toBe(true);
	});

	test("says nothing of the words of faults", () => {
		expect(JSON.stringify(schema)).not.toMatch(/"(expected|allowed)":/);
	});

	test.each([...globSync("examples/*.json"), ...globSync("test/fixtures/conversations/*.json")])(
		"takes %s, as parsing does",
		(file) => {
			expect(isValid(schema, readJson(file))).toBe(true);
			expect(checkConversation(readJson(file)).ok).toBe(true);
		},
	);

	test.each(globSync("examples/*.json"))("is named by %s", (file) => {
		expect(readJson(file)["$schema"]).toBe("../docs/conversation.schema.json");
	});

	/** The other fixtures break rules that JSON Schema cannot say, or are no JSON. */
	test.each([
		...["messages-missing", "unknown-sender", "text-empty", "text-missing", "timestamp-negative"].map(
			invalid,
		),
		...["unknown-field", "message-not-an-object", "contact-faulty", "video-out-of-range"].map(invalid),
		...["entries-misspelt", "entries-of-two-kinds", "messages-faulty"].map(invalidField),
		...["people-faulty", "pictures-faulty", "settings-faulty"].map(invalidField),
	])("refuses %s", (file) => {
		expect(isValid(schema, readJson(file))).toBe(false);
	});
});

test("docs/conversation.md names every field", () => {
	const page = readFileSync("docs/conversation.md", "utf8");
	const named = new Set([...page.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code));
	// A picture may be a bucket file wherever there is one, and is described once.
	const own = fields.filter(({ name }) => !/\.(bucketId|fileId)$/.test(name));
	expect(own.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
	expect(page).toContain("{bucketId, fileId}");
	expect(basename(FILE)).toSatisfy((name: string) => page.includes(name));
});
