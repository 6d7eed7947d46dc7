import { dirname } from "node:path";
import { makeDataFolder, makePrivateFile } from "./data-folder.ts";
import { openDatabase } from "./sqlite.ts";

/** Gives a lock back. */
export type Release = () => void;

/**
 * Takes a lock on a file for this process alone (`exclusive`) or beside others (`shared`); null when another's is in the
 * way. The locks are SQLite's own, so that a process that ends, however it ends, has let go of them. Throws InputError when
 * the file's folder cannot be made.
 */
export function takeLock(path: string, kind: "exclusive" | "shared"): Release | null {
	makeDataFolder(dirname(path));
	makePrivateFile(path);
	const database = openDatabase(path);
	try {
		database.exec(kind === "exclusive" ? "BEGIN EXCLUSIVE" : "BEGIN; SELECT * FROM sqlite_schema");
		return () => database.close();
	} catch (error) {
		database.close();
		if (isBusy(error)) return null;
		throw error;
	}
}

/** SQLITE_BUSY, with any of its extended codes. */
function isBusy(error: unknown): boolean {
	return error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === 5;
}
