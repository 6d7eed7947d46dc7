import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeDataFolder } from "./data-folder.ts";

/** The SERVICE_KEY of a data folder's functions: made with the folder, and kept beside its data for this user alone. */
export function serviceKeyOf(dataDir: string): string {
	const file = join(dataDir, "service-key");
	makeDataFolder(dataDir);
	try {
		writeFileSync(file, randomBytes(24).toString("hex"), { flag: "wx", mode: 0o600 });
	} catch {
		// It is there already, or cannot be written: then it cannot be read either, which says why.
	}
	return readFileSync(file, "utf8");
}
