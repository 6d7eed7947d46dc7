/** A secret as a key of HMAC-SHA256, for WebCrypto's `sign` and `verify`. */
export function hmacKeyOf(secret: string): Promise<CryptoKey> {
	const algorithm = { name: "HMAC", hash: "SHA-256" };
	return crypto.subtle.importKey("raw", new TextEncoder().encode(secret), algorithm, false, [
		"sign",
		"verify",
	]);
}
