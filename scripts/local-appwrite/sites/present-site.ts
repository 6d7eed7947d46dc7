import { presentSpecifications, UNCONNECTED } from "../deployments/present-resource.ts";
import { allVariables, presentVariable } from "../functions/variables.ts";
import type { Call } from "../http/route.ts";
import type { Store } from "../store.ts";
import type { Site } from "./sites.ts";

export function presentSite(store: Store, kept: Site, headers: Call["headers"]) {
	return {
		...kept,
		deploymentRetention: 0,
		deploymentScreenshotLight: "",
		deploymentScreenshotDark: "",
		vars: allVariables(store, "site", kept.$id).map(presentVariable),
		...UNCONNECTED,
		...presentSpecifications(headers),
	};
}
