import { ApiError, invalidParam, notImplemented } from "../http/api-error.ts";
import { requireKey } from "../http/ids.ts";
import type { Json } from "../http/read-json.ts";
import { type Column, PREPARATION_MS } from "./table.ts";

const TYPES = new Map<string, Pick<Column, "type" | "format">>(
	Object.entries({
		string: { type: "string" },
		integer: { type: "integer" },
		float: { type: "double" },
		double: { type: "double" },
		boolean: { type: "boolean" },
		datetime: { type: "datetime" },
		enum: { type: "string", format: "enum" },
	} as const),
);

const MAX_SIZE = 4_294_967_295;

/** Reads a column of a request or of appwrite.json. It can be used a moment after `nowMs`. */
export function readColumn(type: string, given: Json, nowMs: number): Column {
	const { format, required, default: fallback = null, elements } = given;
	const kind = TYPES.get(typeof format === "string" && format !== "" ? format : type);
	if (kind === undefined) throw notImplemented(`columns of type ${type}`);
	const key = requireKey(given["key"], "key");
	if (required === true && fallback !== null) {
		throw new ApiError(
			400,
			"attribute_default_unsupported",
			"Default values cannot be set for array or required attributes.",
		);
	}
	const size = Number(given["size"] ?? 255);
	if (!Number.isInteger(size) || size < 1 || size > MAX_SIZE) {
		throw invalidParam("size", `Value must be a valid range between 1 and ${MAX_SIZE}`);
	}
	const bounds = ["min", "max"].filter((name) => typeof given[name] === "number");
	return {
		key,
		...kind,
		required: required === true,
		array: given["array"] === true,
		default: fallback,
		...(kind.type === "string" ? { size } : {}),
		...Object.fromEntries(bounds.map((name) => [name, given[name]])),
		...(Array.isArray(elements) ? { elements: elements.map(String) } : {}),
		availableAtMs: nowMs + PREPARATION_MS,
	};
}
