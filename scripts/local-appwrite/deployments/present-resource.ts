import type { Call } from "../http/route.ts";

/** The smallest machine, a real server's default. */
const SPECIFICATION = "s-1vcpu-512mb";

/** Of a function or a site. Clients of before 1.9 are told of one specification, not two. */
export function presentSpecifications(headers: Call["headers"]) {
	const format = headers["x-appwrite-response-format"] ?? "";
	return /^(0|1\.[0-8])\./.test(format)
		? { specification: SPECIFICATION }
		: { buildSpecification: SPECIFICATION, runtimeSpecification: SPECIFICATION };
}

/** Of a function or a site that is not connected to a repository. */
export const UNCONNECTED = {
	installationId: "",
	providerRepositoryId: "",
	providerBranch: "",
	providerRootDirectory: "",
	providerSilentMode: false,
	providerBranches: [],
	providerPaths: [],
};
