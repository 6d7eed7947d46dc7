import { isDeepStrictEqual } from "node:util";
import type { Declaration, DeclaredColumn, DeclaredSite, DeclaredTable } from "./declaration.ts";
import type { Present, Settings, Step, Variables } from "./step.ts";
import { serviceKeySteps, variableSteps } from "./variable-steps.ts";

const TABLE = ["name", "$permissions", "rowSecurity"];
/** Settings of a column that can change without losing data, unless it becomes narrower. */
const COLUMN = ["required", "size", "default", "elements"];
/** An update without these resets them: a disabled function would run again. */
const KEPT = {
	table: ["enabled"],
	bucket: ["enabled", "transformations"],
	function: [
		"enabled",
		"logging",
		"providerSilentMode",
		"buildSpecification",
		"runtimeSpecification",
		"deploymentRetention",
	],
	site: [
		"enabled",
		"logging",
		"startCommand",
		"providerSilentMode",
		"buildSpecification",
		"runtimeSpecification",
		"deploymentRetention",
	],
};
const ANEW = "delete it by hand (it holds no data) and run this again";
/** Lists whose order matters. */
const ORDERED = ["columns", "orders"];

/**
 * The steps from the server to the declaration, in order. The old code works after each of them: it knows nothing of what is new,
 * and what starts new code comes last. Nothing is deleted or made narrower, and what is not declared stays. When only that would
 * help, the step is "by hand", and must be done before all others.
 */
export function planSteps(declared: Declaration, present: Present, variables: Variables): readonly Step[] {
	return [
		...declared.tablesDB
			.filter(({ $id }) => !present.databases.includes($id))
			.map(({ $id: id, name }) => ({
				kind: "create database" as const,
				id,
				name,
				description: `create database ${id}`,
			})),
		...declared.tables.flatMap((table) => tableSteps(table, present)),
		...declared.tables.flatMap((table) => indexSteps(table, present)),
		...declared.buckets.flatMap((bucket): readonly Step[] => {
			const current = present.buckets.find(({ $id }) => $id === bucket.$id);
			const name = `bucket ${bucket.$id}`;
			if (current === undefined) return [{ kind: "create bucket", bucket, description: `create ${name}` }];
			const changes = differences(Object.keys(bucket), bucket, current);
			if (changes === "") return [];
			const kept = pickSettings(KEPT.bucket, current);
			return [{ kind: "update bucket", bucket, kept, description: `update ${name}: ${changes}` }];
		}),
		...declared.functions
			.filter(({ $id }) => !present.functions.some((current) => current.$id === $id))
			.map((plan) => ({
				kind: "create function" as const,
				plan,
				description: `create function ${plan.$id}`,
			})),
		...declared.functions.flatMap(({ $id, timeout }) => {
			// The function cannot read its own timeout.
			const own = { ...variables, RENDER_TIMEOUT_SECONDS: String(timeout) };
			return variableSteps($id, present, $id === "render" ? own : variables);
		}),
		...serviceKeySteps(declared, present, variables),
		...declared.functions.flatMap((plan): readonly Step[] => {
			const current = present.functions.find(({ $id }) => $id === plan.$id);
			const changes = current === undefined ? "" : differences(Object.keys(plan), plan, current);
			if (current === undefined || changes === "") return [];
			const description = `update function ${plan.$id}: ${changes}`;
			return [{ kind: "update function", plan, kept: pickSettings(KEPT.function, current), description }];
		}),
		...(present.withoutSites === null ? declared.sites.flatMap((site) => siteSteps(site, present)) : []),
	];
}

function siteSteps(site: DeclaredSite, { sites }: Present): readonly Step[] {
	const current = sites.find(({ $id }) => $id === site.$id);
	const name = `site ${site.$id}`;
	if (current === undefined) return [{ kind: "create site", site, description: `create ${name}` }];
	const changes = differences(Object.keys(site), site, current);
	if (changes === "") return [];
	const kept = pickSettings(KEPT.site, current);
	return [{ kind: "update site", site, kept, description: `update ${name}: ${changes}` }];
}

/** False for a secret that is written because it cannot be compared. */
export function isDifference(step: Step): boolean {
	return !("isIncomparable" in step && step.isIncomparable);
}

function tableSteps(table: DeclaredTable, { tables, elementsInUse = {} }: Present): readonly Step[] {
	const { $id: tableId, databaseId, columns } = table;
	const at = { databaseId, tableId };
	const current = tables.find(({ $id }) => $id === tableId);
	const changes = current === undefined ? "" : differences(TABLE, table, current);
	const ofTable: readonly Step[] =
		current === undefined
			? [{ kind: "create table", table, description: `create table ${tableId}` }]
			: changes === ""
				? []
				: [
						{
							kind: "update table",
							table,
							kept: pickSettings(KEPT.table, current),
							description: `update table ${tableId}: ${changes}`,
						},
					];
	const ofColumns = columns.flatMap((column): readonly Step[] => {
		const name = `column ${tableId}.${column.key}`;
		const found = current?.columns.find(({ key }) => key === column.key);
		if (found === undefined) {
			if (column.required && current !== undefined) return [byHand(name, "is new and required", REQUIRED)];
			return [{ kind: "create column", at, column, description: `create ${name}` }];
		}
		const fixed = differences(
			["type", "format", "array"],
			{ format: "", ...column },
			{ format: "", ...found },
		);
		if (fixed !== "")
			return [{ kind: "by hand", description: `${name} differs (${fixed}): create it again by hand` }];
		const changed = differences(COLUMN, column, found);
		const narrower = findNarrower(column, found, elementsInUse[`${tableId}.${column.key}`] ?? []);
		if (narrower !== null) return [byHand(name, `differs (${changed})`, narrower)];
		return changed === ""
			? []
			: [{ kind: "update column", at, column, description: `update ${name}: ${changed}` }];
	});
	return [...ofTable, ...ofColumns];
}

const REQUIRED = "existing rows have no value for it: declare a default, or create it by hand";

function byHand(name: string, what: string, advice: string): Step {
	return { kind: "by hand", description: `${name} ${what}: ${advice}` };
}

/** Why the change would lose data of rows, and what to do; otherwise null. */
function findNarrower(column: DeclaredColumn, found: Settings, inUse: readonly string[]): string | null {
	if (typeof found["size"] === "number" && column.size !== undefined && column.size < found["size"])
		return "rows may hold more than that: make it smaller by hand";
	if (column.required && found["required"] === false) return REQUIRED;
	if (inUse.length > 0) return `rows have ${inUse.join(", ")}: change these rows by hand and run this again`;
	return null;
}

function pickSettings(names: readonly string[], current: Settings): Settings {
	return Object.fromEntries(
		names.flatMap((name) => (current[name] === undefined ? [] : [[name, current[name]] as const])),
	);
}

function indexSteps(
	{ $id: tableId, databaseId, indexes }: DeclaredTable,
	{ tables }: Present,
): readonly Step[] {
	const current = tables.find(({ $id }) => $id === tableId)?.indexes ?? [];
	return indexes.flatMap((index): readonly Step[] => {
		const name = `index ${tableId}.${index.key}`;
		const found = current.find(({ key }) => key === index.key);
		if (found === undefined) {
			return [{ kind: "create index", at: { databaseId, tableId }, index, description: `create ${name}` }];
		}
		const changes = differences(["type", "columns", "orders"], withOrders(index), withOrders(found));
		return changes === "" ? [] : [{ kind: "by hand", description: `${name} differs (${changes}): ${ANEW}` }];
	});
}

/** The default order is ASC; servers and SDKs write it in capitals or not. */
function withOrders(index: Settings): Settings {
	const { columns, orders } = index;
	const given: readonly unknown[] = Array.isArray(orders) ? orders : [];
	const named = Array.isArray(columns)
		? columns.map((_, at) => String(given[at] ?? "ASC").toUpperCase())
		: [];
	return { ...index, orders: named };
}

/** Such as `name "a" → "b", timeout 15 → 900`, or empty. The order of lists matters only for `ORDERED`. */
function differences(names: readonly string[], wanted: Settings, found: Settings): string {
	return names
		.filter((name) => wanted[name] !== undefined)
		.filter(
			(name) => !isDeepStrictEqual(comparable(name, wanted[name]), comparable(name, found[name] ?? null)),
		)
		.map((name) => `${name} ${JSON.stringify(found[name] ?? null)} → ${JSON.stringify(wanted[name])}`)
		.join(", ");
}

function comparable(name: string, value: unknown): unknown {
	return Array.isArray(value) && !ORDERED.includes(name) ? value.map(String).toSorted() : value;
}
