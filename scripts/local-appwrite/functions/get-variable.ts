import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { requireFunction } from "./functions.ts";
import { presentVariable, requireVariable } from "./variables.ts";

export const getVariable = ({ store }: { readonly store: Store }) =>
	route("GET", "/functions/:functionId/variables/:variableId", "functions.read", ({ params }) => {
		const { $id } = requireFunction(store, params.functionId);
		return ok(presentVariable(requireVariable(store, $id, params.variableId)));
	});
