import type { Reply } from "./router.ts";

/**
 * Pages of this machine alone may call, as on a real server only those of a registered platform: any page that a person
 * has open could else use their server. What sends no origin is no page.
 */
export function isAllowedOrigin(origin: string | undefined): boolean {
	return origin === undefined || /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin);
}

/** What lets a browser hand the answer to its page, cookies and all. */
export function corsHeaders(origin: string | undefined): NonNullable<Reply["headers"]> {
	if (origin === undefined || !isAllowedOrigin(origin)) return {};
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
