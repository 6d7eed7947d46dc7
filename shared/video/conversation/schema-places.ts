import * as z from "zod";
import type { Words } from "../../core/explain-issues.ts";
import type { Path } from "../../core/fault.ts";
import { isRecord } from "../../core/json.ts";
import { similarName } from "../../core/similar-name.ts";

/** An option of a union by its index; the names of two kinds that an object has at once; or null for a value of no kind. */
export type Option = number | readonly [string, string] | null;

/**
 * Chooses what a value of a union is meant to be, so that its faults are those of this kind: by the JSON type, and among objects by
 * the names of its fields, then by names that are near.
 */
export function chooseOption(union: z.ZodUnion, value: unknown): Option {
	const options = union.options as readonly z.ZodType[];
	if (!isRecord(value)) {
		const index = options.findIndex(({ def }) => def.type === typeof value);
		return index < 0 ? null : index;
	}
	// By `def.type`: this runs for every entry, and zod's `instanceof` takes longer than all the rest of it.
	const kinds = options.flatMap((option, index): Kind[] =>
		option.def.type === "object" ? [{ index, shape: (option as z.ZodObject).shape }] : [],
	);
	const keys = Object.keys(value);
	const known = keys.filter((key) => kinds.some(({ shape }) => Object.hasOwn(shape, key)));
	const fitting = kinds.filter(({ shape }) => known.every((key) => Object.hasOwn(shape, key)));
	const [first, second] = fitting;
	if (first === undefined) return known.length === 0 ? null : findTwoKinds(known, kinds);
	return second === undefined ? first.index : chooseNearest(fitting, keys);
}

/** How many fields of an object are compared with the names of a kind: the meaning is clear by then. */
const COMPARED = 8;

type Kind = { readonly index: number; readonly shape: object };

function chooseNearest(kinds: readonly Kind[], keys: readonly string[]): Option {
	const compared = keys.slice(0, COMPARED);
	const counted = kinds.map(({ index, shape }) => {
		const names = Object.keys(shape);
		return { index, names, near: compared.filter((key) => similarName(key, names) !== null).length };
	});
	const most = Math.max(...counted.map(({ near }) => near));
	if (most === 0) return counted[0]?.index ?? null;
	// A name that several kinds have means the smallest of them: {"pause": 1} is a pause, and not a message without a text.
	const [best] = counted
		.filter(({ near }) => near === most)
		.toSorted((a, b) => a.names.length - b.names.length);
	return best?.index ?? null;
}

function findTwoKinds(known: readonly string[], kinds: readonly Kind[]): Option {
	const [first = ""] = known;
	const isTogether = (key: string) =>
		kinds.some(({ shape }) => Object.hasOwn(shape, first) && Object.hasOwn(shape, key));
	const other = known.find((key) => !isTogether(key)) ?? known.at(-1);
	return [first, other ?? first];
}

/** What a schema checks, without defaults and transformations. */
export function unwrap(schema: z.ZodType): z.ZodType {
	if (isWrapper(schema)) return unwrap(schema.unwrap() as z.ZodType);
	return schema instanceof z.ZodPipe ? unwrap(schema.in as z.ZodType) : schema;
}

function isWrapper(schema: z.ZodType): schema is z.ZodOptional | z.ZodDefault | z.ZodPrefault {
	return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
}

/** The schema of a place in `value`, and the kind that the value there is meant to be. */
type Place = { readonly schema: z.ZodType; readonly kind: z.ZodType };

export function findPlace(root: z.ZodType, value: unknown, path: Path): Place {
	let schema = root;
	let here = value;
	for (const key of path) {
		const parent = findKind(schema, here);
		const child = parent instanceof z.ZodObject ? parent.shape[key] : (parent as z.ZodArray).element;
		schema = child as z.ZodType;
		here = (here as Readonly<Record<string, unknown>> | null | undefined)?.[key];
	}
	return { schema, kind: isRecord(here) ? findKind(schema, here) : unwrap(schema) };
}

function findKind(schema: z.ZodType, value: unknown): z.ZodType {
	const inner = unwrap(schema);
	if (!(inner instanceof z.ZodUnion)) return inner;
	const option = chooseOption(inner, value);
	return typeof option === "number" ? unwrap(inner.options[option] as z.ZodType) : inner;
}

/** The words of a place: the field's own, and what its kind allows, which is the schema itself or one option of its union. */
export function wordsOf({ schema, kind }: Place): Words {
	const { expected = "", allowed = "" } = metaOf(schema);
	if (!(kind instanceof z.ZodObject)) return { expected, allowed };
	const fields = Object.keys(kind.shape);
	return { expected, allowed: `an object with ${fields.map((name) => `"${name}"`).join(", ")}`, fields };
}

type Meta = { readonly expected?: string; readonly allowed?: string };

/** A field's own words go before those of what it wraps. */
function metaOf(schema: z.ZodType): Meta {
	const inner = isWrapper(schema) ? metaOf(schema.unwrap() as z.ZodType) : {};
	return { ...inner, ...(schema.meta() as Meta | undefined) };
}
