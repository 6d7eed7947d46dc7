type Headers = Readonly<Record<string, string>>;

type Sent = { readonly path: string; readonly body: Buffer; readonly headers: Headers };

type Given = {
	readonly path: string;
	readonly body: Buffer;
	/** The caller's and the server's in one. */
	readonly headers: Headers;
	/** The caller's as they came. */
	readonly callersHeaders: Headers;
};

/** What they say is of one connection alone: the one to a function's process is another than the caller's. */
const OF_THE_CONNECTION = new Set([
	...["connection", "content-length", "keep-alive", "proxy-connection", "te", "trailer"],
	...["transfer-encoding", "upgrade"],
]);

/**
 * A request as the executor sends it to a function's process, by PHP's curl (executor 0.25.4, Runner/Docker.php):
 *
 * - A path without a slash before it gets one. What is behind `#` stays here. With a space or a control character in it, curl
 *   sends nothing: that throws. Other characters go as the bytes that they are in UTF-8, as those of headers do; in a path Node's
 *   HTTP server takes none of them, and answers 400.
 * - A body without a type is called a form, whatever the method, unless the caller gave an empty type; the body "0" is none.
 */
export function asCurlSends({ path, body, headers, callersHeaders }: Given): Sent {
	const [sentPath = ""] = (path.startsWith("/") ? path : `/${path}`).split("#");
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
	if (/[\x00-\x20\x7f]/.test(sentPath)) throw new Error(curlWords(CURLE_URL_MALFORMAT));
	const kept = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name));
	const sent = Object.fromEntries(kept.map(([name, value]) => [name, inBytes(value)]));
	if (body.length === 0 || body.toString() === "0") {
		return { path: inBytes(sentPath), body: Buffer.alloc(0), headers: sent };
	}
	const hasType = Object.keys(callersHeaders).some((name) => name.toLowerCase() === "content-type");
	const type = hasType ? {} : { "content-type": "application/x-www-form-urlencoded" };
	return { path: inBytes(sentPath), body, headers: { ...sent, ...type } };
}

const CURLE_URL_MALFORMAT = 3;
const curlWords = (errorNumber: number) =>
	`Internal curl error has occurred within the executor! Error Number: ${errorNumber}`;

/** Node takes each character of a path and a header for a byte. */
const inBytes = (text: string) => Buffer.from(text).toString("latin1");

/** The text whose bytes Node shows as one character each. */
export const textOfBytes = (bytes: string) => Buffer.from(bytes, "latin1").toString();
