import type { IncomingMessage } from "node:http";

/** The path and query of a request, as it was sent: no part of it is resolved away, as `..` would be. Some clients write their server's address before it. */
export function addressOf(url: string): {
	readonly pathname: string;
	readonly searchParams: URLSearchParams;
} {
	const [pathname = "", ...query] = url.replace(/^https?:\/\/[^/?]*/i, "").split("?");
	return { pathname, searchParams: new URLSearchParams(query.join("?")) };
}

/** Of a request, in lower case and without the port; empty where it names none. */
export const hostOf = ({ headers }: IncomingMessage): string =>
	(headers.host ?? "").toLowerCase().replace(/:\d+$/, "");

/**
 * Whether a host's name is this machine's own. A page of evil.example whose name its owner has led to 127.0.0.1 would be of one
 * origin with the server, and could read all that a guest may; but it says evil.example here (DNS rebinding). Browsers take
 * every name below localhost for this machine without asking anybody.
 */
export function isOwnHost(host: string): boolean {
	return ["", "127.0.0.1", "[::1]", "localhost"].includes(host) || host.endsWith(".localhost");
}
