import { type Client, Functions } from "node-appwrite";
import { isKind } from "../../core/errors.ts";
import type { Deployment } from "../../health/ports.ts";
import { callOnce } from "./call.ts";

const BUNDLE = ["render", "quota-report", "health-cron"];
const VERSION_LIMIT_MS = 5000;
const CLOUD_HOST = /(^|\.)cloud\.appwrite\.io$/;

/** Of each function of the bundle. */
export function readDeployments(client: Client): Promise<readonly Deployment[]> {
	return Promise.all(BUNDLE.map((functionId) => readDeployment(client, functionId)));
}

/**
 * The server's version; null where the answer names none. Rejects where nothing answers. The route is for guests: the server
 * refuses it to API keys, and without a project it answers as the console's. Its errors name the version too.
 */
export async function readServerVersion(endpoint: string): Promise<string | null> {
	const answer = await callOnce(() => fetch(`${endpoint}/health/version`), VERSION_LIMIT_MS);
	const body: unknown = await answer.json().catch(() => null);
	if (typeof body !== "object" || body === null || !("version" in body)) return null;
	const { version } = body;
	return typeof version === "string" && /^\d+\.\d+/.test(version) ? version : null;
}

/** By its host: nothing that a key can read tells it. */
export function isCloud(endpoint: string): boolean {
	return CLOUD_HOST.test(new URL(endpoint).hostname);
}

async function readDeployment(client: Client, functionId: string): Promise<Deployment> {
	try {
		const { deploymentId, latestDeploymentId, latestDeploymentStatus } = await callOnce(() =>
			new Functions(client).get({ functionId }),
		);
		return {
			functionId,
			activeId: deploymentId,
			latestId: latestDeploymentId,
			latestStatus: latestDeploymentStatus,
		};
	} catch (thrown) {
		if (!isKind(thrown, "NOT_FOUND")) throw thrown;
		return { functionId, activeId: "", latestId: "", latestStatus: "" };
	}
}
