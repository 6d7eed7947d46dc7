import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

type ReceivedHook = { readonly headers: IncomingHttpHeaders; readonly body: string };

export type Receiver = {
	readonly url: string;
	readonly hooks: ReceivedHook[];
	/** Statuses of the next answers; 204 when there are no more. */
	readonly answers: number[];
	readonly close: () => Promise<void>;
};

/** Somebody's server that webhooks are sent to. */
export async function startReceiver(): Promise<Receiver> {
	const hooks: ReceivedHook[] = [];
	const answers: number[] = [];
	const server = createServer(async (request, response) => {
		hooks.push({ headers: request.headers, body: await text(request) });
		response.writeHead(answers.shift() ?? 204).end();
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
		hooks,
		answers,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
