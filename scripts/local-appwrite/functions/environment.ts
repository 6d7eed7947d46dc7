import type { Deployment } from "../deployments/deployments.ts";
import { VERSION } from "../http/answer.ts";
import type { Parts } from "../parts.ts";
import type { AppwriteFunction } from "./functions.ts";

/** The variables of a function and the platform's, as they are at this moment. */
export type EnvironmentOf = (
	made: AppwriteFunction,
	deployment: Deployment,
) => Readonly<Record<string, string>>;

type Surroundings = Pick<Parts, "variables" | "credentials"> & {
	/** The server's own address, known once it listens. */
	readonly endpoint: () => string;
	/** Variables of all functions, which those of a function go before. */
	readonly shared: Readonly<Record<string, string>>;
};

export function createEnvironment({ variables, credentials, endpoint, shared }: Surroundings): EnvironmentOf {
	return ({ $id, name }, deployment) => ({
		...shared,
		...Object.fromEntries(variables.listOf($id).map(({ key, value }) => [key, value])),
		APPWRITE_VERSION: VERSION,
		APPWRITE_REGION: "default",
		APPWRITE_DEPLOYMENT_TYPE: deployment.type,
		APPWRITE_FUNCTION_API_ENDPOINT: endpoint(),
		APPWRITE_FUNCTION_PROJECT_ID: credentials.projectId,
		APPWRITE_FUNCTION_ID: $id,
		APPWRITE_FUNCTION_NAME: name,
		APPWRITE_FUNCTION_DEPLOYMENT: deployment.$id,
		APPWRITE_FUNCTION_RUNTIME_NAME: "Node.js",
		APPWRITE_FUNCTION_RUNTIME_VERSION: process.versions.node,
	});
}
