import type { IncomingMessage } from "node:http";

/** The path and query of a request as it was sent, without resolving `..`. Some clients write their server's address before it. */
export function splitUrl(url: string): {
	readonly pathname: string;
	readonly searchParams: URLSearchParams;
} {
	const [pathname = "", ...query] = url.replace(/^https?:\/\/[^/?]*/i, "").split("?");
	return { pathname, searchParams: new URLSearchParams(query.join("?")) };
}

/** The host that a request names, in lower case and without the port; empty when it names none. */
export const readHost = ({ headers }: IncomingMessage): string =>
	(headers.host ?? "").toLowerCase().replace(/:\d+$/, "");

/**
 * Whether a host's name is this machine's own. A page of evil.example whose owner points that name to 127.0.0.1 would be of one
 * origin with the server and could read all that a guest may, but it says evil.example here (DNS rebinding). Browsers take
 * every name below localhost for this machine.
 */
export function isOwnHost(host: string): boolean {
	return ["", "127.0.0.1", "[::1]", "localhost"].includes(host) || host.endsWith(".localhost");
}
