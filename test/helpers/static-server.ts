import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };

/** Serves a folder on `http://localhost`, as `npx esbuild --servedir` does. */
export async function serveFolder(root: string) {
	const server = createServer(async (request, response) => {
		const path = join(root, normalize(new URL(request.url ?? "/", "http://localhost").pathname));
		const bytes = await readFile(path).catch(() => null);
		response.writeHead(bytes === null ? 404 : 200, { "content-type": TYPES[extname(path)] ?? "text/plain" });
		response.end(bytes);
	});
	await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
	const { port } = server.address() as AddressInfo;
	return {
		address: `http://localhost:${port}`,
		close: () => new Promise((resolve) => server.close(resolve)),
	};
}
