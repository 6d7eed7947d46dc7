import { closeSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { decodeText } from "../../shared/core/decode-text.ts";
import { describeSystemError } from "../../shared/core/errors.ts";
import { InputError } from "./exit.ts";

/** More than any list of conversations; /dev/zero has no end. */
const MAX_BYTES = 256_000_000;
const CHUNK_BYTES = 1_000_000;

/** Throws InputError with the absolute path. */
export function readTextFile(file: string): string {
	const path = resolve(file);
	try {
		return decode(readBytes(path), path);
	} catch (cause) {
		if (cause instanceof InputError) throw cause;
		throw new InputError(`${path} cannot be read: ${describeSystemError(cause)}.`, { cause });
	}
}

export async function readStdin(): Promise<string> {
	return decode(await buffer(process.stdin), "stdin");
}

function decode(bytes: Uint8Array, name: string): string {
	const decoded = decodeText(bytes);
	if (decoded.ok) return decoded.text;
	throw new InputError(
		`${name} is not in UTF-8: save it as UTF-8 and run this again. ${decoded.fault.message}.`,
	);
}

function readBytes(path: string): Uint8Array {
	const chunks: Uint8Array[] = [];
	const file = openSync(path, "r");
	try {
		for (let total = 0; ; ) {
			const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
			const length = readSync(file, chunk);
			if (length === 0) return Buffer.concat(chunks);
			total += length;
			if (total > MAX_BYTES)
				throw new InputError(`${path} is too large: expected at most ${MAX_BYTES} bytes.`);
			chunks.push(chunk.subarray(0, length));
		}
	} finally {
		closeSync(file);
	}
}
