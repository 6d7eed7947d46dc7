import { isDeepStrictEqual } from "node:util";
import type { Declaration, DeclaredColumn, DeclaredTable } from "./declaration.ts";

type Settings = Readonly<Record<string, unknown>>;

/** What is on the server, in the words of the declaration. */
export type Present = {
	readonly databases: readonly string[];
	readonly tables: readonly (Settings & {
		readonly $id: string;
		readonly columns: readonly Settings[];
		readonly indexes: readonly Settings[];
	})[];
	readonly buckets: readonly (Settings & { readonly $id: string })[];
	readonly functions: readonly (Settings & {
		readonly $id: string;
		readonly variables: readonly { readonly $id: string; readonly key: string; readonly value: string }[];
	})[];
};

type Table = { readonly databaseId: string; readonly tableId: string };

/** One thing to do, or one that nobody but a person can do. */
export type Step = { readonly words: string } & (
	| { readonly kind: "create database"; readonly id: string; readonly name: string }
	| { readonly kind: "create table" | "update table"; readonly table: DeclaredTable }
	| { readonly kind: "create column" | "update column"; readonly at: Table; readonly column: DeclaredColumn }
	| { readonly kind: "create index"; readonly at: Table; readonly index: DeclaredTable["indexes"][number] }
	| { readonly kind: "create bucket" | "update bucket"; readonly bucket: Declaration["buckets"][number] }
	| { readonly kind: "create function" | "update function"; readonly plan: Declaration["functions"][number] }
	| {
			readonly kind: "create variable" | "update variable";
			readonly functionId: string;
			readonly variableId: string | null;
			readonly key: string;
			readonly value: string;
			readonly isSecret: boolean;
	  }
	| { readonly kind: "by hand" }
);

/** The variables of a function: what is set on purpose, and what it must have. */
export type Variables = Readonly<Record<string, string>>;

const TABLE = ["name", "$permissions", "rowSecurity"];
const BUCKET = [
	...["name", "$permissions", "fileSecurity", "maximumFileSize", "allowedFileExtensions"],
	...["compression", "encryption", "antivirus"],
];
const FUNCTION = [
	...["name", "runtime", "execute", "events", "scopes", "schedule", "timeout", "entrypoint", "commands"],
];
/** What of a column can be changed without losing what is in it. */
const COLUMN = ["required", "size", "default", "elements"];

/**
 * What lies between the server and the declaration, in the order in which it is to be done. What the server has beyond it is
 * left alone, and nothing is ever deleted: where only that would help, the step is "by hand".
 */
export function stepsTo(declared: Declaration, present: Present, variables: Variables): readonly Step[] {
	return [
		...declared.tablesDB
			.filter(({ $id }) => !present.databases.includes($id))
			.map(({ $id: id, name }) => ({
				kind: "create database" as const,
				id,
				name,
				words: `create database ${id}`,
			})),
		...declared.tables.flatMap((table) => tableSteps(table, present)),
		...declared.tables.flatMap((table) => indexSteps(table, present)),
		...declared.buckets.flatMap((bucket): readonly Step[] => {
			const there = present.buckets.find(({ $id }) => $id === bucket.$id);
			const words = `bucket ${bucket.$id}`;
			if (there === undefined) return [{ kind: "create bucket", bucket, words: `create ${words}` }];
			const changes = differences(BUCKET, bucket, there);
			return changes === "" ? [] : [{ kind: "update bucket", bucket, words: `update ${words}: ${changes}` }];
		}),
		...declared.functions.flatMap((plan): readonly Step[] => {
			const there = present.functions.find(({ $id }) => $id === plan.$id);
			const words = `function ${plan.$id}`;
			if (there === undefined) return [{ kind: "create function", plan, words: `create ${words}` }];
			const changes = differences(FUNCTION, plan, there);
			return changes === "" ? [] : [{ kind: "update function", plan, words: `update ${words}: ${changes}` }];
		}),
		...declared.functions.flatMap(({ $id, timeout }) => {
			// The function cannot see its own timeout.
			const own = { ...variables, RENDER_TIMEOUT_SECONDS: String(timeout) };
			return variableSteps($id, present, $id === "render" ? own : variables);
		}),
		...secretSteps(declared, present, variables),
	];
}

function tableSteps(table: DeclaredTable, { tables }: Present): readonly Step[] {
	const { $id: tableId, databaseId, columns } = table;
	const at = { databaseId, tableId };
	const there = tables.find(({ $id }) => $id === tableId);
	const changes = there === undefined ? "" : differences(TABLE, table, there);
	const ofTable: readonly Step[] =
		there === undefined
			? [{ kind: "create table", table, words: `create table ${tableId}` }]
			: changes === ""
				? []
				: [{ kind: "update table", table, words: `update table ${tableId}: ${changes}` }];
	const ofColumns = columns.flatMap((column): readonly Step[] => {
		const name = `column ${tableId}.${column.key}`;
		const found = there?.columns.find(({ key }) => key === column.key);
		if (found === undefined) return [{ kind: "create column", at, column, words: `create ${name}` }];
		const fixed = differences(
			["type", "format", "array"],
			{ format: "", ...column },
			{ format: "", ...found },
		);
		if (fixed !== "") return [{ kind: "by hand", words: `${name} differs (${fixed}): make it anew by hand` }];
		const changed = differences(COLUMN, column, found);
		return changed === "" ? [] : [{ kind: "update column", at, column, words: `update ${name}: ${changed}` }];
	});
	return [...ofTable, ...ofColumns];
}

function indexSteps(
	{ $id: tableId, databaseId, indexes }: DeclaredTable,
	{ tables }: Present,
): readonly Step[] {
	const there = tables.find(({ $id }) => $id === tableId)?.indexes ?? [];
	return indexes.flatMap((index): readonly Step[] => {
		const name = `index ${tableId}.${index.key}`;
		const found = there.find(({ key }) => key === index.key);
		if (found === undefined) {
			return [{ kind: "create index", at: { databaseId, tableId }, index, words: `create ${name}` }];
		}
		const changes = differences(["type", "columns"], index, found);
		return changes === ""
			? []
			: [{ kind: "by hand", words: `${name} differs (${changes}): delete it by hand, it holds no data` }];
	});
}

function variableSteps(functionId: string, present: Present, variables: Variables): readonly Step[] {
	const there = present.functions.find(({ $id }) => $id === functionId)?.variables ?? [];
	return Object.entries(variables).flatMap(([key, value]): readonly Step[] => {
		if (key === "SERVICE_KEY") return [];
		const found = there.find((each) => each.key === key);
		const step = { functionId, variableId: found?.$id ?? null, key, value, isSecret: false };
		const words = `variable ${functionId} ${key}=${value}`;
		if (found === undefined) return [{ kind: "create variable", ...step, words: `create ${words}` }];
		return found.value === value ? [] : [{ kind: "update variable", ...step, words: `update ${words}` }];
	});
}

/**
 * The service key is one for all functions, and cannot be read back: where one of them lacks it, or another is given, all get
 * it.
 */
function secretSteps({ functions }: Declaration, present: Present, variables: Variables): readonly Step[] {
	const idOf = (functionId: string) =>
		present.functions
			.find(({ $id }) => $id === functionId)
			?.variables.find(({ key }) => key === "SERVICE_KEY")?.$id ?? null;
	const given = variables["SERVICE_KEY"];
	if (given === undefined && functions.every(({ $id }) => idOf($id) !== null)) return [];
	return functions.map(({ $id: functionId }): Step => {
		const variableId = idOf(functionId);
		const kind = variableId === null ? "create variable" : "update variable";
		const words = `${kind.split(" ")[0]} variable ${functionId} SERVICE_KEY (secret)`;
		return { kind, functionId, variableId, key: "SERVICE_KEY", value: given ?? "", isSecret: true, words };
	});
}

/** `name "a" → "b", timeout 15 → 900`; empty where there is no difference. Lists of rights and events have no order. */
function differences(names: readonly string[], wanted: Settings, found: Settings): string {
	return names
		.filter((name) => wanted[name] !== undefined)
		.filter((name) => !isDeepStrictEqual(sorted(wanted[name]), sorted(found[name] ?? null)))
		.map((name) => `${name} ${JSON.stringify(found[name] ?? null)} → ${JSON.stringify(wanted[name])}`)
		.join(", ");
}

function sorted(value: unknown): unknown {
	return Array.isArray(value) ? value.map(String).toSorted() : value;
}
