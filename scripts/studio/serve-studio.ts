import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { StudioFile } from "../build/studio.ts";

/**
 * What the page may do: nothing but its own files, and no text that becomes code. A worker takes the policy of its own answer, so
 * all files have it. Pictures and videos are made in the page, as `data:` and `blob:`.
 */
const POLICY = [
	"default-src 'none'",
	...["script-src", "style-src", "font-src", "worker-src", "connect-src"].map((name) => `${name} 'self'`),
	"img-src 'self' data: blob:",
	"media-src 'self' blob:",
	...["base-uri", "form-action", "frame-ancestors"].map((name) => `${name} 'none'`),
	"require-trusted-types-for 'script'",
	"trusted-types chatreel-workers",
].join("; ");

const HEADERS = {
	"content-security-policy": POLICY,
	"cross-origin-opener-policy": "same-origin",
	"cross-origin-resource-policy": "same-origin",
	"referrer-policy": "no-referrer",
	"x-content-type-options": "nosniff",
};

export type StudioServer = { readonly address: string; readonly close: () => Promise<void> };

/** Serves the files on this machine alone. Rejects if the port is taken. */
export async function serveStudio(
	files: ReadonlyMap<string, StudioFile>,
	port: number,
): Promise<StudioServer> {
	const server = createServer((request, response) => {
		const { pathname } = new URL(request.url ?? "/", "http://localhost");
		const file = files.get(pathname);
		if (file === undefined || !["GET", "HEAD"].includes(request.method ?? "")) {
			response.writeHead(file === undefined ? 404 : 405, HEADERS).end();
			return;
		}
		void send(file, { response, isHashed: /-[A-Z0-9]{8}\.(js|css)$/.test(pathname) }).catch(() =>
			response.destroy(),
		);
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, "127.0.0.1", resolve);
	});
	const { port: own } = server.address() as AddressInfo;
	return {
		address: `http://127.0.0.1:${own}`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

type Reply = { readonly response: ServerResponse; readonly isHashed: boolean };

/** Names with a hash never change their bytes; a browser asks for all others anew. Fonts are compressed already. */
async function send(file: StudioFile, { response, isHashed }: Reply): Promise<void> {
	const isFont = file.type.startsWith("font/");
	const bytes = "bytes" in file ? file.bytes : await readFile(file.path);
	const body = isFont ? bytes : gzipSync(bytes, { level: 6 });
	response.writeHead(200, {
		...HEADERS,
		"content-type": file.type,
		"content-length": body.length,
		"cache-control": isHashed ? "max-age=31536000, immutable" : isFont ? "max-age=86400" : "no-cache",
		...(isFont ? {} : { "content-encoding": "gzip" }),
	});
	response.end(body);
}
