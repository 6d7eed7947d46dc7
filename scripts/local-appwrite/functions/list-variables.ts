import { type ResourceKind, requireResource, resourceIdIn } from "../deployments/resources.ts";
import { listReply } from "../http/list-reply.ts";
import { route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { allVariables, presentVariable } from "./variables.ts";

export const listVariables = ({ store }: { readonly store: Store }, kind: ResourceKind) =>
	route("GET", `/${kind}s/:${kind}Id/variables`, `${kind}s.read`, (call) => {
		const { $id } = requireResource(store, kind, resourceIdIn(call.params, kind));
		return listReply("variables", allVariables(store, kind, $id).map(presentVariable), call);
	});
