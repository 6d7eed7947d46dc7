import type { Connection } from "../../shared/platform/appwrite/client.ts";
import type { Env } from "../../shared/platform/node/env.ts";
import { UsageError } from "./exit.ts";

/** For commands that need a configured Appwrite. Throws UsageError without one. */
export function requireConnection(env: Env): Connection {
	const { APPWRITE_ENDPOINT: endpoint, APPWRITE_PROJECT_ID: projectId, APPWRITE_API_KEY: apiKey } = env;
	if (endpoint === undefined || projectId === undefined || apiKey === undefined) {
		throw new UsageError("Set APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID and APPWRITE_API_KEY.");
	}
	return { endpoint, projectId, apiKey };
}
