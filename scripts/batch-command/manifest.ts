import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { describeSystemError } from "../../shared/core/errors.ts";
import type { JsonObject } from "../../shared/core/json.ts";
import { InputError } from "../cli/exit.ts";
import { makeFolder, requireWritableFolder } from "../cli/make-folder.ts";

/** What a batch keeps between two calls of the command: `batch.json` in the folder of its videos. */
export type Manifest = {
	readonly version: 2;
	/** By the name of a job. */
	readonly done: Record<string, DoneJob>;
	/** The last batch sent with --remote. */
	sent: SentBatch | null;
};

/** A local result has `outputPath`, a remote one `fileId`. */
export type DoneJob = { readonly hash: string; readonly output: string; readonly result: JsonObject };

export type SentBatch = {
	readonly batchId: string;
	/** The server confirmed that it has the whole batch. */
	readonly isTaken: boolean;
	/** In the batch's order. */
	readonly jobs: readonly SentJob[];
};

export type SentJob = { readonly name: string; readonly hash: string; readonly output: string };

const sentJob = { hash: z.string(), output: z.string() };
const schema = z.object({
	version: z.literal(2),
	done: z.record(z.string(), z.object({ ...sentJob, result: z.record(z.string(), z.json()) })),
	sent: z
		.object({
			batchId: z.string(),
			isTaken: z.boolean(),
			jobs: z.array(z.object({ ...sentJob, name: z.string() })),
		})
		.nullable(),
});

const fileIn = (outDir: string) => join(outDir, "batch.json");

/**
 * With --resume the manifest of the folder, otherwise a new one, which is not written yet. Throws InputError when the manifest
 * cannot be read or the folder cannot be made.
 */
export function openManifest(outDir: string, resume: boolean): Manifest {
	makeOutDir(outDir);
	try {
		const text = resume ? readIfThere(fileIn(outDir)) : null;
		if (text === null) return { version: 2, done: {}, sent: null };
		return schema.parse(JSON.parse(text)) as Manifest;
	} catch (cause) {
		const message = `${fileIn(outDir)} is not the manifest of a batch. Remove it, or leave out --resume.`;
		throw new InputError(message, { cause });
	}
}

/** The video that this command made of this conversation earlier and that still exists, or null. */
export function findLocalVideo(
	{ done }: Manifest,
	outDir: string,
	{ name, hash, output }: SentJob,
): DoneJob | null {
	const before = Object.hasOwn(done, name) ? done[name] : undefined;
	const isSame = before?.hash === hash && before.output === output && "outputPath" in before.result;
	return isSame && existsSync(join(outDir, output)) ? before : null;
}

/**
 * Writes the manifest whole or not at all, so that the next call can read it after any end. The returned function restores the
 * file from before. Throws InputError when it cannot be written.
 */
export function saveManifest(outDir: string, manifest: Manifest): () => void {
	const file = fileIn(outDir);
	try {
		const before = readIfThere(file);
		write(file, `${JSON.stringify(manifest, null, "\t")}\n`);
		return () => (before === null ? rmSync(file) : write(file, before));
	} catch (cause) {
		throw new InputError(`${file} cannot be written: ${describeSystemError(cause)}.`, { cause });
	}
}

function write(file: string, text: string): void {
	writeFileSync(`${file}.part`, text);
	renameSync(`${file}.part`, file);
}

function readIfThere(file: string): string | null {
	return existsSync(file) ? readFileSync(file, "utf8") : null;
}

function makeOutDir(outDir: string): void {
	try {
		makeFolder(outDir);
		requireWritableFolder(outDir);
	} catch (cause) {
		throw new InputError(`--out-dir: no video can be written to ${outDir}: ${describeSystemError(cause)}.`, {
			cause,
		});
	}
}
