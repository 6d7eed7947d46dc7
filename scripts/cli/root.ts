import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The data of the local Appwrite without --data, wherever a command is called. */
export const DEFAULT_DATA = join(ROOT, ".local");
