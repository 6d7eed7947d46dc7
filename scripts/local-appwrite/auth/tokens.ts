import { createHmac, timingSafeEqual } from "node:crypto";
import { invalidParam } from "../http/api-error.ts";
import type { Call } from "../http/route.ts";

/** A JWT's life, in seconds. */
const JWT_SECONDS = { fallback: 900, max: 3600 };

/** The claims of a token: who, until when and, for a function's key, its scopes. */
export type Claims = {
	readonly kind: "user" | "function";
	readonly userId?: string;
	/** The session it was made from: the token expires with it. */
	readonly sessionId?: string;
	readonly scopes?: readonly string[];
	readonly expiresAtMs: number;
};

/** A JSON Web Token (RFC 7519) signed by HS256. */
export function signToken(claims: Claims, secret: string): string {
	const content = `${encode({ typ: "JWT", alg: "HS256" })}.${encode(claims)}`;
	return `${content}.${signature(content, secret)}`;
}

/** The prefix of a function's key, by the server's version. */
export const FUNCTION_KEY_PREFIX = "ephemeral_";

/** The short-lived API key of an execution, or of a build: of just the function's scopes. */
export function functionKey(scopes: readonly string[], expiresAtMs: number, secret: string): string {
	return FUNCTION_KEY_PREFIX + signToken({ kind: "function", scopes, expiresAtMs }, secret);
}

/** The claims of a token, or its error in the words of the real server's library. */
export function readToken(
	token: string,
	secret: string,
	nowMs: number,
): Claims | "Incomplete segments" | "Signature failed" | "Expired" {
	const [header, body, signed] = token.split(".");
	if (header === undefined || body === undefined || signed === undefined) return "Incomplete segments";
	const expected = Buffer.from(signature(`${header}.${body}`, secret));
	const actual = Buffer.from(signed);
	if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return "Signature failed";
	const claims: Claims = JSON.parse(Buffer.from(body, "base64url").toString());
	return claims.expiresAtMs > nowMs ? claims : "Expired";
}

/** When a JWT expires that a request asks for: after its `duration` in seconds. */
export function jwtEndMs(body: Call["body"], nowMs: number): number {
	const seconds = Number(body["duration"] ?? JWT_SECONDS.fallback);
	if (seconds >= 1 && seconds <= JWT_SECONDS.max) return nowMs + 1000 * seconds;
	throw invalidParam("duration", `Value must be a valid range between 1 and ${JWT_SECONDS.max}`);
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

function signature(content: string, secret: string): string {
	return createHmac("sha256", secret).update(content).digest("base64url");
}
