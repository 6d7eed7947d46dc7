import type { Call } from "../http/router.ts";
import type { AppwriteFunction } from "./functions.ts";
import { presentVariable, type Variable } from "./variables.ts";

/** The smallest machine: what a real server says where nobody has chosen another. */
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
export function presentFunction(kept: AppwriteFunction, variables: readonly Variable[], { headers }: Call) {
	const format = headers["x-appwrite-response-format"] ?? "";
	const specifications = /^(0|1\.[0-8])\./.test(format)
		? { specification: SPECIFICATION }
		: { buildSpecification: SPECIFICATION, runtimeSpecification: SPECIFICATION };
	return {
		...kept,
		deploymentRetention: 0,
		version: "v5",
		vars: variables.map(presentVariable),
		...UNCONNECTED,
		...specifications,
	};
}
