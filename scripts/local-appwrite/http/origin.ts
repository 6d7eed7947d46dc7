import type { IncomingHttpHeaders } from "node:http";
import type { Parts } from "../parts.ts";
import { Fault } from "./fault.ts";
import type { Reply } from "./router.ts";

/** Schemes of pages and of browsers' extensions, and how they are called. */
const WEB = new Map(
	Object.entries({
		http: "Web",
		https: "Web",
		"chrome-extension": "Web (Chrome Extension)",
		"moz-extension": "Web (Firefox Extension)",
		"safari-web-extension": "Web (Safari Extension)",
		"ms-browser-extension": "Web (Edge Extension)",
		tauri: "Web (Tauri)",
	}),
);

/**
 * Throws where a page asks whose host is none of the project's: of `localhost`, of a registered platform, of a rule. Any page
 * that a person has open could else use their server. What sends no origin is no page, and a key shows that it is none.
 */
export function requireAllowedOrigin(headers: IncomingHttpHeaders, parts: Parts): void {
	const { origin = "" } = headers;
	if (origin === "" || (headers["x-appwrite-key"] ?? "") !== "") return;
	const { scheme, host } = partsOf(origin);
	const platform = WEB.get(scheme);
	if (platform !== undefined && isAllowedHost(host, parts)) return;
	throw new Fault(403, "general_unknown_origin", refusal(origin, scheme, host, platform));
}

/** What lets a browser hand the answer to its page, cookies and all. */
export function corsHeaders(
	origin: string | undefined,
	isPreflight: boolean,
	parts: Parts,
): NonNullable<Reply["headers"]> {
	if (origin === undefined) return {};
	if (!isPreflight && !isAllowedHost(partsOf(origin).host, parts)) return {};
	return {
		"access-control-allow-origin": origin,
		"access-control-allow-credentials": "true",
		"access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE, HEAD",
		"access-control-allow-headers":
			"Accept, Authorization, Content-Range, Content-Type, Cookie, Origin, Range, X-Appwrite-Dev-Key, " +
			"X-Appwrite-ID, X-Appwrite-JWT, X-Appwrite-Key, X-Appwrite-Locale, X-Appwrite-Project, " +
			"X-Appwrite-Response-Format, X-Appwrite-Session, X-Appwrite-Timestamp, X-Fallback-Cookies, " +
			"X-Requested-With, X-SDK-Language, X-SDK-Name, X-SDK-Platform, X-SDK-Version",
		"access-control-expose-headers": "X-Appwrite-Session, X-Fallback-Cookies",
		vary: "Origin",
	};
}

function isAllowedHost(host: string, { platforms, rules }: Parts): boolean {
	const names = ["localhost", ...platforms.list().map(({ hostname }) => hostname.toLowerCase())];
	const isNamed = names.some((name) => (name.startsWith("*") ? host.endsWith(name.slice(1)) : host === name));
	return host !== "" && (isNamed || names.includes("*") || rules.ofDomain(host) !== null);
}

function partsOf(origin: string): { readonly scheme: string; readonly host: string } {
	const [, scheme = "", host = ""] = /^([a-z][a-z0-9+.-]*):\/\/(\[[^\]]*\]|[^:/]*)/i.exec(origin) ?? [];
	return { scheme, host: host.toLowerCase() };
}

/** In the real server's words. */
function refusal(origin: string, scheme: string, host: string, platform: string | undefined): string {
	if (scheme === "" && host === "") return "Invalid Origin.";
	if (platform === undefined) {
		return `Invalid Scheme. The scheme used (${scheme}) in the Origin (${origin}) is not supported. If you are using a custom scheme, please change it to \`appwrite-callback-<PROJECT_ID>\``;
	}
	const where = host === "" ? "" : `(${host})`;
	return `Invalid Origin. Register your new client ${where} as a new ${platform} platform on your project console dashboard`;
}
