import { type ResourceKind, requireResource, resourceIdIn } from "../deployments/resources.ts";
import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { presentVariable, requireVariable } from "./variables.ts";

export const getVariable = ({ store }: { readonly store: Store }, kind: ResourceKind) =>
	route("GET", `/${kind}s/:${kind}Id/variables/:variableId`, `${kind}s.read`, ({ params }) => {
		const { $id } = requireResource(store, kind, resourceIdIn(params, kind));
		return ok(presentVariable(requireVariable(store, kind, $id, params.variableId)));
	});
