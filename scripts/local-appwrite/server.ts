import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { describePermanentError } from "../../shared/core/errors.ts";
import { applyConfig, siteDomain } from "./apply-config.ts";
import type { Config } from "./config.ts";
import { Builds } from "./deployments/builds.ts";
import { createEvents, type Events } from "./events.ts";
import { createEnvironment } from "./executions/environment.ts";
import { Executor } from "./executions/executor.ts";
import { Runtimes } from "./executions/runtimes.ts";
import { serveDomain } from "./executions/serve-domain.ts";
import { createScheduler, runOnEvents } from "./executions/triggers.ts";
import { isOwnHost, readHost } from "./http/host.ts";
import { sendError } from "./http/send-reply.ts";
import { serveApi } from "./http/serve-api.ts";
import { refuseHost, serveHost } from "./proxy/serve-host.ts";
import { serveRealtime } from "./realtime/serve-realtime.ts";
import { createRoutes, type Services } from "./routes.ts";
import type { FunctionRuntime } from "./runtime/function-runtime.ts";
import { keptSecret, openStore, type Store } from "./store.ts";
import { NO_WEAKNESSES, type Weaknesses } from "./weaknesses.ts";

export type LocalAppwriteOptions = {
	/** 0 (the default): any that is free. With a port, the functions' addresses have the ports after it, in their order. */
	readonly port?: number;
	/** Where the data is kept. What is there already is used. */
	readonly dataDir: string;
	/** Declared beforehand: what is there already stays, what is missing is added. */
	readonly config: Config;
	/** The environment of the functions' processes, beside the platform's own. */
	readonly variables?: Readonly<Record<string, string>>;
	/** The server's address for functions, when it is not its own: behind a proxy. */
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
	/** The address of each site of the config: a name that browsers know as this machine's. */
	readonly sites: Readonly<Record<string, string>>;
	readonly events: Events;
	readonly runtime: (functionId: string) => FunctionRuntime;
	/** Makes it as weak as a real server can be. */
	readonly weaken: (weaknesses: Partial<Weaknesses>) => void;
	/** Sets the clocks of the server, its cron and its functions this far from the machine's. */
	readonly shiftClock: (offsetMs: number) => void;
	/** Resolves when every request is answered, and every function's process is gone. */
	readonly stop: () => Promise<void>;
};

/** How often the scheduler looks at the clock. */
const TICK_MS = 1000;
const SYNC_LIMIT_MS = 30_000;
const BUILD_LIMIT_MS = 900_000;

/** Starts an Appwrite for one machine, on 127.0.0.1 alone. Rejects when the port is taken. */
export async function startLocalAppwrite(options: LocalAppwriteOptions): Promise<LocalAppwrite> {
	const { dataDir, config, port = 0 } = options;
	let offsetMs = 0;
	let endpoint = "";
	const store = openStore(dataDir, () => Date.now() + offsetMs);
	const weaknesses = { ...NO_WEAKNESSES };
	const services = createServices(options, store, weaknesses, () => options.functionEndpoint ?? endpoint);
	const { builds, credentials, events, executor, runtimes } = services;
	applyConfig(config, store);
	const server = createApiServer(services);
	const domains = config.functions.map(({ id }) => createDomainServer(id, services));
	await listenAll([server, ...domains], port, store);
	endpoint = `${addressOf(server)}/v1`;
	const endRealtime = serveRealtime(server, services);
	const endEvents = runOnEvents(store, executor, events);
	const runScheduled = createScheduler(store, executor);
	const timer = setInterval(() => tickOrTell(runScheduled), TICK_MS);
	builds.resume();
	return {
		endpoint,
		projectId: credentials.projectId,
		apiKey: credentials.apiKey,
		domains: Object.fromEntries(
			config.functions.map(({ id }, index) => [id, addressOf(domains[index] ?? server)]),
		),
		sites: Object.fromEntries(
			config.sites.map(({ id }) => [id, `http://${siteDomain(id)}:${new URL(endpoint).port}`]),
		),
		events,
		runtime: (functionId) => runtimes.ofFunction(functionId),
		weaken: (changes) => {
			Object.assign(weaknesses, changes);
		},
		shiftClock: (toMs) => {
			offsetMs = toMs;
			runtimes.shiftClock(toMs);
			runScheduled();
		},
		stop: async () => {
			clearInterval(timer);
			endEvents();
			endRealtime();
			await builds.stop();
			executor.stop();
			await runtimes.stop().finally(() => closeAll([server, ...domains], store));
		},
	};
}

function createServices(
	{
		config,
		variables = {},
		syncLimitMs = SYNC_LIMIT_MS,
		buildLimitMs = BUILD_LIMIT_MS,
	}: LocalAppwriteOptions,
	store: Store,
	weaknesses: Weaknesses,
	endpoint: () => string,
): Services {
	const credentials = {
		projectId: config.projectId,
		apiKey: keptSecret(store, "apiKey"),
		tokenSecret: keptSecret(store, "tokenSecret"),
	};
	const { emit, subscribe } = createEvents();
	const makeEnvironment = createEnvironment({ store, credentials, endpoint, shared: variables });
	const runtimes = new Runtimes({ store, makeEnvironment });
	return {
		store,
		credentials,
		events: { subscribe, emit: (event) => (weaknesses.lostEvents ? undefined : emit(event)) },
		weaknesses,
		builds: new Builds({ store, credentials, makeEnvironment, limitMs: buildLimitMs }),
		runtimes,
		executor: new Executor({ store, credentials, runtimes, syncLimitMs }),
	};
}

/** The API, and the domains of rules. */
function createApiServer(services: Services): Server {
	const api = { ...services, routes: createRoutes(services) };
	return createServer((request, response) => {
		const served = serveHost(request, response, { ...services, ...services.credentials }).then(
			async (isServed) => {
				if (!isServed) await serveApi(request, response, api);
			},
		);
		served.catch((error: unknown) => sendError(response, error));
	});
}

/** A function's own address. */
function createDomainServer(functionId: string, services: Services): Server {
	return createServer((request, response) => {
		if (!isOwnHost(readHost(request))) return refuseHost(response);
		const served = serveDomain(request, response, functionId, services);
		served.catch((error: unknown) => sendError(response, error));
	});
}

/** A tick that cannot write (a full disk) goes to stderr; it must not end the server, and the next may succeed. */
function tickOrTell(tick: () => void): void {
	try {
		tick();
	} catch (error) {
		const reason = describePermanentError(error);
		if (reason === null) throw error;
		process.stderr.write(`The functions' schedules are not kept: ${reason}.\n`);
	}
}

/** The first on `port`, the others on the ports after it; with 0, on any that are free. */
async function listenAll(servers: readonly Server[], port: number, store: Store): Promise<void> {
	try {
		for (const [index, server] of servers.entries()) await listen(server, port === 0 ? 0 : port + index);
	} catch (error) {
		await closeAll(servers, store);
		throw error;
	}
}

function listen(server: Server, port: number): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", reject).listen(port, "127.0.0.1", resolve);
	});
}

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function closeAll(servers: readonly Server[], store: Store): Promise<void> {
	const listening = servers.filter((server) => server.listening);
	await Promise.all(listening.map((server) => new Promise((resolve) => server.close(resolve))));
	store.close();
}
