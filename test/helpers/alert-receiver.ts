import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

type Received = {
	readonly headers: IncomingHttpHeaders;
	readonly text: string;
	readonly body: {
		readonly id: string;
		readonly title: string;
		readonly remark: string;
		readonly alerts: readonly { readonly name: string; readonly state: string; readonly severity: string }[];
	};
};

export type AlertReceiver = {
	readonly address: string;
	/** What it took, in order. */
	readonly taken: readonly Received[];
	/** How often it was asked, whatever it answered. */
	readonly asked: () => number;
	/** What it answers from now on. */
	readonly answerWith: (status: number) => void;
	readonly close: () => Promise<void>;
};

/** Where alerts arrive. */
export async function startAlertReceiver(): Promise<AlertReceiver> {
	const taken: Received[] = [];
	let status = 204;
	let asked = 0;
	const server = createServer(async (request, response) => {
		const body = await text(request);
		asked += 1;
		if (status < 300) taken.push({ headers: request.headers, text: body, body: JSON.parse(body) });
		response.writeHead(status).end();
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`,
		taken,
		asked: () => asked,
		answerWith: (next) => {
			status = next;
		},
		close: () => {
			server.closeAllConnections();
			return new Promise((resolve) => server.close(() => resolve()));
		},
	};
}
