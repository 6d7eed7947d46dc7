import { hexOf } from "./hex.ts";

/** SHA-256 of a text's UTF-8 bytes, as 64 hex digits. WebCrypto, so that it runs anywhere. */
export async function sha256Hex(text: string): Promise<string> {
	const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
	return hexOf(new Uint8Array(digest));
}
