import { lookup } from "node:dns/promises";
import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { isPublicAddress, parseHostAddress } from "../../core/address-rules.ts";
import { untilAborted } from "../../core/time.ts";
import type { SendWebhook } from "../../service/webhooks/deliver.ts";

type Address = { readonly address: string; readonly family: number };

type SenderOptions = {
	/** Allows addresses of private networks. */
	readonly allowPrivate: boolean;
	/** Returns all addresses of a name. */
	readonly resolve?: (hostname: string) => Promise<readonly Address[]>;
	/** A certificate authority to trust as well, PEM. */
	readonly ca?: string;
	readonly timeoutMs?: number;
};

/** The time for a receiver, from the look-up of its name to the first line of its answer. */
const TIMEOUT_MS = 10_000;

/** One sentence for a missing name, a private address and a slow look-up, so that a caller cannot tell them apart. */
const NOT_PUBLIC = "Its name does not lead to the public internet.";

/**
 * Sends a webhook, whose body is JSON, to the address that was checked: the name is looked up once, all its addresses must be public, and the
 * connection goes to these very addresses. Redirects are not followed, and only the status of the answer is read.
 */
export function createWebhookSender(options: SenderOptions): SendWebhook {
	const { allowPrivate, resolve = resolveAll, ca, timeoutMs = TIMEOUT_MS } = options;
	return async ({ target, headers, body }) => {
		const signal = AbortSignal.timeout(timeoutMs);
		const url = new URL(target);
		const addresses = await untilAborted(() => findAddresses(url.hostname, resolve), signal).catch(() => []);
		const mayConnect = allowPrivate || addresses.every(({ address }) => isPublicAddress(address));
		if (addresses.length === 0 || !mayConnect) return NOT_PUBLIC;
		try {
			const tls = ca === undefined ? {} : { ca };
			const options = { ...tls, signal, lookup: always(addresses) };
			const status = await untilAborted(() => post(url, headers, body, options), signal);
			if (status >= 200 && status < 300) return null;
			return status >= 300 && status < 400
				? `It answered ${status}; redirects are not followed.`
				: `It answered ${status}.`;
		} catch (error) {
			if (signal.aborted) return `There was no answer within ${timeoutMs / 1000} s.`;
			const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
			return `There was no answer${code}.`;
		}
	};
}

type PostOptions = {
	readonly signal: AbortSignal;
	readonly lookup: LookupFunction;
	readonly ca?: string;
};

function post(
	url: URL,
	headers: Readonly<Record<string, string>>,
	body: string,
	options: PostOptions,
): Promise<number> {
	const request = url.protocol === "http:" ? overHttp : overHttps;
	const described = {
		...headers,
		"user-agent": "chatreel",
		"content-type": "application/json",
		"content-length": String(Buffer.byteLength(body)),
	};
	return new Promise((done, failed) => {
		const sent = request(url, { ...options, method: "POST", headers: described, agent: false }, (answer) => {
			answer.destroy();
			done(answer.statusCode ?? 0);
		});
		// Without a listener Node drops the connection of a 101 silently.
		sent.once("upgrade", ({ statusCode }, socket) => {
			socket.destroy();
			done(statusCode ?? 0);
		});
		sent.once("error", failed);
		sent.once("close", () => failed(new Error("The connection ended without an answer.")));
		sent.end(body);
	});
}

async function findAddresses(
	hostname: string,
	resolve: NonNullable<SenderOptions["resolve"]>,
): Promise<readonly Address[]> {
	const literal = parseHostAddress(hostname);
	if (literal === null) return resolve(hostname);
	return [{ address: literal, family: literal.includes(":") ? 6 : 4 }];
}

function resolveAll(hostname: string): Promise<readonly Address[]> {
	return lookup(hostname, { all: true });
}

/** Node asks for one address or for all, depending on its version. */
function always(addresses: readonly Address[]): LookupFunction {
	return (_hostname, { all }, answer) => {
		const [first] = addresses;
		if (all === true) answer(null, [...addresses]);
		else answer(null, first?.address ?? "", first?.family);
	};
}
