/** The header that a signature is sent in. */
export const SIGNATURE_HEADER = "x-chatreel-signature";

/**
 * `t=<seconds>,v1=<hex>`: HMAC-SHA256 of `t.body`, so that a receiver knows who sent it, and when: an old message that somebody
 * has recorded is refused by its time.
 */
export async function signatureOf(body: string, secret: string, nowMs: number): Promise<string> {
	const seconds = Math.floor(nowMs / 1000);
	const bytes = new TextEncoder();
	const algorithm = { name: "HMAC", hash: "SHA-256" };
	const key = await crypto.subtle.importKey("raw", bytes.encode(secret), algorithm, false, ["sign"]);
	const digest = await crypto.subtle.sign("HMAC", key, bytes.encode(`${seconds}.${body}`));
	const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
	return `t=${seconds},v1=${hex}`;
}
