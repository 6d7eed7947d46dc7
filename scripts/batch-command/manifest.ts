import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "../../shared/core/json.ts";
import { UsageError } from "../cli/exit.ts";

/** What is known of a batch between two calls of the command: `batch.json` in the folder of its videos. */
export type Manifest = {
	readonly version: 1;
	/** Of the batch on the server, with --remote. */
	readonly batchId: string;
	/** By the name of a job: what was made of which conversation. */
	readonly done: Record<string, DoneJob>;
};

export type DoneJob = { readonly hash: string; readonly output: string; readonly result: JsonObject };

const fileIn = (outDir: string) => join(outDir, "batch.json");

/** The manifest of the folder, with --resume; else a new one. Throws UsageError where there is one that cannot be read. */
export function openManifest(outDir: string, resume: boolean): Manifest {
	mkdirSync(outDir, { recursive: true });
	const batchId = crypto.randomUUID().replaceAll("-", "").slice(0, 20);
	const file = fileIn(outDir);
	if (!resume || !existsSync(file)) return { version: 1, batchId, done: {} };
	try {
		const manifest = JSON.parse(readFileSync(file, "utf8"));
		if (manifest.version === 1 && typeof manifest.batchId === "string" && manifest.done !== null)
			return manifest;
	} catch {
		// Told below.
	}
	throw new UsageError(`${file} is no manifest of a batch. Remove it, or leave --resume out.`);
}

/** What was made before of this very conversation, and is still there. */
export function doneBefore(
	{ done }: Manifest,
	outDir: string,
	{ name, hash, output }: { readonly name: string; readonly hash: string; readonly output: string },
): DoneJob | null {
	const before = Object.hasOwn(done, name) ? done[name] : undefined;
	const isSame = before?.hash === hash && before.output === output;
	return isSame && existsSync(join(outDir, output)) ? before : null;
}

/** Whole or not at all: the next call reads it, whatever ends this one. */
export function saveManifest(outDir: string, manifest: Manifest): void {
	const file = fileIn(outDir);
	writeFileSync(`${file}.part`, `${JSON.stringify(manifest, null, "\t")}\n`);
	renameSync(`${file}.part`, file);
}
