import { listReply } from "../http/list-reply.ts";
import { route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { requireFunction } from "./functions.ts";
import { allVariables, presentVariable } from "./variables.ts";

export const listVariables = ({ store }: { readonly store: Store }) =>
	route("GET", "/functions/:functionId/variables", "functions.read", (call) => {
		const { $id } = requireFunction(store, call.params.functionId);
		return listReply("variables", allVariables(store, $id).map(presentVariable), call);
	});
