import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { permanentReason } from "../../shared/core/system-reason.ts";
import { applyConfig, type Config } from "./config.ts";
import { createRows } from "./data/rows.ts";
import { createTables } from "./data/tables.ts";
import { createTransactions } from "./data/transactions.ts";
import { createBuilds } from "./deployments/builds.ts";
import { createDeployments } from "./deployments/deployments.ts";
import { createEvents, type Events } from "./events.ts";
import { serveDomain } from "./functions/domain.ts";
import { createEnvironment } from "./functions/environment.ts";
import { createExecutor } from "./functions/executor.ts";
import { createFunctions } from "./functions/functions.ts";
import { createClockwork, runOnEvents } from "./functions/triggers.ts";
import { createVariables } from "./functions/variables.ts";
import { hostOf, isOwnHost } from "./http/address.ts";
import { sendFault } from "./http/answer.ts";
import { serveApi } from "./http/serve-api.ts";
import { createKeys } from "./identity/keys.ts";
import { createPlatforms } from "./identity/platforms.ts";
import { createTeams } from "./identity/teams.ts";
import { createUsers } from "./identity/users.ts";
import { createOutbox } from "./messaging/outbox.ts";
import type { Parts } from "./parts.ts";
import { createRules } from "./proxy/rules.ts";
import { refuseHost, serveHost } from "./proxy/serve-host.ts";
import { serveRealtime } from "./realtime/serve-realtime.ts";
import { routesOf } from "./routes.ts";
import type { FunctionRuntime } from "./runtime/function-runtime.ts";
import { createFiles } from "./storage/files.ts";
import { openStore, type Store } from "./store.ts";
import { USUAL_WEAKNESSES, type Weaknesses } from "./weaknesses.ts";

export type LocalAppwriteOptions = {
	/** 0 (the default): any that is free. With a port, the functions' addresses have the ports after it, in their order. */
	readonly port?: number;
	/** Where the data is kept; what is there is gone on with. */
	readonly dataDir: string;
	/** What is declared beforehand; changes nothing that is there already but adds what is not. */
	readonly config: Config;
	/** The environment of the functions' processes, beside the platform's own. */
	readonly variables?: Readonly<Record<string, string>>;
	/** What functions are told as the server's address, where that is not its own: behind a proxy. */
	readonly functionEndpoint?: string;
	/** After how long a synchronous execution is given up: 30 s as on the real server, unless a test has no time. */
	readonly syncLimitMs?: number;
	/** After how long a build is ended: 900 s as on the real server, unless a test has no time. */
	readonly buildLimitMs?: number;
};

export type LocalAppwrite = {
	readonly endpoint: string;
	readonly projectId: string;
	/** The key of a server that may do anything. Kept with the data. */
	readonly apiKey: string;
	/** The own address of each function of the config. */
	readonly domains: Readonly<Record<string, string>>;
	readonly events: Events;
	readonly runtime: (functionId: string) => FunctionRuntime;
	/** Makes it as weak as a real server can be. */
	readonly weaken: (weaknesses: Partial<Weaknesses>) => void;
	/** Sets the clocks of the server, its cron and its functions this far from the machine's. */
	readonly shiftClock: (offsetMs: number) => void;
	/** Ends when all that was asked is answered, and every function's process is gone. */
	readonly stop: () => Promise<void>;
};

/** How often the clock is looked at. */
const TICK_MS = 1000;
const SYNC_LIMIT_MS = 30_000;
const BUILD_LIMIT_MS = 900_000;

/** Starts an Appwrite for one machine, on 127.0.0.1 alone. Rejects where the port is taken. */
export async function startLocalAppwrite(options: LocalAppwriteOptions): Promise<LocalAppwrite> {
	const { dataDir, config, port: wanted = 0, syncLimitMs = SYNC_LIMIT_MS } = options;
	const { functionEndpoint } = options;
	let offsetMs = 0;
	let weak = USUAL_WEAKNESSES;
	let endpoint = "";
	const now = () => Date.now() + offsetMs;
	const store = openStore(dataDir);
	const parts = createParts(options, store, {
		now,
		weaknesses: () => weak,
		endpoint: () => functionEndpoint ?? endpoint,
		shared: options.variables ?? {},
	});
	const { functions, executor, builds, events } = parts;
	applyConfig(config, parts);
	const routes = routesOf(parts, syncLimitMs);
	const server = createServer((request, response) => {
		const served = serveHost(request, response, parts, syncLimitMs).then(async (isServed) => {
			if (!isServed) await serveApi(request, response, routes, parts);
		});
		served.catch((error: unknown) => sendFault(response, error));
	});
	const domains = config.functions.map(({ id }) =>
		createServer((request, response) => {
			if (!isOwnHost(hostOf(request))) return refuseHost(response);
			const served = serveDomain(request, response, id, parts, syncLimitMs);
			served.catch((error: unknown) => sendFault(response, error));
		}),
	);
	const servers = [server, ...domains];
	const close = async () => {
		await Promise.all(servers.map(closeServer));
		store.close();
	};
	try {
		for (const [index, each] of servers.entries()) await listen(each, wanted === 0 ? 0 : wanted + index);
	} catch (error) {
		await close();
		throw error;
	}
	endpoint = `${addressOf(server)}/v1`;
	const endRealtime = serveRealtime(server, parts);
	const endEvents = runOnEvents(functions, executor, events);
	const clockwork = createClockwork(functions, executor, now);
	const timer = setInterval(() => tickOrTell(clockwork.tick), TICK_MS);
	builds.resume();
	return {
		endpoint,
		projectId: parts.credentials.projectId,
		apiKey: parts.credentials.apiKey,
		domains: Object.fromEntries(
			config.functions.map(({ id }, index) => [id, addressOf(domains[index] ?? server)]),
		),
		events,
		runtime: executor.runtime,
		weaken: (changes) => {
			weak = { ...weak, ...changes };
		},
		shiftClock: (toMs) => {
			offsetMs = toMs;
			executor.shiftClock(toMs);
			clockwork.tick();
		},
		stop: async () => {
			clearInterval(timer);
			endEvents();
			endRealtime();
			await builds.stop();
			await executor.stop().finally(close);
		},
	};
}

type Surroundings = Pick<Parts, "now" | "weaknesses"> & {
	readonly endpoint: () => string;
	readonly shared: Readonly<Record<string, string>>;
};

function createParts(
	{ dataDir, config, buildLimitMs = BUILD_LIMIT_MS }: LocalAppwriteOptions,
	store: Store,
	{ now, weaknesses, endpoint, shared }: Surroundings,
): Parts {
	const tables = createTables(store);
	const rows = createRows(store, now, weaknesses);
	const bus = createEvents();
	const credentials = {
		projectId: config.projectId,
		apiKey: secret(store, "apiKey"),
		tokenSecret: secret(store, "tokenSecret"),
	};
	const functions = createFunctions(store, now);
	const variables = createVariables(store, now);
	const deployments = createDeployments(store, dataDir, now);
	const environmentOf = createEnvironment({ variables, credentials, endpoint, shared });
	const surroundings = { functions, deployments, dataDir, environmentOf, credentials, now };
	return {
		store,
		tables,
		rows,
		transactions: createTransactions({ store, tables, rows, now, weaknesses }),
		files: createFiles(store, dataDir),
		users: createUsers(store, now),
		teams: createTeams(store, now),
		keys: createKeys(store, now),
		credentials,
		events: { ...bus, emit: (event) => (weaknesses().lostEvents ? undefined : bus.emit(event)) },
		functions,
		variables,
		deployments,
		builds: createBuilds({ ...surroundings, limitMs: buildLimitMs }),
		executor: createExecutor({ ...surroundings, store }),
		rules: createRules(store, now),
		platforms: createPlatforms(store, now),
		outbox: createOutbox(dataDir),
		weaknesses,
		now,
	};
}

/** A tick that cannot write (a full disk) is told, and the next may: it must not end the server. */
function tickOrTell(tick: () => void): void {
	try {
		tick();
	} catch (error) {
		const reason = permanentReason(error);
		if (reason === null) throw error;
		process.stderr.write(`The functions' schedules are not kept: ${reason}.\n`);
	}
}

function listen(server: Server, port: number): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", reject).listen(port, "127.0.0.1", resolve);
	});
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const addressOf = (server: Server) => `http://127.0.0.1:${portOf(server)}`;

async function closeServer(server: Server): Promise<void> {
	if (server.listening) await new Promise((resolve) => server.close(resolve));
}

/** Made once and kept with the data, so that keys and sessions outlive a restart. */
function secret(store: Store, name: string): string {
	const made = randomBytes(32).toString("hex");
	store.run("INSERT OR IGNORE INTO settings (name, value) VALUES (?, ?)", name, made);
	return String(store.one("SELECT value FROM settings WHERE name = ?", name)?.["value"]);
}
