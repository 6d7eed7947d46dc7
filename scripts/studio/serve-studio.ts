import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { StudioFile } from "../build/studio.ts";
import { writePolicy } from "./policy.ts";

/** Of every file. */
const headersFor = (endpoint: string | null) => ({
	"content-security-policy": writePolicy(endpoint),
	"cross-origin-opener-policy": "same-origin",
	"cross-origin-resource-policy": "same-origin",
	"referrer-policy": "no-referrer",
	"x-content-type-options": "nosniff",
});

export type StudioServer = { readonly address: string; readonly close: () => Promise<void> };

/** Serves the files on this machine alone; the page may call the endpoint too. Rejects if the port is taken. */
export async function serveStudio(
	files: ReadonlyMap<string, StudioFile>,
	port: number,
	endpoint: string | null = null,
): Promise<StudioServer> {
	const headers = headersFor(endpoint);
	const server = createServer((request, response) => {
		const { pathname } = new URL(request.url ?? "/", "http://localhost");
		const file = files.get(pathname);
		if (file === undefined || !["GET", "HEAD"].includes(request.method ?? "")) {
			response.writeHead(file === undefined ? 404 : 405, headers).end();
			return;
		}
		const isHashed = /-[A-Z0-9]{8}\.(js|css)$/.test(pathname);
		void send(file, { response, headers, isHashed }).catch(() => response.destroy());
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, "127.0.0.1", resolve);
	});
	const { port: own } = server.address() as AddressInfo;
	return {
		// An Appwrite takes the calls of pages of `localhost`, and not those of 127.0.0.1.
		address: `http://${endpoint === null ? "127.0.0.1" : "localhost"}:${own}`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

type Reply = {
	readonly response: ServerResponse;
	readonly headers: Readonly<Record<string, string>>;
	readonly isHashed: boolean;
};

/** Names with a hash never change their bytes; a browser asks for all others anew. Fonts are compressed already. */
async function send(file: StudioFile, { response, headers, isHashed }: Reply): Promise<void> {
	const isFont = file.type.startsWith("font/");
	const bytes = "bytes" in file ? file.bytes : await readFile(file.path);
	const body = isFont ? bytes : gzipSync(bytes, { level: 6 });
	response.writeHead(200, {
		...headers,
		"content-type": file.type,
		"content-length": body.length,
		"cache-control": isHashed ? "max-age=31536000, immutable" : isFont ? "max-age=86400" : "no-cache",
		...(isFont ? {} : { "content-encoding": "gzip" }),
	});
	response.end(body);
}
