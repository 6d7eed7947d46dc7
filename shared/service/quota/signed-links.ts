// A link that shows the report in a browser without an account. Threats: a forged or changed link, a link that is passed on, and
// a link that leaks to a page it leads to. Defence: the link is an HMAC with the SERVICE_KEY over viewer and expiry, and it only
// reads reports. It expires after ten minutes; pages send no referrer and load nothing. Not covered: a person who gets the link
// before it expires sees the report.

import { importHmacKey, toHex } from "../../core/hash.ts";
import type { EpochMs } from "../../core/time.ts";
import { isUserId } from "./ids.ts";

/** A report covers all users, or one. */
export type Viewer = { readonly kind: "all" } | { readonly kind: "user"; readonly userId: string };

export const LINK_MS = 600_000;

/** Part of the signed text, so that no other signature of the key is a link. */
const PURPOSE = "chatreel quota-report link 1";

/** The token has only letters, digits, dots, hyphens and underscores, because not every client decodes queries. */
export async function signLink(serviceKey: string, viewer: Viewer, nowMs: EpochMs): Promise<string> {
	const [scope, until] = [formatScope(viewer), String(nowMs + LINK_MS)];
	const key = await importHmacKey(serviceKey);
	const signature = await crypto.subtle.sign("HMAC", key, signedBytes(scope, until));
	return `${scope}.${until}.${toHex(new Uint8Array(signature))}`;
}

/** The viewer of a token; null when it is invalid or expired. WebCrypto compares in constant time. */
export async function verifyLink(serviceKey: string, token: string, nowMs: number): Promise<Viewer | null> {
	const [, scope = "", until = "", signature = ""] =
		/^([A-Za-z0-9_-]{1,100})\.(\d{1,15})\.([0-9a-f]{64})$/.exec(token) ?? [];
	const viewer = parseScope(scope);
	if (viewer === null) return null;
	const key = await importHmacKey(serviceKey);
	const isSigned = await crypto.subtle.verify("HMAC", key, fromHex(signature), signedBytes(scope, until));
	const leftMs = Number(until) - nowMs;
	return isSigned && leftMs > 0 && leftMs <= LINK_MS ? viewer : null;
}

/** User ids may contain dots, so they are written in hexadecimal. */
function formatScope(viewer: Viewer): string {
	return viewer.kind === "all" ? "all" : `u${toHex(new TextEncoder().encode(viewer.userId))}`;
}

function parseScope(scope: string): Viewer | null {
	if (scope === "all") return { kind: "all" };
	if (!/^u([0-9a-f]{2})+$/.test(scope)) return null;
	const userId = new TextDecoder().decode(fromHex(scope.slice(1)));
	return isUserId(userId) ? { kind: "user", userId } : null;
}

const signedBytes = (scope: string, until: string) =>
	new TextEncoder().encode(`${PURPOSE}\n${scope}\n${until}`);

function fromHex(hex: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
