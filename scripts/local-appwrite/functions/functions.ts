import type { Caller } from "../auth/caller.ts";
import { changeResource, newResource, type Resource, resourceNotFound } from "../deployments/resources.ts";
import { findJson, listJson, saveJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import type { FunctionSettings } from "./function-settings.ts";

/** A function as it is kept: its settings, and which of its deployments runs. */
export type AppwriteFunction = FunctionSettings & Resource;

export const listFunctions = (store: Store) => listJson<AppwriteFunction>(store, "functions");

export const findFunction = (store: Store, id: string) =>
	findJson<AppwriteFunction>(store, "functions", "id = ?", id);

export function requireFunction(store: Store, id: string): AppwriteFunction {
	const found = findFunction(store, id);
	if (found !== null) return found;
	throw resourceNotFound("function");
}

/** A function that is not enabled exists for servers alone. */
export function requireEnabled(store: Store, id: string, caller: Caller): AppwriteFunction {
	const found = requireFunction(store, id);
	if (!found.enabled && caller.kind !== "key") throw resourceNotFound("function");
	return found;
}

export function insertFunction(store: Store, id: string, settings: FunctionSettings): AppwriteFunction {
	return saveJson(store, "functions", { id }, { ...newResource(store, id), ...settings });
}

/** Throws when it has been deleted. */
export function changeFunction(
	store: Store,
	id: string,
	changes: Partial<AppwriteFunction>,
): AppwriteFunction {
	return { ...requireFunction(store, id), ...changeResource(store, "function", id, changes) };
}
