import type { Check } from "../health/check.ts";
import { judgeServer, type ServerFacts } from "../health/judge-server.ts";
import { type CheckOptions, runCheck } from "../health/run-check.ts";
import { createClient } from "../platform/appwrite/client.ts";
import { isCloud, readServer, readServerVersion } from "../platform/appwrite/server-facts.ts";
import type { Env } from "../platform/node/env.ts";

/** Two calls, one after the other. */
const LIMIT_MS = 15_000;

type ServerEnv = Pick<Env, "APPWRITE_ENDPOINT" | "APPWRITE_PROJECT_ID" | "APPWRITE_API_KEY">;

/**
 * Looks at the Appwrite that the environment names; none where it names none. It fails where the server does not answer or is
 * too old. A deployment that is not active is told, and does not fail: this machine can render all the same.
 */
export async function checkServer(env: ServerEnv, options: CheckOptions): Promise<readonly Check[]> {
	const { APPWRITE_ENDPOINT: endpoint } = env;
	if (endpoint === undefined) return [];
	const check = await runCheck(
		{
			name: "appwrite",
			probe: () => lookAt(endpoint, env),
			judge: (facts: ServerFacts) => {
				const { status, observedValue, output } = judgeServer(facts);
				return { ok: status !== "fail", message: output, observed: observedValue };
			},
			advice: "Look whether APPWRITE_ENDPOINT is right and the server runs.",
		},
		{ ...options, limitMs: LIMIT_MS },
	);
	return [check];
}

async function lookAt(
	endpoint: string,
	{ APPWRITE_PROJECT_ID: projectId, APPWRITE_API_KEY: apiKey }: ServerEnv,
): Promise<ServerFacts> {
	const version = await readServerVersion(endpoint);
	const unread = { version, isCloud: isCloud(endpoint), deployments: null };
	if (projectId === undefined || apiKey === undefined) return unread;
	// A key for renders alone has no functions.read.
	return readServer(createClient({ endpoint, projectId, apiKey })).catch(() => unread);
}
