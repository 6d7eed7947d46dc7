import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseConfig } from "../../scripts/local-appwrite/config.ts";
import { sweepPorts } from "../../shared/app/sweep.ts";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import { type Sweep, sweep } from "../../shared/service/jobs/sweep/sweep.ts";
import type { SweepRules } from "../../shared/service/jobs/sweep/sweep-ports.ts";
import { type BundleServer, type RawRow, startBundleServer } from "./bundle-server.ts";

const ROOT = join(import.meta.dirname, "../..");

export const SERVICE_KEY = "a service key of these tests";
export const asService = { "x-chatreel-key": SERVICE_KEY };

export type RenderServer = BundleServer & {
	/** Sets all clocks further on, the sweep's too; never back. */
	readonly goOn: (ms: number) => void;
	/** The server's clock, in ms since 1970. */
	readonly nowMs: () => number;
	/** The rows of a job's attempts. */
	readonly attemptsOf: (jobId: string) => Promise<readonly RawRow[]>;
	/** A sweep by the server's clock, of whatever age things are. */
	readonly sweep: (rules?: Partial<SweepRules>) => Promise<Sweep>;
};

export type RenderServerOptions = {
	readonly variables?: Readonly<Record<string, string>>;
	/** The function's timeout, in the platform and in its variable. Default: as declared. */
	readonly timeoutSeconds?: number;
	readonly functionEndpoint?: string;
};

/** A local Appwrite whose function renders wherever it is, however little is free there. */
export async function startRenderServer({
	variables = {},
	timeoutSeconds,
	functionEndpoint,
}: RenderServerOptions = {}): Promise<RenderServer> {
	const declared = parseConfig(readFileSync(join(ROOT, "appwrite.json"), "utf8"), ROOT);
	const functions = declared.functions.map((each) =>
		timeoutSeconds === undefined ? each : { ...each, timeout: timeoutSeconds },
	);
	const server = await startBundleServer({
		config: { ...declared, functions },
		variables: {
			...{ SERVICE_KEY, MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" },
			...(timeoutSeconds === undefined ? {} : { RENDER_TIMEOUT_SECONDS: String(timeoutSeconds) }),
			...variables,
		},
		...(functionEndpoint === undefined ? {} : { functionEndpoint }),
	});
	let offsetMs = 0;
	const nowMs = () => Date.now() + offsetMs;
	const ports = sweepPorts(createClient(server), { serviceKey: SERVICE_KEY, nowMs });
	return {
		...server,
		nowMs,
		goOn: (ms) => {
			offsetMs += ms;
			server.shiftClock(offsetMs);
		},
		attemptsOf: async (jobId) =>
			(await server.rowsOf("quota_jobs")).filter(({ $id }) => $id.startsWith(`${jobId}.`)),
		sweep: (rules = {}) =>
			sweep(ports, crypto.randomUUID(), { undeliveredMs: 0, queuedMs: 0, staleMs: 0, ...rules }),
	};
}
