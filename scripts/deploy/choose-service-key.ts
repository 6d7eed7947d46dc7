import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describeSystemError } from "../../shared/core/errors.ts";
import { InputError } from "../cli/exit.ts";
import type { Declaration } from "../provision/declaration.ts";
import type { Present } from "../provision/step.ts";

export type ServiceKey = {
	/** Undefined when the functions have a key that is not known here. */
	readonly value: string | undefined;
	/** It must be written to the functions. */
	readonly mustSet: boolean;
	/** Made by this run: nobody knows it yet. */
	readonly isNew: boolean;
};

/**
 * The service key of the environment (`given`), of the file, or a new one when a function has none. It cannot be read back from
 * the server. Throws InputError for an unreadable file.
 */
export function chooseServiceKey(
	{ functions }: Declaration,
	present: Present,
	given: string | undefined,
	file: string | null,
): ServiceKey {
	const isThere = functions.every(({ $id }) =>
		present.functions.find((each) => each.$id === $id)?.variables.some(({ key }) => key === "SERVICE_KEY"),
	);
	if (given !== undefined) return { value: given, mustSet: true, isNew: false };
	const kept = file === null ? undefined : readKey(file);
	if (kept !== undefined) return { value: kept, mustSet: !isThere, isNew: false };
	if (isThere) return { value: undefined, mustSet: false, isNew: false };
	return { value: randomBytes(24).toString("hex"), mustSet: true, isNew: true };
}

function readKey(file: string): string | undefined {
	if (!existsSync(file)) return undefined;
	let key: string;
	try {
		key = readFileSync(file, "utf8").trim();
	} catch (cause) {
		throw new InputError(`--service-key-file: ${file} cannot be read (${describeSystemError(cause)}).`, {
			cause,
		});
	}
	if (key.length >= 16) return key;
	throw new InputError(`--service-key-file: expected a key of 16 characters or more in ${file}.`);
}

/** Call it before any function gets the key: a run that is stopped must not lose it. Only this user can read the file. */
export function writeKey(file: string, key: string): void {
	try {
		mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
		writeFileSync(file, `${key}\n`, { flag: "wx", mode: 0o600 });
	} catch (cause) {
		throw new InputError(`--service-key-file: ${file} cannot be written (${describeSystemError(cause)}).`, {
			cause,
		});
	}
}
