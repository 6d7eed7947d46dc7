import { changeResource, type ResourceKind } from "../deployments/resources.ts";
import { ApiError } from "../http/api-error.ts";
import { listJson, removeJson, saveJson } from "../json-rows.ts";
import type { Store } from "../store.ts";

export type Variable = {
	readonly id: string;
	/** Whose it is. */
	readonly kind: ResourceKind;
	readonly resourceId: string;
	readonly createdAt: string;
	readonly updatedAt: string;
	readonly key: string;
	readonly value: string;
	/** Never answered again. */
	readonly secret: boolean;
};

export const allVariables = (store: Store, kind: ResourceKind, resourceId: string) =>
	listJson<Variable>(
		store,
		"variables",
		"function_id = ? AND json_extract(json, '$.kind') = ?",
		resourceId,
		kind,
	);

export function removeVariables(store: Store, kind: ResourceKind, resourceId: string): void {
	for (const { id } of allVariables(store, kind, resourceId)) removeJson(store, "variables", "id = ?", id);
}

export function requireVariable(store: Store, kind: ResourceKind, resourceId: string, id: string): Variable {
	const found = allVariables(store, kind, resourceId).find((each) => each.id === id);
	if (found !== undefined) return found;
	throw new ApiError(404, "variable_not_found", "Variable with the requested ID could not be found.");
}

/** Throws when another variable of its owner has its key. */
export function saveVariable(store: Store, variable: Variable): Variable {
	const { id, kind, resourceId, key } = variable;
	const isTaken = allVariables(store, kind, resourceId).some((each) => each.key === key && each.id !== id);
	if (isTaken) throw variableExists();
	saveJson(store, "variables", { id, function_id: resourceId }, variable);
	changeResource(store, kind, resourceId, NOT_LIVE);
	return variable;
}

/** A change of a variable reaches the process or the build that is started next. */
export const NOT_LIVE = { live: false };

export function presentVariable({
	id,
	kind,
	resourceId,
	createdAt,
	updatedAt,
	key,
	value,
	secret,
}: Variable) {
	const at = { $id: id, $createdAt: createdAt, $updatedAt: updatedAt };
	return { ...at, key, value: secret ? "" : value, secret, resourceType: kind, resourceId };
}

export const variableExists = () =>
	new ApiError(
		409,
		"variable_already_exists",
		"Variable with the same ID already exists in this project. Try again with a different ID.",
	);
