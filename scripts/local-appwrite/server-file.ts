import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const schema = z.object({
	pid: z.number(),
	endpoint: z.string(),
	projectId: z.string(),
	apiKey: z.string(),
	/** Each function's own address. */
	domains: z.record(z.string(), z.string()),
});

/** Where the server that runs on a data folder is to be found, and the key to it. */
export type ServerFile = Readonly<z.infer<typeof schema>>;

const pathOf = (dataDir: string) => join(dataDir, "server.json");

/** Readable by its owner alone, and never half written. */
export function writeServerFile(dataDir: string, file: ServerFile): void {
	const path = pathOf(dataDir);
	writeFileSync(`${path}.new`, `${JSON.stringify(file, null, "\t")}\n`, { mode: 0o600 });
	renameSync(`${path}.new`, path);
}

/** Null where there is none, or what is there is none. */
export function readServerFile(dataDir: string): ServerFile | null {
	try {
		return schema.parse(JSON.parse(readFileSync(pathOf(dataDir), "utf8")));
	} catch {
		return null;
	}
}

export function removeServerFile(dataDir: string): void {
	rmSync(pathOf(dataDir), { force: true });
}
