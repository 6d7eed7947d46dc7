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

/** The address of the server that runs on a data folder, and its key. */
export type ServerFile = Readonly<z.infer<typeof schema>>;

const serverFilePath = (dataDir: string) => join(dataDir, "server.json");

/** Readable by its owner alone, and never half written. */
export function writeServerFile(dataDir: string, file: ServerFile): void {
	const path = serverFilePath(dataDir);
	writeFileSync(`${path}.new`, `${JSON.stringify(file, null, "\t")}\n`, { mode: 0o600 });
	renameSync(`${path}.new`, path);
}

/** Null when there is no valid one. */
export function readServerFile(dataDir: string): ServerFile | null {
	try {
		return schema.parse(JSON.parse(readFileSync(serverFilePath(dataDir), "utf8")));
	} catch {
		return null;
	}
}

export function removeServerFile(dataDir: string): void {
	rmSync(serverFilePath(dataDir), { force: true });
}
