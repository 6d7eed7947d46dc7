import type { Runtimes } from "../executions/runtimes.ts";
import { NO_CONTENT, route } from "../http/route.ts";
import { removeRules } from "../proxy/rules.ts";
import type { Store } from "../store.ts";
import type { Builds } from "./builds.ts";
import { noteLatestDeployment, removeDeployment, requireDeployment } from "./deployments.ts";
import { changeResource, type ResourceKind, requireResource, resourceIdIn } from "./resources.ts";

type Needs = { readonly store: Store; readonly builds: Builds; readonly runtimes: Runtimes };

export const deleteDeployment = ({ store, builds, runtimes }: Needs, kind: ResourceKind) =>
	route("DELETE", `/${kind}s/:${kind}Id/deployments/:deploymentId`, `${kind}s.write`, async ({ params }) => {
		const { $id, deploymentId: activeId } = requireResource(store, kind, resourceIdIn(params, kind));
		const deployment = requireDeployment(store, kind, $id, params.deploymentId);
		await builds.abort(deployment.$id);
		await runtimes.kill(deployment.$id);
		removeDeployment(store, deployment);
		removeRules(store, { deploymentId: deployment.$id });
		noteLatestDeployment(store, kind, $id);
		if (activeId === deployment.$id) {
			changeResource(store, kind, $id, { deploymentId: "", deploymentCreatedAt: "" });
		}
		return NO_CONTENT;
	});
