import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { requireDeployment } from "./deployments.ts";
import { presentDeployment } from "./present-deployment.ts";
import { type ResourceKind, requireResource, resourceIdIn } from "./resources.ts";

export const getDeployment = ({ store }: { readonly store: Store }, kind: ResourceKind) =>
	route("GET", `/${kind}s/:${kind}Id/deployments/:deploymentId`, `${kind}s.read`, ({ params }) => {
		const { $id } = requireResource(store, kind, resourceIdIn(params, kind));
		return ok(presentDeployment(requireDeployment(store, kind, $id, params.deploymentId)));
	});
