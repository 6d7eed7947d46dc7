import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { addressOf, hostOf, isOwnHost } from "../http/address.ts";
import { headersOf } from "../http/answer.ts";
import { Fault } from "../http/fault.ts";
import { requireAllowedOrigin } from "../http/origin.ts";
import { resolveCaller } from "../identity/resolve-caller.ts";
import { presentUser } from "../identity/users.ts";
import type { Parts } from "../parts.ts";
import { createConnection, type Listener, POLICY_VIOLATION } from "./connection.ts";

/** `setPackageMaxLength` in app/realtime.php of 1.9.6. */
const MAX_MESSAGE_BYTES = 64_000;
/** Who does not read what is sent to them is left. */
const MAX_UNSENT_BYTES = 16 * 1024 * 1024;
const MAX_CONNECTIONS = 1000;

/** Serves `/v1/realtime` over WebSocket. Returns what ends every connection. */
export function serveRealtime(server: Server, parts: Parts): () => void {
	const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
	server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
		// A connection that breaks has nobody left to tell.
		stream.on("error", () => {});
		const url = addressOf(request.url ?? "/");
		const isRealtime = url.pathname === "/v1/realtime" && isOwnHost(hostOf(request));
		if (!isRealtime || !isOfAllowedOrigin(request, parts) || sockets.clients.size >= MAX_CONNECTIONS) {
			stream.destroy();
			return;
		}
		sockets.handleUpgrade(request, stream, head, (socket) => {
			// A frame that is none, or too large: its connection is closed by then.
			socket.on("error", () => {});
			try {
				serve(socket, request, url, parts);
			} catch (error) {
				refuse(socket, error);
			}
		});
	});
	return () => {
		for (const socket of sockets.clients) socket.terminate();
	};
}

function isOfAllowedOrigin({ headers }: IncomingMessage, parts: Parts): boolean {
	try {
		requireAllowedOrigin(headers, parts);
		return true;
	} catch {
		return false;
	}
}

function refuse(socket: WebSocket, error: unknown): void {
	const isUnknownProject = error instanceof Fault && error.type === "project_not_found";
	const code = isUnknownProject ? POLICY_VIOLATION : error instanceof Fault ? error.status : 500;
	const message = isUnknownProject ? "Missing or unknown project ID" : String((error as Error).message);
	socket.send(JSON.stringify({ type: "error", data: { code, message } }));
	socket.close(isUnknownProject ? POLICY_VIOLATION : undefined);
}

function serve(
	socket: WebSocket,
	request: IncomingMessage,
	{ searchParams }: Pick<URL, "searchParams">,
	parts: Parts,
): void {
	const { credentials, users, events, now } = parts;
	const listenerOf = (headers: Readonly<Record<string, string>>): Listener => {
		const { caller } = resolveCaller(headers, credentials, parts);
		return { caller, user: caller.kind === "user" ? presentUser(users.get(caller.userId)) : null };
	};
	const { "x-appwrite-key": _, ...headers } = headersOf(request);
	const project = headers["x-appwrite-project"] ?? searchParams.get("project") ?? "";
	const connection = createConnection({
		send: (message) => {
			if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.terminate();
			else socket.send(JSON.stringify(message));
		},
		end: (code) => socket.close(code),
		// An API key counts for nothing here, and neither does the `jwt` that the web SDK writes into the address.
		listener: listenerOf({ ...headers, "x-appwrite-project": project }),
		signIn: (secret) => {
			const listener = listenerOf({ "x-appwrite-project": project, "x-appwrite-session": secret });
			return listener.user === null ? null : listener;
		},
		isThere: (userId) => users.find(userId) !== null,
		channels: [...searchParams].filter(([name]) => /^channels\[\d*\]$/.test(name)).map(([, value]) => value),
		events,
		now,
	});
	socket.on("message", (data) => connection.receive(data.toString()));
	socket.once("close", connection.close);
}
