import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { applyConfig, type Config } from "./config.ts";
import { COLLECTIONS, TABLES } from "./data/dialect.ts";
import { rowRoutes } from "./data/row-routes.ts";
import { createRows } from "./data/rows.ts";
import { tableRoutes } from "./data/table-routes.ts";
import { createTables } from "./data/tables.ts";
import { transactionRoutes } from "./data/transaction-routes.ts";
import { createTransactions } from "./data/transactions.ts";
import { createEvents, type Events } from "./events.ts";
import { badArgument, Fault, missingScope, notServed } from "./http/fault.ts";
import { findRoute, type Reply, type Route } from "./http/router.ts";
import { hasScope } from "./identity/caller.ts";
import { resolveCaller } from "./identity/resolve-caller.ts";
import { identityRoutes } from "./identity/routes.ts";
import { createTeams } from "./identity/teams.ts";
import { createUsers } from "./identity/users.ts";
import type { Parts, Weaknesses } from "./parts.ts";
import { createFiles } from "./storage/files.ts";
import { storageRoutes } from "./storage/routes.ts";
import { openStore, type Store } from "./store.ts";

/** What it answers as its version; clients look at it. */
const VERSION = "1.9.6";

export type LocalAppwriteOptions = {
	/** 0 (the default): any that is free. */
	readonly port?: number;
	/** Where the data is kept; what is there is gone on with. */
	readonly dataDir: string;
	/** What is declared beforehand; changes nothing that is there already. */
	readonly config: Config;
	readonly projectId: string;
	/** The key of a server that may do anything. */
	readonly apiKey: string;
};

export type LocalAppwrite = {
	readonly endpoint: string;
	readonly port: number;
	readonly events: Events;
	readonly weaken: (weaknesses: Partial<Weaknesses>) => void;
	/** Sets the server's clock this far from the machine's. */
	readonly shiftClock: (offsetMs: number) => void;
	/** Ends when all that was asked is answered. */
	readonly stop: () => Promise<void>;
};

/** Starts an Appwrite for one machine, on 127.0.0.1 alone. Rejects where the port is taken. */
export async function startLocalAppwrite(options: LocalAppwriteOptions): Promise<LocalAppwrite> {
	let offsetMs = 0;
	let weaknesses: Weaknesses = { repeatedCommits: false, lostEvents: false };
	const now = () => Date.now() + offsetMs;
	const store = openStore(options.dataDir);
	const tables = createTables(store);
	const rows = createRows(store, now);
	const bus = createEvents();
	const events: Events = { ...bus, emit: (event) => (weaknesses.lostEvents ? undefined : bus.emit(event)) };
	const isCommitRepeatable = () => weaknesses.repeatedCommits;
	const transactions = createTransactions({ store, tables, rows, now, isCommitRepeatable });
	const files = createFiles(store, options.dataDir);
	const users = createUsers(store, now);
	const teams = createTeams(store, now);
	const { projectId, apiKey } = options;
	const credentials = { projectId, apiKey, tokenSecret: tokenSecret(store) };
	const parts: Parts = { store, tables, rows, transactions, files, users, teams, credentials, events, now };
	applyConfig(options.config, parts);
	const routes = routesOf(parts);
	const server = createServer((request, response) => {
		void answer(request, response, routes, parts);
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
	});
	const { port } = server.address() as AddressInfo;
	return {
		endpoint: `http://127.0.0.1:${port}/v1`,
		port,
		events,
		weaken: (changes) => {
			weaknesses = { ...weaknesses, ...changes };
		},
		shiftClock: (toMs) => {
			offsetMs = toMs;
		},
		stop: async () => {
			await new Promise((resolve) => server.close(resolve));
			store.close();
		},
	};
}

function routesOf(parts: Parts): readonly Route[] {
	return [
		{ method: "GET", path: "/ping", scope: null, handle: () => ({ status: 200, body: "Pong!" }) },
		{
			method: "GET",
			path: "/health/version",
			scope: null,
			handle: () => ({ status: 200, body: { version: VERSION } }),
		},
		...identityRoutes(parts),
		...storageRoutes(parts),
		...[TABLES, COLLECTIONS].flatMap((dialect) => [
			// Before the routes with a database's id in the same place.
			...transactionRoutes(parts, dialect),
			...tableRoutes(parts, dialect),
			...rowRoutes(parts, dialect),
		]),
	];
}

async function answer(
	request: IncomingMessage,
	response: ServerResponse,
	routes: readonly Route[],
	parts: Parts,
) {
	try {
		send(response, await handle(request, routes, parts));
	} catch (error) {
		const fault = error instanceof Fault ? error : new Fault(500, "general_unknown", "Server Error");
		if (!(error instanceof Fault)) process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
		const { message, status, type } = fault;
		send(response, { status, body: { message, code: status, type, version: VERSION } });
	}
}

async function handle(request: IncomingMessage, routes: readonly Route[], parts: Parts): Promise<Reply> {
	const url = new URL(request.url ?? "/", "http://127.0.0.1");
	// The proxy before a real server takes no more in one request.
	if (Number(request.headers["content-length"] ?? 0) > MAX_REQUEST_BYTES) request.destroy();
	const bytes = await buffer(request);
	const path = url.pathname.replace(/^\/v1/, "");
	const found = findRoute(routes, request.method ?? "GET", path);
	if (found === null) {
		if (SERVICES.test(path)) throw notServed(`${request.method} ${path}`);
		return {
			status: 404,
			headers: { "content-type": "text/html; charset=utf-8" },
			body: Buffer.from(NOT_FOUND_PAGE),
		};
	}
	const headers = Object.fromEntries(
		Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
	);
	const { caller, session } = resolveCaller(headers, parts.credentials, parts);
	const { scope, handle: run } = found.route;
	if (scope !== null && !hasScope(caller, scope)) throw missingScope(scope);
	if (scope !== null && caller.kind !== "key" && !FOR_CLIENTS.test(scope)) {
		throw new Fault(401, "general_unauthorized_scope", `User (role: guests) missing scopes (["${scope}"])`);
	}
	const body = parseBody(bytes, headers["content-type"] ?? "");
	return run({ params: found.params, search: url.searchParams, body, headers, bytes, caller, session });
}

const MAX_REQUEST_BYTES = 12_000_000;

/** The scopes that users and guests have; what they may then do is for permissions to say. */
const FOR_CLIENTS = /^(rows|documents|files|execution)\./;

/** What a real server has beyond what is served here. */
const SERVICES =
	/^\/(account|avatars|backups|databases|functions|graphql|health|locale|messaging|migrations|project|projects|sites|storage|tablesdb|teams|tokens|users|vcs)(\/|$)/;
const NOT_FOUND_PAGE = "<!doctype html><title>404</title><h1>Page not found</h1>";

function parseBody(bytes: Buffer, contentType: string): Readonly<Record<string, unknown>> {
	if (bytes.length === 0 || !contentType.startsWith("application/json")) return {};
	try {
		const value: unknown = JSON.parse(bytes.toString());
		if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
	} catch {
		// Told below, like JSON that is no object.
	}
	throw badArgument("Invalid request body: expected a JSON object.");
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
	const isBytes = Buffer.isBuffer(body);
	const content = body === undefined ? Buffer.alloc(0) : isBytes ? body : Buffer.from(JSON.stringify(body));
	const type = isBytes ? {} : { "content-type": "application/json; charset=UTF-8" };
	response.writeHead(status, {
		...(body === undefined ? {} : type),
		...headers,
		"content-length": content.length,
	});
	response.end(content);
}

/** Kept with the data, so that a session's tokens outlive a restart. */
function tokenSecret(store: Store): string {
	store.run(
		"INSERT OR IGNORE INTO settings (name, value) VALUES ('tokenSecret', ?)",
		randomBytes(32).toString("hex"),
	);
	return String(store.one("SELECT value FROM settings WHERE name = 'tokenSecret'")?.["value"]);
}
