import { requireFunction } from "../functions/functions.ts";
import { presentFunction } from "../functions/present-function.ts";
import { ApiError } from "../http/api-error.ts";
import { type Call, ok, route } from "../http/route.ts";
import { presentSite } from "../sites/present-site.ts";
import { requireSite } from "../sites/sites.ts";
import type { Store } from "../store.ts";
import { deploymentNotFound, findDeployment } from "./deployments.ts";
import { changeResource, type ResourceKind, requireResource, resourceIdIn } from "./resources.ts";

/** Activates a deployment that is built: `functions.updateFunctionDeployment` and `sites.updateSiteDeployment`. */
export const activateDeployment = ({ store }: { readonly store: Store }, kind: ResourceKind) =>
	route("PATCH", `/${kind}s/:${kind}Id/deployment`, `${kind}s.write`, ({ params, body, headers }) => {
		const { $id } = requireResource(store, kind, resourceIdIn(params, kind));
		const deployment = findDeployment(store, String(body["deploymentId"] ?? ""));
		if (deployment === null) throw deploymentNotFound();
		if (deployment.status !== "ready") {
			throw new ApiError(
				400,
				"build_not_ready",
				"Build with the requested ID is building and not ready for execution.",
			);
		}
		const { $id: deploymentId, $createdAt: deploymentCreatedAt } = deployment;
		changeResource(store, kind, $id, { deploymentId, deploymentCreatedAt });
		return ok(present(store, kind, $id, headers));
	});

function present(store: Store, kind: ResourceKind, id: string, headers: Call["headers"]) {
	return kind === "function"
		? presentFunction(store, requireFunction(store, id), headers)
		: presentSite(store, requireSite(store, id), headers);
}
