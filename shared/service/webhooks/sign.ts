import { importHmacKey, toHex } from "../../core/hash.ts";

/**
 * The value of `x-chatreel-signature`: `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`. The time is signed too, against
 * replay of an intercepted message.
 */
export async function signPayload(secret: string, body: string, unixSeconds: number): Promise<string> {
	const key = await importHmacKey(secret);
	const mac = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`${unixSeconds}.${body}`));
	return `t=${unixSeconds},v1=${toHex(new Uint8Array(mac))}`;
}
