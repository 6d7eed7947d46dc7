import { NO_CONTENT, route } from "../http/route.ts";
import { removeJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import { requireFunction } from "./functions.ts";
import { markNotLive, requireVariable } from "./variables.ts";

export const deleteVariable = ({ store }: { readonly store: Store }) =>
	route("DELETE", "/functions/:functionId/variables/:variableId", "functions.write", ({ params }) => {
		const { $id } = requireFunction(store, params.functionId);
		const { id } = requireVariable(store, $id, params.variableId);
		removeJson(store, "variables", "id = ?", id);
		markNotLive(store, $id);
		return NO_CONTENT;
	});
