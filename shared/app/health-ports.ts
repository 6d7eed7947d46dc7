import type { HealthPorts } from "../health/ports.ts";
import { createAppwriteRowStore } from "../platform/appwrite/appwrite-row-store.ts";
import type { AppwriteClient } from "../platform/appwrite/client.ts";
import { BUCKET_FILE_BYTES } from "../platform/appwrite/deliver-to-bucket.ts";
import { createHealthBucket } from "../platform/appwrite/health-bucket.ts";
import { createRenderPort } from "../platform/appwrite/render-function.ts";
import { isCloud, readDeployments, readServerVersion } from "../platform/appwrite/server.ts";
import type { Env } from "../platform/node/env.ts";
import { TABLES } from "../service/tables.ts";
import { channelFaults } from "./alert-channels.ts";
import { limitsIn } from "./limits.ts";

/** What the checks probe, on an Appwrite. `faults` are those of the variables. */
export function healthPorts(
	client: AppwriteClient,
	env: Env,
	faults: readonly string[],
): Omit<HealthPorts, "failingSince"> {
	const { endpoint } = client.config;
	return {
		server: {
			readVersion: () => readServerVersion(endpoint).catch(() => null),
			isCloud: isCloud(endpoint),
			readDeployments: () => readDeployments(client),
		},
		store: createAppwriteRowStore(client, TABLES, { retries: false }),
		bucket: createHealthBucket(client),
		render: createRenderPort(client, env.SERVICE_KEY),
		settings: {
			variableFaults: [...faults, ...channelFaults(env)],
			renderTimeoutSeconds: env.RENDER_TIMEOUT_SECONDS,
			quotaLimitMs: limitsIn(env).monthMs,
			quotaWarnShare: env.QUOTA_WARN,
			storageLimitGib: env.STORAGE_LIMIT_GIB,
			renderFileBytes: BUCKET_FILE_BYTES,
		},
		nowMs: () => Date.now(),
	};
}
