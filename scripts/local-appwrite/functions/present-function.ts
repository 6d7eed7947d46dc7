import { presentSpecifications, UNCONNECTED } from "../deployments/present-resource.ts";
import type { Call } from "../http/route.ts";
import type { Store } from "../store.ts";
import type { AppwriteFunction } from "./functions.ts";
import { allVariables, presentVariable } from "./variables.ts";

export function presentFunction(store: Store, kept: AppwriteFunction, headers: Call["headers"]) {
	return {
		...kept,
		deploymentRetention: 0,
		version: "v5",
		vars: allVariables(store, "function", kept.$id).map(presentVariable),
		...UNCONNECTED,
		...presentSpecifications(headers),
	};
}
