import { type CheckResult, createMeasure, type RunOptions, runChecks } from "../health/check.ts";
import { appwrite } from "../health/checks/appwrite.ts";
import { createClient } from "../platform/appwrite/client.ts";
import { isCloud, readDeployments, readServerVersion } from "../platform/appwrite/server.ts";
import type { Env } from "../platform/node/env.ts";

type ServerEnv = Pick<Env, "APPWRITE_ENDPOINT" | "APPWRITE_PROJECT_ID" | "APPWRITE_API_KEY">;

/**
 * Checks the Appwrite that the environment names; none where it names none. It fails where the server does not answer or is
 * too old. A deployment that is not active is a warning: this machine can render all the same.
 */
export async function checkServer(env: ServerEnv, options: RunOptions): Promise<readonly CheckResult[]> {
	const { APPWRITE_ENDPOINT: endpoint, APPWRITE_PROJECT_ID: projectId, APPWRITE_API_KEY: apiKey } = env;
	if (endpoint === undefined) return [];
	const client =
		projectId === undefined || apiKey === undefined ? null : createClient({ endpoint, projectId, apiKey });
	const server = {
		readVersion: () => readServerVersion(endpoint),
		isCloud: isCloud(endpoint),
		// A key for renders alone has no functions.read.
		readDeployments: async () => (client === null ? null : readDeployments(client).catch(() => null)),
	};
	return runChecks([appwrite], createMeasure({ server }), options);
}
