import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { headersOf } from "../http/answer.ts";
import { isAllowedOrigin } from "../http/origin.ts";
import { resolveCaller } from "../identity/resolve-caller.ts";
import { presentUser } from "../identity/users.ts";
import type { Parts } from "../parts.ts";
import { createConnection, type Listener } from "./connection.ts";

/** The close code with which clients do not come back: what they ask for will not be right the next time either. */
const POLICY_VIOLATION = 1008;

/** Serves `/v1/realtime` over WebSocket. Returns what ends every connection. */
export function serveRealtime(server: Server, parts: Parts): () => void {
	const sockets = new WebSocketServer({ noServer: true });
	server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
		const url = new URL(request.url ?? "/", "http://127.0.0.1");
		if (url.pathname !== "/v1/realtime" || !isAllowedOrigin(request.headers.origin)) {
			stream.destroy();
			return;
		}
		sockets.handleUpgrade(request, stream, head, (socket) => {
			try {
				serve(socket, request, url, parts);
			} catch (error) {
				const message = error instanceof Error ? error.message : String(error);
				socket.send(JSON.stringify({ type: "error", data: { code: POLICY_VIOLATION, message } }));
				socket.close(POLICY_VIOLATION);
			}
		});
	});
	return () => {
		for (const socket of sockets.clients) socket.terminate();
	};
}

function serve(socket: WebSocket, request: IncomingMessage, { searchParams }: URL, parts: Parts): void {
	const { credentials, users, events, now } = parts;
	// A browser cannot send headers with a WebSocket: its project and JWT are in the address, its session in a cookie.
	const given = {
		...headersOf(request),
		"x-appwrite-project": searchParams.get("project") ?? "",
		"x-appwrite-jwt": searchParams.get("jwt") ?? "",
	};
	const listenerOf = (headers: Readonly<Record<string, string>>): Listener => {
		const { caller } = resolveCaller(headers, credentials, parts);
		return { caller, user: caller.kind === "user" ? presentUser(users.get(caller.userId)) : null };
	};
	const connection = createConnection({
		send: (message) => socket.send(JSON.stringify(message)),
		listener: listenerOf(given),
		signIn: (secret) => {
			const project = { "x-appwrite-project": credentials.projectId };
			const listener = listenerOf({ ...project, "x-appwrite-session": secret });
			return listener.user === null ? null : listener;
		},
		channels: [...searchParams].filter(([name]) => /^channels\[\d*\]$/.test(name)).map(([, value]) => value),
		events,
		now,
	});
	socket.on("message", (data) => connection.receive(data.toString()));
	socket.once("close", connection.close);
}
