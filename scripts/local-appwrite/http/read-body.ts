import type { IncomingMessage } from "node:http";

/** `OPTION_PACKAGE_MAX_LENGTH` in app/http.php of the real server: the most that one request may hold. */
const MAX_REQUEST_BYTES = 12 * 1024 * 1024;

/** The bytes of a request; null when they are too many. The rest is read all the same, so that the client gets the answer. */
export async function readBody(request: IncomingMessage): Promise<Buffer | null> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size <= MAX_REQUEST_BYTES) chunks.push(chunk);
		else chunks.length = 0;
	}
	return size <= MAX_REQUEST_BYTES ? Buffer.concat(chunks) : null;
}
