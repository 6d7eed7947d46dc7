import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { TablesDB } from "node-appwrite";
import { parseConfig } from "../../scripts/local-appwrite/config.ts";
import { type AlertReceiver, startAlertReceiver } from "./alert-receiver.ts";
import { type BundleServer, startBundleServer } from "./bundle-server.ts";
import { ask } from "./client-calls.ts";
import { type FaultyProxy, startFaultyProxy } from "./faulty-proxy.ts";
import { SERVICE_KEY } from "./render-server.ts";

const ROOT = join(import.meta.dirname, "../..");
const MINUTE_MS = 60_000;

/** Node's options for a program that is not to complain of how slow a busy machine is. */
export const QUICK_CLOCK = `--import=${pathToFileURL(join(ROOT, "test/fixtures/scripts/quick-clock.mjs"))}`;

/** A check of a report, as health+json has it. */
type ReportCheck = {
	readonly componentId: string;
	readonly status: string;
	readonly output?: string;
	readonly observedValue?: unknown;
	readonly observedUnit?: string;
	readonly time: string;
};

export type HealthServer = {
	readonly server: BundleServer;
	/** Between the functions and the server. */
	readonly proxy: FaultyProxy;
	readonly receiver: AlertReceiver;
	/** Runs the function once, and gives what it answered. */
	readonly runCycle: () => Promise<CycleAnswer>;
	/** Moves the clock on. */
	readonly wait: (minutes: number) => void;
	/** Milliseconds since 1970 on the moved clock. */
	readonly nowMs: () => number;
	readonly put: (table: string, rowId: string, data: object) => Promise<void>;
	readonly remove: (table: string, rowId: string) => Promise<void>;
	readonly end: () => Promise<void>;
};

type CycleAnswer = {
	readonly status: number;
	readonly body: { readonly status: string; readonly notes?: readonly string[] };
	readonly checks: readonly ReportCheck[];
	/** Those that are not well, by name. */
	readonly bad: Readonly<Record<string, string>>;
	readonly logs: string;
	readonly errors: string;
};

/** The bundle with a health-cron that runs when it is told to, and not by its schedule. */
export async function startHealthServer(variables: Record<string, string> = {}): Promise<HealthServer> {
	const source = JSON.parse(readFileSync(join(ROOT, "appwrite.json"), "utf8"));
	for (const each of source.functions) each.schedule = "";
	const [proxy, receiver] = [await startFaultyProxy(), await startAlertReceiver()];
	const server = await startBundleServer({
		config: parseConfig(JSON.stringify(source), ROOT),
		functionEndpoint: proxy.endpoint,
		variables: {
			...{ SERVICE_KEY, MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" },
			...{ ALERT_WEBHOOK_URL: receiver.address, WEBHOOK_SECRET: "a webhook secret of this test" },
			...{ ALLOW_PRIVATE_WEBHOOKS: "1", NODE_OPTIONS: QUICK_CLOCK },
			...variables,
		},
	});
	proxy.setTarget(server.endpoint);
	const tables = new TablesDB(server.admin);
	let offsetMs = 0;
	return {
		server,
		proxy,
		receiver,
		runCycle: async () => {
			const { status, body, execution } = await ask(server.admin, { functionId: "health-cron" });
			const checks = Object.values(body.checks ?? {}).flat() as ReportCheck[];
			const bad = checks.filter((check) => check.status !== "pass");
			return {
				...{ status, body, checks, logs: execution.logs, errors: execution.errors },
				bad: Object.fromEntries(bad.map((check) => [check.componentId, check.status])),
			};
		},
		wait: (minutes) => {
			offsetMs += minutes * MINUTE_MS;
			server.shiftClock(offsetMs);
		},
		nowMs: () => Date.now() + offsetMs,
		put: async (tableId, rowId, data) => {
			await tables.upsertRow({ databaseId: "chatreel", tableId, rowId, data });
		},
		remove: async (tableId, rowId) => {
			await tables.deleteRow({ databaseId: "chatreel", tableId, rowId });
		},
		end: async () => {
			await server.end();
			await proxy.close();
			await receiver.close();
		},
	};
}
