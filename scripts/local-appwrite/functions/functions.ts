import { dateText } from "../data/table.ts";
import { Fault } from "../http/fault.ts";
import { createJsonTable } from "../json-table.ts";
import type { Store } from "../store.ts";
import type { FunctionSettings } from "./function-settings.ts";

/** A function as it is kept: its settings, and which of its deployments runs. */
export type AppwriteFunction = FunctionSettings & {
	readonly $id: string;
	readonly $createdAt: string;
	readonly $updatedAt: string;
	/** False from when something changed that the active deployment may have been built without, until another is activated. */
	readonly live: boolean;
	/** The active deployment; empty: none, and it cannot be executed. */
	readonly deploymentId: string;
	readonly deploymentCreatedAt: string;
	/** The newest deployment, whatever became of it. */
	readonly latestDeploymentId: string;
	readonly latestDeploymentCreatedAt: string;
	readonly latestDeploymentStatus: string;
};

export type Functions = ReturnType<typeof createFunctions>;

/** The project's functions: those of appwrite.json and those made by the API alike. */
export function createFunctions(store: Store, now: () => number) {
	const table = createJsonTable<AppwriteFunction>(store, "functions");
	const get = (id: string): AppwriteFunction => {
		const found = table.find(id);
		if (found !== null) return found;
		throw functionNotFound();
	};
	return {
		list: table.list,
		find: table.find,
		remove: table.remove,
		get,

		create: (id: string, settings: FunctionSettings): AppwriteFunction => {
			if (table.find(id) !== null) {
				throw new Fault(
					409,
					"function_already_exists",
					"Function with the requested ID already exists. Try again with a different ID or use ID.unique() to generate a unique ID.",
				);
			}
			const at = dateText(now());
			const none = { latestDeploymentId: "", latestDeploymentCreatedAt: "", latestDeploymentStatus: "" };
			const active = { live: true, deploymentId: "", deploymentCreatedAt: "" };
			return table.save({ $id: id, $createdAt: at, $updatedAt: at, ...settings, ...active, ...none });
		},

		/** Throws where it is not there any more. */
		change: (id: string, changes: Partial<AppwriteFunction>): AppwriteFunction =>
			table.save({ ...get(id), ...changes, $updatedAt: dateText(now()) }),
	};
}

export const functionNotFound = () =>
	new Fault(404, "function_not_found", "Function with the requested ID could not be found.");
