import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { ChatreelError, describePermanentError, describeSystemError } from "../../shared/core/errors.ts";
import { InputError } from "../cli/exit.ts";
import { makeFolder, requireWritableFolder } from "../cli/make-folder.ts";

/** Makes the folder of `--data` when it is missing. Throws InputError when it cannot, as when a file has its name. */
export function makeDataFolder(dataDir: string): void {
	try {
		makeFolder(dataDir, 0o700);
		requireWritableFolder(dataDir);
	} catch (cause) {
		throw new InputError(`--data: expected a folder, received ${dataDir}: ${describeSystemError(cause)}.`, {
			cause,
		});
	}
}

/** The error of a failed start on a data folder. A broken disk or file is named: the person at the machine can mend it. */
export function dataFolderFailure(dataDir: string, cause: unknown): unknown {
	const reason = describePermanentError(cause);
	if (reason === null || cause instanceof ChatreelError || cause instanceof InputError) return cause;
	return new ChatreelError("DEPENDENCY_ERROR", `The data in ${dataDir} cannot be used: ${reason}.`, {
		cause,
	});
}

/**
 * Makes a folder below the data folder, or takes one that is there from everybody but this user. The data folder itself is left
 * as it is: it may be one that others have their own things in.
 */
export function makePrivateFolder(path: string): void {
	mkdirSync(path, { recursive: true, mode: 0o700 });
	chmodSync(path, 0o700);
}

/** Makes a file, empty when it is new, and takes it from everybody but this user. SQLite gives its other files the same mode. */
export function makePrivateFile(path: string): void {
	closeSync(openSync(path, "a", 0o600));
	for (const each of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(each)) chmodSync(each, 0o600);
}
