import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** What becomes of a call: it passes; its answer is lost after it had its effect; it never arrives; or it is answered so. */
export type Fate =
	| "pass"
	| "lose answer"
	| "never arrive"
	| { readonly status: number; readonly body: object };

export type ProxiedCall = { readonly index: number; readonly method: string; readonly path: string };

type Rule = (call: ProxiedCall) => Fate | Promise<Fate>;

export type FaultyProxy = {
	/** The Appwrite endpoint behind it. */
	readonly endpoint: string;
	/** The calls since the rule was set, in order. */
	readonly calls: () => readonly ProxiedCall[];
	/** A rule may take its time: until then the call is held. */
	readonly setRule: (rule: Rule) => void;
	/** The Appwrite endpoint to which it passes what passes. */
	readonly setTarget: (endpoint: string) => void;
	readonly close: () => Promise<void>;
};

/** A connection to an Appwrite that can be bad: an HTTP proxy that decides the fate of each call. */
export async function startFaultyProxy(): Promise<FaultyProxy> {
	let targetPort = "";
	let rule: Rule = () => "pass";
	let calls: ProxiedCall[] = [];
	const server = createServer(async (incoming, outgoing) => {
		const { method = "GET", url = "/", headers } = incoming;
		const body = await buffer(incoming).catch(() => null);
		// The caller was killed before its call had arrived.
		if (body === null) return;
		const call = { index: calls.length, method, path: url.split("?")[0] ?? url };
		calls.push(call);
		const fate = await rule(call);
		if (typeof fate === "object") {
			outgoing.writeHead(fate.status, { "content-type": "application/json" }).end(JSON.stringify(fate.body));
			return;
		}
		if (fate === "never arrive") {
			incoming.socket.destroy();
			return;
		}
		const passed = request(
			{ host: "127.0.0.1", port: targetPort, method, path: url, headers, agent: false },
			async (answer) => {
				const bytes = await buffer(answer);
				if (fate === "lose answer") incoming.socket.destroy();
				else outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(bytes);
			},
		);
		passed.once("error", () => incoming.socket.destroy());
		passed.end(body);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		calls: () => calls,
		setRule: (next) => {
			rule = next;
			calls = [];
		},
		setTarget: (endpoint) => {
			targetPort = new URL(endpoint).port;
		},
		close: () => {
			server.closeAllConnections();
			return new Promise((resolve) => server.close(() => resolve()));
		},
	};
}
