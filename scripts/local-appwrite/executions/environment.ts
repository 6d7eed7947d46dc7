import type { Credentials } from "../auth/resolve-caller.ts";
import type { Deployment } from "../deployments/deployments.ts";
import { type ResourceKind, requireResource } from "../deployments/resources.ts";
import { allVariables } from "../functions/variables.ts";
import type { Store } from "../store.ts";
import { VERSION } from "../version.ts";

/** The variables of a deployment's function or site and the platform's, as they are at this moment. */
export type MakeEnvironment = (deployment: Deployment) => Readonly<Record<string, string>>;

type Options = {
	readonly store: Store;
	readonly credentials: Credentials;
	/** The server's own address, known once it listens. */
	readonly endpoint: () => string;
	/** Variables of all functions. Those of a function override them. */
	readonly shared: Readonly<Record<string, string>>;
};

export function createEnvironment({ store, credentials, endpoint, shared }: Options): MakeEnvironment {
	return ({ $id: deploymentId, kind, resourceId, type }) => ({
		// They are secrets of the functions, and a site is for everybody to read.
		...(kind === "function" ? shared : {}),
		...Object.fromEntries(allVariables(store, kind, resourceId).map(({ key, value }) => [key, value])),
		APPWRITE_VERSION: VERSION,
		APPWRITE_REGION: "default",
		APPWRITE_DEPLOYMENT_TYPE: type,
		...named(kind, {
			API_ENDPOINT: endpoint(),
			PROJECT_ID: credentials.projectId,
			ID: resourceId,
			NAME: requireResource(store, kind, resourceId).name,
			DEPLOYMENT: deploymentId,
			RUNTIME_NAME: "Node.js",
			RUNTIME_VERSION: process.versions.node,
		}),
	});
}

/** As `APPWRITE_FUNCTION_ID` or `APPWRITE_SITE_ID`. */
function named(kind: ResourceKind, values: Readonly<Record<string, string>>) {
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => [`APPWRITE_${kind.toUpperCase()}_${name}`, value]),
	);
}
