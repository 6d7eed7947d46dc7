import type { Credentials } from "../auth/resolve-caller.ts";
import type { Deployment } from "../deployments/deployments.ts";
import type { AppwriteFunction } from "../functions/functions.ts";
import { allVariables } from "../functions/variables.ts";
import type { Store } from "../store.ts";
import { VERSION } from "../version.ts";

/** The variables of a function and the platform's, as they are at this moment. */
export type MakeEnvironment = (
	owner: AppwriteFunction,
	deployment: Deployment,
) => Readonly<Record<string, string>>;

type Options = {
	readonly store: Store;
	readonly credentials: Credentials;
	/** The server's own address, known once it listens. */
	readonly endpoint: () => string;
	/** Variables of all functions. Those of a function override them. */
	readonly shared: Readonly<Record<string, string>>;
};

export function createEnvironment({ store, credentials, endpoint, shared }: Options): MakeEnvironment {
	return ({ $id, name }, deployment) => ({
		...shared,
		...Object.fromEntries(allVariables(store, $id).map(({ key, value }) => [key, value])),
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
