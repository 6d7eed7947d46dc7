import { readFileSync } from "node:fs";
import { join } from "node:path";
import { slimWoff } from "../../shared/video/node/fonts/woff.ts";
import { writePolicy } from "../studio/policy.ts";
import type { Built } from "./build-bundles.ts";
import { buildStudio, type RenderServer, type StudioFile } from "./studio.ts";
import { removeOthers, writeChanged } from "./write-changed.ts";

/**
 * Brings the folder to the files of the studio, for a host that serves them as they are and adds no headers of ours: so the page
 * itself has the policy. The page renders on `server`; null: it does without one.
 */
export async function writeStudio(rootDir: string, dir: string, server: RenderServer | null): Promise<Built> {
	const files = await buildStudio(rootDir, server);
	const kept = new Set<string>();
	let bytes = 0;
	for (const [address, file] of files) {
		const path = address === "/" ? "index.html" : address.slice(1);
		const content = address === "/" ? withPolicy(contentOf(file), server) : contentOf(file);
		writeChanged(join(dir, path), content);
		kept.add(join(path));
		bytes += content.length;
	}
	removeOthers(dir, kept);
	return { name: "studio", dir, bytes };
}

/** Without the pictures that a font has twice, the archive stays below the 30 MB that a server takes. */
function contentOf(file: StudioFile): Uint8Array {
	if ("bytes" in file) return file.bytes;
	const bytes = readFileSync(file.path);
	return file.type === "font/woff" ? slimWoff(bytes) : bytes;
}

const CHARSET = '<meta charset="utf-8">';

/** In a page, `frame-ancestors` has no effect, and browsers complain of it. */
function withPolicy(html: Uint8Array, server: RenderServer | null): Uint8Array {
	const policy = writePolicy(server?.endpoint ?? null)
		.split("; ")
		.filter((directive) => !directive.startsWith("frame-ancestors"))
		.join("; ");
	const meta = `<meta http-equiv="content-security-policy" content="${policy}">`;
	return Buffer.from(
		Buffer.from(html)
			.toString()
			.replace(CHARSET, () => `${CHARSET}\n\t\t${meta}`),
	);
}
