import type { Caller } from "../auth/caller.ts";
import { ApiError } from "../http/api-error.ts";
import { findJson, listJson, saveJson } from "../json-rows.ts";
import { nowText, type Store } from "../store.ts";
import type { FunctionSettings } from "./function-settings.ts";

/** A function as it is kept: its settings, and which of its deployments runs. */
export type AppwriteFunction = FunctionSettings & {
	readonly $id: string;
	readonly $createdAt: string;
	readonly $updatedAt: string;
	/** False from a change that the active deployment may have been built without, until another is activated. */
	readonly live: boolean;
	/** The active deployment; empty: none, and it cannot be executed. */
	readonly deploymentId: string;
	readonly deploymentCreatedAt: string;
	/** The newest deployment, whatever its status. */
	readonly latestDeploymentId: string;
	readonly latestDeploymentCreatedAt: string;
	readonly latestDeploymentStatus: string;
};

export const listFunctions = (store: Store) => listJson<AppwriteFunction>(store, "functions");

export const findFunction = (store: Store, id: string) =>
	findJson<AppwriteFunction>(store, "functions", "id = ?", id);

export function requireFunction(store: Store, id: string): AppwriteFunction {
	const found = findFunction(store, id);
	if (found !== null) return found;
	throw functionNotFound();
}

/** A function that is not enabled exists for servers alone. */
export function requireEnabled(store: Store, id: string, caller: Caller): AppwriteFunction {
	const found = requireFunction(store, id);
	if (!found.enabled && caller.kind !== "key") throw functionNotFound();
	return found;
}

export function insertFunction(store: Store, id: string, settings: FunctionSettings): AppwriteFunction {
	const at = nowText(store);
	return saveJson(
		store,
		"functions",
		{ id },
		{
			$id: id,
			$createdAt: at,
			$updatedAt: at,
			...settings,
			live: true,
			deploymentId: "",
			deploymentCreatedAt: "",
			latestDeploymentId: "",
			latestDeploymentCreatedAt: "",
			latestDeploymentStatus: "",
		},
	);
}

/** Throws when it has been deleted. */
export function changeFunction(
	store: Store,
	id: string,
	changes: Partial<AppwriteFunction>,
): AppwriteFunction {
	const changed = { ...requireFunction(store, id), ...changes, $updatedAt: nowText(store) };
	return saveJson(store, "functions", { id }, changed);
}

export const functionNotFound = () =>
	new ApiError(404, "function_not_found", "Function with the requested ID could not be found.");
