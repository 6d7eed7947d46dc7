import { mkdirSync } from "node:fs";
import { UsageError } from "../cli/exit.ts";

/** Makes the folder of `--data` where it is missing. Throws UsageError where there can be none, as where a file has its name. */
export function makeDataFolder(dataDir: string): void {
	try {
		mkdirSync(dataDir, { recursive: true, mode: 0o700 });
	} catch (cause) {
		const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
		throw new UsageError(`--data: expected a folder, received ${dataDir}${code}.`, { cause });
	}
}
