import { hexOf, hmacKeyOf } from "../../core/hash.ts";

/**
 * The value of `x-chatreel-signature`: `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`. The time is signed too, so that a
 * message that was listened to cannot be sent again later.
 */
export async function signatureOf(secret: string, body: string, unixSeconds: number): Promise<string> {
	const key = await hmacKeyOf(secret);
	const mac = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`${unixSeconds}.${body}`));
	return `t=${unixSeconds},v1=${hexOf(new Uint8Array(mac))}`;
}
