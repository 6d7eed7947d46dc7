import { listReply } from "../http/list-reply.ts";
import { route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { allDeployments } from "./deployments.ts";
import { presentDeployment } from "./present-deployment.ts";
import { type ResourceKind, requireResource, resourceIdIn } from "./resources.ts";

export const listDeployments = ({ store }: { readonly store: Store }, kind: ResourceKind) =>
	route("GET", `/${kind}s/:${kind}Id/deployments`, `${kind}s.read`, (call) => {
		const { $id } = requireResource(store, kind, resourceIdIn(call.params, kind));
		return listReply("deployments", allDeployments(store, kind, $id).map(presentDeployment), call);
	});
