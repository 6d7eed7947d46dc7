// A link to the report that lets a browser in without an account. Threats: a forged or changed link, one that is passed on, and
// one that is read by a page it leads to. The link is a HMAC over whom it is for and until when, by the SERVICE_KEY, and it
// opens reports alone: nothing can be written with it. It lives ten minutes; pages send no referrer and load nothing.
// Not covered: whoever is given the link while it lives sees what it shows.
import { hexOf, hmacKeyOf } from "../../core/hash.ts";
import { isUserId } from "./ids.ts";

/** For whom a report is: everything, or one user's share. */
export type Viewer = { readonly kind: "all" } | { readonly kind: "user"; readonly userId: string };

export const LINK_MS = 600_000;

/** What a key signs beside this is no link. */
const PURPOSE = "chatreel quota-report link 1";

/** The token of a link: letters, digits, dots, hyphens and underscores, because queries are not decoded everywhere. */
export async function signLink(serviceKey: string, viewer: Viewer, nowMs: number): Promise<string> {
	const [scope, until] = [scopeOf(viewer), String(nowMs + LINK_MS)];
	const key = await hmacKeyOf(serviceKey);
	const signature = await crypto.subtle.sign("HMAC", key, signedBytes(scope, until));
	return `${scope}.${until}.${hexOf(new Uint8Array(signature))}`;
}

/** Whom a token is for; null where it is not valid, or no longer. WebCrypto compares in constant time. */
export async function openLink(serviceKey: string, token: string, nowMs: number): Promise<Viewer | null> {
	const [, scope = "", until = "", signature = ""] =
		/^([A-Za-z0-9_-]{1,100})\.(\d{1,15})\.([0-9a-f]{64})$/.exec(token) ?? [];
	const viewer = viewerOf(scope);
	if (viewer === null) return null;
	const key = await hmacKeyOf(serviceKey);
	const isSigned = await crypto.subtle.verify("HMAC", key, bytesOf(signature), signedBytes(scope, until));
	const leftMs = Number(until) - nowMs;
	return isSigned && leftMs > 0 && leftMs <= LINK_MS ? viewer : null;
}

/** Ids of users hold dots too, so they are written in hexadecimal digits. */
function scopeOf(viewer: Viewer): string {
	return viewer.kind === "all" ? "all" : `u${hexOf(new TextEncoder().encode(viewer.userId))}`;
}

function viewerOf(scope: string): Viewer | null {
	if (scope === "all") return { kind: "all" };
	if (!/^u([0-9a-f]{2})+$/.test(scope)) return null;
	const userId = new TextDecoder().decode(bytesOf(scope.slice(1)));
	return isUserId(userId) ? { kind: "user", userId } : null;
}

const signedBytes = (scope: string, until: string) =>
	new TextEncoder().encode(`${PURPOSE}\n${scope}\n${until}`);

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
