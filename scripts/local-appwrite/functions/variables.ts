import { dateText } from "../data/table.ts";
import { badArgument, Fault } from "../http/fault.ts";
import type { Call } from "../http/router.ts";
import { idOrNew, missingParam } from "../identity/ids.ts";
import type { Store } from "../store.ts";

export type Variable = {
	readonly id: string;
	readonly functionId: string;
	readonly createdAt: string;
	readonly updatedAt: string;
	readonly key: string;
	readonly value: string;
	/** Never told again. */
	readonly secret: boolean;
};

export type Variables = ReturnType<typeof createVariables>;

/** The environment variables of functions. */
export function createVariables(store: Store, now: () => number) {
	const save = (variable: Variable): Variable => {
		const isTaken = listOf(variable.functionId).some(
			(each) => each.key === variable.key && each.id !== variable.id,
		);
		if (isTaken) throw alreadyExists();
		const sql =
			"INSERT INTO variables (id, function_id, json) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json";
		store.run(sql, variable.id, variable.functionId, JSON.stringify(variable));
		return variable;
	};
	const listOf = (functionId: string): readonly Variable[] =>
		store
			.all("SELECT json FROM variables WHERE function_id = ? ORDER BY rowid", functionId)
			.map(({ json }) => JSON.parse(String(json)));
	const get = (functionId: string, id: string): Variable => {
		const found = listOf(functionId).find((each) => each.id === id);
		if (found !== undefined) return found;
		throw new Fault(404, "variable_not_found", "Variable with the requested ID could not be found.");
	};
	return {
		listOf,
		get,

		create: (functionId: string, { variableId, key, value, secret }: Call["body"]): Variable => {
			for (const [name, given] of Object.entries({ variableId, key, value })) {
				if (typeof given !== "string") throw missingParam(name);
			}
			const id = idOrNew(variableId, "variableId");
			if (store.one("SELECT id FROM variables WHERE id = ?", id) !== undefined) throw alreadyExists();
			const at = dateText(now());
			const text = { key: String(key), value: String(value) };
			return save({ id, functionId, createdAt: at, updatedAt: at, ...text, secret: secret !== false });
		},

		update: (before: Variable, { key, value, secret }: Call["body"]): Variable => {
			if (before.secret && secret === false) {
				throw new Fault(
					400,
					"variable_cannot_unset_secret",
					"Secret variables cannot be marked as non-secret. Please re-create the variable if this is your intention.",
				);
			}
			if ([key, value, secret].every((given) => given === undefined || given === null)) {
				throw badArgument(
					"The request contains one or more invalid arguments. Please refer to the endpoint documentation.",
				);
			}
			return save({
				...before,
				updatedAt: dateText(now()),
				key: String(key ?? before.key),
				value: String(value ?? before.value),
				secret: before.secret || secret === true,
			});
		},

		remove: ({ id }: Variable): void => {
			store.run("DELETE FROM variables WHERE id = ?", id);
		},

		removeOf: (functionId: string): void => {
			store.run("DELETE FROM variables WHERE function_id = ?", functionId);
		},
	};
}

export function presentVariable({ id, functionId, createdAt, updatedAt, key, value, secret }: Variable) {
	const at = { $id: id, $createdAt: createdAt, $updatedAt: updatedAt };
	return { ...at, key, value: secret ? "" : value, secret, resourceType: "function", resourceId: functionId };
}

const alreadyExists = () =>
	new Fault(
		409,
		"variable_already_exists",
		"Variable with the same ID already exists in this project. Try again with a different ID.",
	);
