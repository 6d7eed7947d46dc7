import type { Runtimes } from "../executions/runtimes.ts";
import { changeFunction, requireFunction } from "../functions/functions.ts";
import { NO_CONTENT, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import type { Builds } from "./builds.ts";
import { noteLatestDeployment, removeDeployment, requireDeployment } from "./deployments.ts";

type Needs = { readonly store: Store; readonly builds: Builds; readonly runtimes: Runtimes };

export const deleteDeployment = ({ store, builds, runtimes }: Needs) =>
	route(
		"DELETE",
		"/functions/:functionId/deployments/:deploymentId",
		"functions.write",
		async ({ params }) => {
			const { $id: functionId, deploymentId: activeId } = requireFunction(store, params.functionId);
			const deployment = requireDeployment(store, functionId, params.deploymentId);
			await builds.abort(deployment.$id);
			await runtimes.kill(deployment.$id);
			removeDeployment(store, deployment);
			noteLatestDeployment(store, functionId);
			if (activeId === deployment.$id) {
				changeFunction(store, functionId, { deploymentId: "", deploymentCreatedAt: "" });
			}
			return NO_CONTENT;
		},
	);
