import { mkdirSync } from "node:fs";
import { UsageError } from "../cli/exit.ts";
import { systemCodeOf } from "../cli/system-code.ts";

/** Makes the folder of `--data` where it is missing. Throws UsageError where there can be none, as where a file has its name. */
export function makeDataFolder(dataDir: string): void {
	try {
		mkdirSync(dataDir, { recursive: true, mode: 0o700 });
	} catch (cause) {
		throw new UsageError(`--data: expected a folder, received ${dataDir} (${systemCodeOf(cause)}).`, {
			cause,
		});
	}
}
