import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { type Credentials, resolveCaller } from "../auth/resolve-caller.ts";
import type { Events } from "../events.ts";
import { ApiError } from "../http/api-error.ts";
import { isOwnHost, readHost, splitUrl } from "../http/host.ts";
import { requireAllowedOrigin } from "../http/origin.ts";
import { readHeaders } from "../http/send-reply.ts";
import type { Store } from "../store.ts";
import { findUser, presentUser, requireUser } from "../users/users.ts";
import { Connection, type Listener, POLICY_VIOLATION } from "./connection.ts";

/** `setPackageMaxLength` in app/realtime.php of 1.9.6. */
const MAX_MESSAGE_BYTES = 64_000;
/** A client that does not read what is sent to it is cut off. */
const MAX_UNSENT_BYTES = 16 * 1024 * 1024;
const MAX_CONNECTIONS = 1000;

type Needs = {
	readonly store: Store;
	readonly credentials: Credentials;
	readonly events: Pick<Events, "subscribe">;
};

/** Serves `/v1/realtime` over WebSocket. Returns a function that ends every connection. */
export function serveRealtime(server: Server, needs: Needs): () => void {
	const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
	server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
		// Nobody is left to tell of a broken connection.
		stream.on("error", () => {});
		const url = splitUrl(request.url ?? "/");
		const isRealtime = url.pathname === "/v1/realtime" && isOwnHost(readHost(request));
		const isAllowed = isRealtime && hasAllowedOrigin(request, needs.store);
		if (!isAllowed || sockets.clients.size >= MAX_CONNECTIONS) {
			stream.destroy();
			return;
		}
		sockets.handleUpgrade(request, stream, head, (socket) => {
			// A frame that is not valid, or too large: its connection is closed by then.
			socket.on("error", () => {});
			try {
				connect(socket, request, url.searchParams, needs);
			} catch (error) {
				refuse(socket, error);
			}
		});
	});
	return () => {
		for (const socket of sockets.clients) socket.terminate();
	};
}

function hasAllowedOrigin({ headers }: IncomingMessage, store: Store): boolean {
	try {
		requireAllowedOrigin(headers, store);
		return true;
	} catch {
		return false;
	}
}

function refuse(socket: WebSocket, error: unknown): void {
	const isUnknownProject = error instanceof ApiError && error.type === "project_not_found";
	const code = isUnknownProject ? POLICY_VIOLATION : error instanceof ApiError ? error.status : 500;
	const message = isUnknownProject ? "Missing or unknown project ID" : String((error as Error).message);
	socket.send(JSON.stringify({ type: "error", data: { code, message } }));
	socket.close(isUnknownProject ? POLICY_VIOLATION : undefined);
}

function connect(
	socket: WebSocket,
	request: IncomingMessage,
	search: URLSearchParams,
	{ store, credentials, events }: Needs,
): void {
	const listen = (headers: Readonly<Record<string, string>>): Listener => {
		const { caller } = resolveCaller(headers, credentials, store);
		const user = caller.kind === "user" ? presentUser(requireUser(store, caller.userId)) : null;
		return { caller, user };
	};
	const { "x-appwrite-key": _, ...headers } = readHeaders(request);
	const project = headers["x-appwrite-project"] ?? search.get("project") ?? "";
	const connection = new Connection({
		send: (message) => {
			if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.terminate();
			else socket.send(JSON.stringify(message));
		},
		end: (code) => socket.close(code),
		// An API key counts for nothing here, and neither does the `jwt` that the web SDK writes into the address.
		listener: listen({ ...headers, "x-appwrite-project": project }),
		signIn: (secret) => {
			const listener = listen({ "x-appwrite-project": project, "x-appwrite-session": secret });
			return listener.user === null ? null : listener;
		},
		hasUser: (userId) => findUser(store, userId) !== null,
		channels: [...search].filter(([name]) => /^channels\[\d*\]$/.test(name)).map(([, value]) => value),
		events,
		store,
	});
	socket.on("message", (data) => connection.receive(data.toString()));
	socket.once("close", () => connection.close());
}
