import type { Builds } from "../deployments/builds.ts";
import { allDeployments, removeDeployment } from "../deployments/deployments.ts";
import type { Runtimes } from "../executions/runtimes.ts";
import { NO_CONTENT, route } from "../http/route.ts";
import { removeJson } from "../json-rows.ts";
import { removeRules } from "../proxy/rules.ts";
import type { Store } from "../store.ts";
import { requireFunction } from "./functions.ts";
import { removeVariables } from "./variables.ts";

type Needs = { readonly store: Store; readonly builds: Builds; readonly runtimes: Runtimes };

/** Removes a function and all that is its own. Its processes and builds are killed. */
export const deleteFunction = ({ store, builds, runtimes }: Needs) =>
	route("DELETE", "/functions/:functionId", "functions.write", async ({ params }) => {
		const { $id } = requireFunction(store, params.functionId);
		removeJson(store, "functions", "id = ?", $id);
		removeVariables(store, "function", $id);
		removeRules(store, { kind: "function", resourceId: $id });
		for (const deployment of allDeployments(store, "function", $id)) {
			await builds.abort(deployment.$id);
			removeDeployment(store, deployment);
		}
		removeJson(store, "executions", "function_id = ?", $id);
		await runtimes.killFunction($id);
		return NO_CONTENT;
	});
