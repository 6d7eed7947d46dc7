import { ApiError } from "../http/api-error.ts";
import { listJson, saveJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import { changeFunction } from "./functions.ts";

export type Variable = {
	readonly id: string;
	readonly functionId: string;
	readonly createdAt: string;
	readonly updatedAt: string;
	readonly key: string;
	readonly value: string;
	/** Never answered again. */
	readonly secret: boolean;
};

export const allVariables = (store: Store, functionId: string) =>
	listJson<Variable>(store, "variables", "function_id = ?", functionId);

export function requireVariable(store: Store, functionId: string, id: string): Variable {
	const found = allVariables(store, functionId).find((each) => each.id === id);
	if (found !== undefined) return found;
	throw new ApiError(404, "variable_not_found", "Variable with the requested ID could not be found.");
}

/** Throws when another variable of the function has its key. */
export function saveVariable(store: Store, variable: Variable): Variable {
	const { id, functionId, key } = variable;
	const isTaken = allVariables(store, functionId).some((each) => each.key === key && each.id !== id);
	if (isTaken) throw variableExists();
	saveJson(store, "variables", { id, function_id: functionId }, variable);
	markNotLive(store, functionId);
	return variable;
}

/** A change of a variable reaches the process that is started next. */
export function markNotLive(store: Store, functionId: string): void {
	changeFunction(store, functionId, { live: false });
}

export function presentVariable({ id, functionId, createdAt, updatedAt, key, value, secret }: Variable) {
	const at = { $id: id, $createdAt: createdAt, $updatedAt: updatedAt };
	return { ...at, key, value: secret ? "" : value, secret, resourceType: "function", resourceId: functionId };
}

export const variableExists = () =>
	new ApiError(
		409,
		"variable_already_exists",
		"Variable with the same ID already exists in this project. Try again with a different ID.",
	);
