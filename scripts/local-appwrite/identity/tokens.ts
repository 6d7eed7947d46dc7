import { createHmac, timingSafeEqual } from "node:crypto";

/** What a token says: who, until when, and for a function's key what it may. */
export type Claims = {
	readonly kind: "user" | "function";
	readonly userId?: string;
	/** The session it was made from; the token ends with it. */
	readonly sessionId?: string;
	readonly scopes?: readonly string[];
	readonly expiresAtMs: number;
};

/** A JSON Web Token (RFC 7519) signed by HS256. */
export function signToken(claims: Claims, secret: string): string {
	const content = `${encode({ typ: "JWT", alg: "HS256" })}.${encode(claims)}`;
	return `${content}.${signature(content, secret)}`;
}

/** Null where it is not ours, was changed, or has run out. */
export function readToken(token: string, secret: string, nowMs: number): Claims | null {
	const [header = "", body = "", signed = ""] = token.split(".");
	const expected = Buffer.from(signature(`${header}.${body}`, secret));
	const actual = Buffer.from(signed);
	if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return null;
	const claims: Claims = JSON.parse(Buffer.from(body, "base64url").toString());
	return claims.expiresAtMs > nowMs ? claims : null;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

function signature(content: string, secret: string): string {
	return createHmac("sha256", secret).update(content).digest("base64url");
}
