import type { Builds } from "../deployments/builds.ts";
import { allDeployments, removeDeployment } from "../deployments/deployments.ts";
import { removeVariables } from "../functions/variables.ts";
import { NO_CONTENT, route } from "../http/route.ts";
import { removeJson } from "../json-rows.ts";
import { removeRules } from "../proxy/rules.ts";
import type { Store } from "../store.ts";
import { requireSite } from "./sites.ts";

type Needs = { readonly store: Store; readonly builds: Builds };

/** Removes a site and all that is its own. Its builds are killed. */
export const deleteSite = ({ store, builds }: Needs) =>
	route("DELETE", "/sites/:siteId", "sites.write", async ({ params }) => {
		const { $id } = requireSite(store, params.siteId);
		removeJson(store, "sites", "id = ?", $id);
		removeVariables(store, "site", $id);
		removeRules(store, { kind: "site", resourceId: $id });
		for (const deployment of allDeployments(store, "site", $id)) {
			await builds.abort(deployment.$id);
			removeDeployment(store, deployment);
		}
		return NO_CONTENT;
	});
