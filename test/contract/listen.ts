import { WebSocket } from "ws";
import { until } from "../helpers/until.ts";
import type { Server } from "./connect.ts";

type Message = { readonly type: string; readonly data: Record<string, unknown> };

export type Listening = {
	/** All that came and was not waited for. */
	readonly messages: Message[];
	/** Resolves with the next message of a type. */
	readonly next: (type: string) => Promise<Message>;
	/** Sends without waiting. */
	readonly send: (type: string, data?: unknown) => void;
	/** Sends, and resolves with the answer. */
	readonly ask: (type: string, data: unknown) => Promise<Message>;
	/** Resolves with the code when the other side has closed. */
	readonly closed: Promise<number>;
	readonly leave: () => void;
};

type Options = {
	readonly headers?: Record<string, string>;
	readonly query?: string;
	readonly project?: string;
};

/** Opens a connection to realtime, as anybody unless headers say otherwise. */
export function openRealtime(
	{ admin }: Server,
	{ headers = {}, query = "", project }: Options = {},
): Listening {
	const { endpoint, project: own } = admin.config;
	const address = `${endpoint.replace(/^http/, "ws")}/realtime?project=${project ?? own}${query}`;
	const socket = new WebSocket(address, { headers });
	const messages: Message[] = [];
	socket.on("message", (data) => messages.push(JSON.parse(data.toString())));
	const send = (type: string, data?: unknown) => socket.send(JSON.stringify({ type, data }));
	const next = (type: string) => {
		const take = () => {
			const index = messages.findIndex((message) => message.type === type);
			return index < 0 ? undefined : messages.splice(index, 1)[0];
		};
		return until(take, 10);
	};
	return {
		messages,
		next,
		send,
		ask: (type, data) => {
			send(type, data);
			return next("response");
		},
		closed: new Promise((resolve) => socket.once("close", resolve)),
		leave: () => socket.terminate(),
	};
}
