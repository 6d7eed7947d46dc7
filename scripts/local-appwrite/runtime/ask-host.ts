import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import type { FunctionProcess } from "./start-process.ts";

export type RuntimeRequest = {
	readonly executionId: string;
	readonly method: string;
	/** Path and query. */
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
	readonly timeoutSeconds: number;
};

export type HostAnswer = {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
	/** False: Node's HTTP server refused the request before the host saw it, and nothing is logged of it. */
	readonly isLogged: boolean;
};

/** The executor gives a runtime this much longer than the function's timeout (executor 0.25.4, Runner/Docker.php). */
const GRACE_MS = 5000;
/** curl's own limit for all headers of an answer is 300 kB (CURL_MAX_HTTP_HEADER is 100 kB for one). */
const MAX_HEADER_BYTES = 300 * 1024;
const OWN = "x-open-runtimes-";

/** Sends a request to a function's process. Rejects when it cannot be sent, or is not answered. */
export function askHost({ port, secret }: FunctionProcess, asked: RuntimeRequest): Promise<HostAnswer> {
	return new Promise((resolve, reject) => {
		const { executionId, method, path, headers, body, timeoutSeconds } = asked;
		const own = {
			[`${OWN}secret`]: secret,
			[`${OWN}log-id`]: executionId,
			[`${OWN}timeout`]: String(timeoutSeconds),
			"content-length": String(body.byteLength),
		};
		const outgoing = request(
			{
				...{ host: "127.0.0.1", port, method, path, headers: { ...headers, ...own }, agent: false },
				maxHeaderSize: MAX_HEADER_BYTES,
				signal: AbortSignal.timeout(1000 * timeoutSeconds + GRACE_MS),
			},
			(incoming) => {
				const taken = Object.entries(incoming.headers).filter(([name]) => !name.startsWith(OWN));
				buffer(incoming).then(
					(bytes) =>
						resolve({
							statusCode: incoming.statusCode ?? 500,
							headers: Object.fromEntries(taken.map(([name, value]) => [name, String(value)])),
							body: bytes,
							isLogged: incoming.headers[`${OWN}log-id`] !== undefined,
						}),
					reject,
				);
			},
		);
		outgoing.once("error", reject);
		outgoing.end(body);
	});
}
