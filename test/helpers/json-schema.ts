/** A JSON Schema as far as ours uses it. */
export type JsonSchema = { readonly [keyword: string]: unknown };

type Check = (argument: never, value: unknown, validate: Validate, schema: JsonSchema) => boolean;
type Validate = (schema: JsonSchema, value: unknown) => boolean;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === "object" && value !== null && !Array.isArray(value);
const whenNumber = (holds: (value: number) => boolean) => (value: unknown) =>
	typeof value !== "number" || holds(value);
const whenText = (holds: (value: string) => boolean) => (value: unknown) =>
	typeof value !== "string" || holds(value);

/** By keyword, as draft 2020-12 defines them, written apart from zod. */
const CHECKS: Readonly<Record<string, Check>> = {
	type: (type: string, value) =>
		({
			string: typeof value === "string",
			number: typeof value === "number",
			integer: Number.isInteger(value),
			boolean: typeof value === "boolean",
			array: Array.isArray(value),
			object: isObject(value),
		})[type] ?? fail(`type ${type}`),
	enum: (values: readonly unknown[], value) => values.includes(value),
	minimum: (least: number, value) => whenNumber((number) => number >= least)(value),
	maximum: (most: number, value) => whenNumber((number) => number <= most)(value),
	exclusiveMinimum: (below: number, value) => whenNumber((number) => number > below)(value),
	multipleOf: (step: number, value) => whenNumber((number) => number % step === 0)(value),
	minLength: (least: number, value) => whenText((text) => [...text].length >= least)(value),
	maxLength: (most: number, value) => whenText((text) => [...text].length <= most)(value),
	pattern: (pattern: string, value) => whenText((text) => new RegExp(pattern, "u").test(text))(value),
	minItems: (least: number, value) => !Array.isArray(value) || value.length >= least,
	maxItems: (most: number, value) => !Array.isArray(value) || value.length <= most,
	items: (schema: JsonSchema, value, validate) =>
		!Array.isArray(value) || value.every((each) => validate(schema, each)),
	properties: (schemas: Readonly<Record<string, JsonSchema>>, value, validate) =>
		!isObject(value) ||
		Object.entries(schemas).every(
			([key, schema]) => !Object.hasOwn(value, key) || validate(schema, value[key]),
		),
	additionalProperties: (allowed: boolean, value, _, { properties }) =>
		allowed ||
		!isObject(value) ||
		Object.keys(value).every((key) => Object.hasOwn(properties as object, key)),
	required: (names: readonly string[], value) =>
		!isObject(value) || names.every((name) => Object.hasOwn(value, name)),
	anyOf: (schemas: readonly JsonSchema[], value, validate) =>
		schemas.some((schema) => validate(schema, value)),
	allOf: (schemas: readonly JsonSchema[], value, validate) =>
		schemas.every((schema) => validate(schema, value)),
};

/** They say nothing about validity; `format` only by a validator that is asked to. */
const ANNOTATIONS = ["$schema", "$defs", "title", "description", "examples", "default", "format", "id"];

/** Whether a value is valid. Throws for a keyword that this does not know. */
export function isValid(root: JsonSchema, value: unknown): boolean {
	const validate: Validate = (schema, inner) =>
		Object.entries(schema).every(([keyword, argument]) => {
			if (keyword === "$ref") return validate(resolve(root, String(argument)), inner);
			if (ANNOTATIONS.includes(keyword)) return true;
			const check = CHECKS[keyword] ?? fail(`keyword ${keyword}`);
			return check(argument as never, inner, validate, schema);
		});
	return validate(root, value);
}

/** A reference into the same document. */
export function resolve(root: JsonSchema, reference: string): JsonSchema {
	const keys = reference.replace(/^#\//, "").split("/");
	return keys.reduce<JsonSchema>((node, key) => node[key] as JsonSchema, root);
}

function fail(what: string): never {
	throw new Error(`The schema uses the ${what}, which the validator of these tests does not know`);
}
