import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";

/** A server may need a while for a new domain: its first container, or a certificate. */
const GIVE_UP_MS = 60_000;
const RETRY_MS = 2000;
const ANSWER_MS = 30_000;

/**
 * Asks an address for its page until it answers 200. Null, or what is wrong. Names below localhost are asked of the server itself:
 * browsers know them, and this machine's resolver may not.
 */
export async function askPage(address: string, endpoint: string): Promise<string | null> {
	const giveUpAt = performance.now() + GIVE_UP_MS;
	for (;;) {
		const fault = await askOnce(address, endpoint);
		if (fault === null || performance.now() > giveUpAt) return fault;
		await sleep(RETRY_MS);
	}
}

function askOnce(address: string, endpoint: string): Promise<string | null> {
	const { protocol, hostname, host, port } = new URL(address);
	const connectTo = hostname.endsWith(".localhost") ? new URL(endpoint).hostname : hostname;
	const request = protocol === "https:" ? requestHttps : requestHttp;
	return new Promise((resolve) => {
		const asked = request({ host: connectTo, port, path: "/", headers: { host }, timeout: ANSWER_MS });
		asked.once("timeout", () => asked.destroy(new Error("no answer")));
		asked.once("error", ({ message }) =>
			resolve(
				`${address} is not reached (${message}). Its name must lead to the server, for https with a certificate`,
			),
		);
		asked.once("response", (response) => {
			response.resume();
			resolve(response.statusCode === 200 ? null : `${address} answers ${response.statusCode}`);
		});
		asked.end();
	});
}
