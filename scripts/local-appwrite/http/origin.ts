import type { IncomingHttpHeaders } from "node:http";
import { allPlatforms } from "../project/platforms.ts";
import { findRuleByDomain } from "../proxy/rules.ts";
import type { Store } from "../store.ts";
import { ApiError } from "./api-error.ts";
import type { Reply } from "./route.ts";

/** Schemes of pages and of browsers' extensions, and what the real server calls them. */
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
 * Throws when a page calls whose host is neither `localhost`, nor a registered platform's, nor a rule's: any page that a person
 * has open could else use their server. A request without an origin comes from no page, and one with a key neither.
 */
export function requireAllowedOrigin(headers: IncomingHttpHeaders, store: Store): void {
	const { origin = "" } = headers;
	if (origin === "" || (headers["x-appwrite-key"] ?? "") !== "") return;
	const { scheme, host } = splitOrigin(origin);
	const platform = WEB.get(scheme);
	if (platform !== undefined && isAllowedHost(host, store)) return;
	throw new ApiError(403, "general_unknown_origin", refusal(origin, scheme, host, platform));
}

/** What lets a browser hand the answer to its page, cookies and all. */
export function corsHeaders(
	origin: string | undefined,
	isPreflight: boolean,
	store: Store,
): NonNullable<Reply["headers"]> {
	if (origin === undefined) return {};
	if (!isPreflight && !isAllowedHost(splitOrigin(origin).host, store)) return {};
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

function isAllowedHost(host: string, store: Store): boolean {
	const names = ["localhost", ...allPlatforms(store).map(({ hostname }) => hostname.toLowerCase())];
	const isNamed = names.some((name) => (name.startsWith("*") ? host.endsWith(name.slice(1)) : host === name));
	return host !== "" && (isNamed || names.includes("*") || findRuleByDomain(store, host) !== null);
}

function splitOrigin(origin: string): { readonly scheme: string; readonly host: string } {
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
