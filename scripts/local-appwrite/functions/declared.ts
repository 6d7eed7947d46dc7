import { Fault } from "../http/fault.ts";
import { newId } from "../identity/users.ts";
import type { Store } from "../store.ts";

/** A function that was made by the API. It has no code: that is deployed by other means, and not to a local server. */
export type DeclaredFunction = { readonly id: string; readonly settings: Readonly<Record<string, unknown>> };

export type Variable = {
	readonly id: string;
	readonly functionId: string;
	readonly key: string;
	readonly value: string;
	/** Never told again. */
	readonly secret: boolean;
};

const SETTINGS = [
	...["name", "runtime", "execute", "events", "schedule", "timeout", "enabled", "logging"],
	...["entrypoint", "commands", "scopes"],
];

export type Declared = ReturnType<typeof createDeclared>;

/** What the API has made of functions and variables. */
export function createDeclared(store: Store) {
	const parse = <Value>(row: { readonly [column: string]: unknown }): Value =>
		JSON.parse(String(row["json"]));
	const save = (made: DeclaredFunction): DeclaredFunction => {
		const sql =
			"INSERT INTO functions (id, json) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json";
		store.run(sql, made.id, JSON.stringify(made));
		return made;
	};
	const saveVariable = (variable: Variable): Variable => {
		const sql =
			"INSERT INTO variables (id, function_id, json) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json";
		store.run(sql, variable.id, variable.functionId, JSON.stringify(variable));
		return variable;
	};
	const variables = (functionId: string): readonly Variable[] =>
		store
			.all("SELECT json FROM variables WHERE function_id = ?", functionId)
			.map((row) => parse<Variable>(row));
	return {
		list: (): readonly DeclaredFunction[] =>
			store.all("SELECT json FROM functions").map((row) => parse<DeclaredFunction>(row)),

		find: (id: string): DeclaredFunction | null => {
			const row = store.one("SELECT json FROM functions WHERE id = ?", id);
			return row === undefined ? null : parse<DeclaredFunction>(row);
		},

		/** What is not given is as the real server has it by default. */
		save: (id: string, body: Readonly<Record<string, unknown>>): DeclaredFunction => {
			const defaults = {
				execute: [],
				events: [],
				scopes: [],
				schedule: "",
				timeout: 15,
				enabled: true,
				logging: true,
			};
			const given = SETTINGS.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]);
			return save({ id, settings: { ...defaults, ...Object.fromEntries(given) } });
		},

		variables,

		createVariable: (
			functionId: string,
			{ key, value, secret }: Readonly<Record<string, unknown>>,
		): Variable => {
			if (variables(functionId).some((each) => each.key === key)) {
				throw new Fault(
					409,
					"variable_already_exists",
					"Variable with the same ID already exists in this project.",
				);
			}
			const made = { id: newId(), functionId, key: String(key), value: String(value) };
			return saveVariable({ ...made, secret: secret !== false });
		},

		updateVariable: (functionId: string, id: string, body: Readonly<Record<string, unknown>>): Variable => {
			const found = variables(functionId).find((each) => each.id === id);
			if (found === undefined) {
				throw new Fault(404, "variable_not_found", "Variable with the requested ID could not be found.");
			}
			const value = String(body["value"] ?? found.value);
			return saveVariable({ ...found, value, secret: found.secret || body["secret"] === true });
		},
	};
}

export function presentDeclared({ id, settings }: DeclaredFunction) {
	return { $id: id, ...settings, live: false, deploymentId: "", vars: [] };
}

export function presentVariable({ id, key, value, secret }: Variable) {
	return { $id: id, key, value: secret ? "" : value, secret, resourceType: "function" };
}
