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
import { type Caller, hasScope } from "./identity/caller.ts";
import type { Parts, Weaknesses } from "./parts.ts";
import { openStore } from "./store.ts";

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
	const parts: Parts = { store, tables, rows, transactions, events, now };
	applyConfig(options.config, parts);
	const routes = routesOf(parts);
	const server = createServer((request, response) => {
		void answer(request, response, routes, options);
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
		...[TABLES, COLLECTIONS].flatMap((dialect) => [
			// Before the routes with a database's id in the same place.
			...transactionRoutes(parts, dialect),
			...tableRoutes(parts, dialect),
			...rowRoutes(parts, dialect),
		]),
	];
}

type Settings = Pick<LocalAppwriteOptions, "projectId" | "apiKey">;

async function answer(
	request: IncomingMessage,
	response: ServerResponse,
	routes: readonly Route[],
	settings: Settings,
) {
	try {
		send(response, await handle(request, routes, settings));
	} catch (error) {
		const fault = error instanceof Fault ? error : new Fault(500, "general_unknown", "Server Error");
		if (!(error instanceof Fault)) process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
		const { message, status, type } = fault;
		send(response, { status, body: { message, code: status, type, version: VERSION } });
	}
}

async function handle(
	request: IncomingMessage,
	routes: readonly Route[],
	settings: Settings,
): Promise<Reply> {
	const url = new URL(request.url ?? "/", "http://127.0.0.1");
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
	const caller = callerOf(headers, settings);
	const { scope, handle: run } = found.route;
	if (scope !== null && !hasScope(caller, scope)) throw missingScope(scope);
	if (scope !== null && caller.kind !== "key" && !/^(rows|documents)\./.test(scope)) {
		throw new Fault(401, "general_unauthorized_scope", `User (role: guests) missing scopes (["${scope}"])`);
	}
	const body = parseBody(bytes, headers["content-type"] ?? "");
	return run({ params: found.params, search: url.searchParams, body, headers, bytes, caller });
}

/** What a real server has beyond what is served here. */
const SERVICES =
	/^\/(account|avatars|backups|databases|functions|graphql|health|locale|messaging|migrations|project|projects|sites|storage|tablesdb|teams|tokens|users|vcs)(\/|$)/;
const NOT_FOUND_PAGE = "<!doctype html><title>404</title><h1>Page not found</h1>";

function callerOf(headers: Readonly<Record<string, string>>, { projectId, apiKey }: Settings): Caller {
	const project = headers["x-appwrite-project"];
	if (project !== projectId) {
		throw new Fault(
			404,
			"project_not_found",
			"Project with the requested ID could not be found. Please check the value of the X-Appwrite-Project header to ensure the correct project ID is being used.",
		);
	}
	const key = headers["x-appwrite-key"] ?? "";
	if (key === apiKey) return { kind: "key", scopes: "all" };
	return { kind: "guest" };
}

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
