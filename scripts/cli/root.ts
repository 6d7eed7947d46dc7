import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where the local Appwrite keeps its data, unless --data names another folder: the same wherever a command is called. */
export const DEFAULT_DATA = join(ROOT, ".local");
