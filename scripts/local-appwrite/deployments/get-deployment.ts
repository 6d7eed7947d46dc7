import { requireFunction } from "../functions/functions.ts";
import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { requireDeployment } from "./deployments.ts";
import { presentDeployment } from "./present-deployment.ts";

export const getDeployment = ({ store }: { readonly store: Store }) =>
	route("GET", "/functions/:functionId/deployments/:deploymentId", "functions.read", ({ params }) => {
		const { $id } = requireFunction(store, params.functionId);
		return ok(presentDeployment(requireDeployment(store, $id, params.deploymentId)));
	});
