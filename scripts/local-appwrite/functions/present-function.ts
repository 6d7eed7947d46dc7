import type { Call } from "../http/route.ts";
import type { Store } from "../store.ts";
import type { AppwriteFunction } from "./functions.ts";
import { allVariables, presentVariable } from "./variables.ts";

/** The smallest machine, a real server's default. */
const SPECIFICATION = "s-1vcpu-512mb";

/** Not connected to a repository. */
const UNCONNECTED = {
	installationId: "",
	providerRepositoryId: "",
	providerBranch: "",
	providerRootDirectory: "",
	providerSilentMode: false,
	providerBranches: [],
	providerPaths: [],
};

/** A function as it is answered. Clients of before 1.9 are told of one specification, not two. */
export function presentFunction(store: Store, kept: AppwriteFunction, headers: Call["headers"]) {
	const format = headers["x-appwrite-response-format"] ?? "";
	const specifications = /^(0|1\.[0-8])\./.test(format)
		? { specification: SPECIFICATION }
		: { buildSpecification: SPECIFICATION, runtimeSpecification: SPECIFICATION };
	return {
		...kept,
		deploymentRetention: 0,
		version: "v5",
		vars: allVariables(store, kept.$id).map(presentVariable),
		...UNCONNECTED,
		...specifications,
	};
}
