import {
	changeResource,
	type ResourceKind,
	requireResource,
	resourceIdIn,
} from "../deployments/resources.ts";
import { NO_CONTENT, route } from "../http/route.ts";
import { removeJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import { NOT_LIVE, requireVariable } from "./variables.ts";

export const deleteVariable = ({ store }: { readonly store: Store }, kind: ResourceKind) =>
	route("DELETE", `/${kind}s/:${kind}Id/variables/:variableId`, `${kind}s.write`, ({ params }) => {
		const { $id } = requireResource(store, kind, resourceIdIn(params, kind));
		const { id } = requireVariable(store, kind, $id, params.variableId);
		removeJson(store, "variables", "id = ?", id);
		changeResource(store, kind, $id, NOT_LIVE);
		return NO_CONTENT;
	});
