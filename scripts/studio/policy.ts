/**
 * What the page may do: nothing but its own files, and no text that becomes code. A worker takes the policy of its own answer, so
 * all files have it. Pictures and videos are made in the page, or fetched by it, as `data:` and `blob:`. With a server that renders,
 * the page may also call that one host, and follow its jobs there.
 */
export function writePolicy(endpoint: string | null): string {
	const called = endpoint === null ? [] : hostsOf(endpoint);
	return [
		"default-src 'none'",
		...["script-src", "style-src", "font-src", "worker-src"].map((name) => `${name} 'self'`),
		["connect-src 'self'", ...called].join(" "),
		"img-src 'self' data: blob:",
		"media-src 'self' blob:",
		...["base-uri", "form-action", "frame-ancestors"].map((name) => `${name} 'none'`),
		"require-trusted-types-for 'script'",
		"trusted-types chatreel-workers",
	].join("; ");
}

/** Of requests, and of realtime: a WebSocket is of another scheme. */
function hostsOf(endpoint: string): readonly string[] {
	const { origin } = new URL(endpoint);
	return [origin, origin.replace(/^http/, "ws")];
}
