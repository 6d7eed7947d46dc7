import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { JsonObject } from "../../shared/core/json.ts";
import { systemReason } from "../../shared/core/system-reason.ts";
import { InputError } from "../cli/exit.ts";
import { makeFolder, requireWritableFolder } from "../cli/make-folder.ts";

/** What is known of a batch between two calls of the command: `batch.json` in the folder of its videos. */
export type Manifest = {
	readonly version: 2;
	/** By the name of a job: what was made of which conversation. */
	readonly done: Record<string, DoneJob>;
	/** The last batch that went to the server, with --remote. */
	sent: SentBatch | null;
};

/** Here its result names a file (`outputPath`), on the server one of the bucket (`fileId`). */
export type DoneJob = { readonly hash: string; readonly output: string; readonly result: JsonObject };

export type SentBatch = {
	readonly batchId: string;
	/** Whether the server has said that it has all of it. */
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
 * The manifest of the folder, with --resume; else a new one, which is not written yet. Throws InputError where there is one that cannot
 * be read, or no such folder can be made.
 */
export function openManifest(outDir: string, resume: boolean): Manifest {
	makeOutDir(outDir);
	try {
		const text = resume ? readIfThere(fileIn(outDir)) : null;
		if (text === null) return { version: 2, done: {}, sent: null };
		return schema.parse(JSON.parse(text)) as Manifest;
	} catch (cause) {
		const message = `${fileIn(outDir)} is no manifest of a batch. Remove it, or leave --resume out.`;
		throw new InputError(message, { cause });
	}
}

/** What was made here before of this very conversation, and is still there. */
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
 * Whole or not at all: the next call reads it, whatever ends this one. The function that is given back brings back what was there
 * before. Throws InputError where it cannot be written.
 */
export function saveManifest(outDir: string, manifest: Manifest): () => void {
	const file = fileIn(outDir);
	try {
		const before = readIfThere(file);
		write(file, `${JSON.stringify(manifest, null, "\t")}\n`);
		return () => (before === null ? rmSync(file) : write(file, before));
	} catch (cause) {
		throw new InputError(`${file} cannot be written: ${systemReason(cause)}.`, { cause });
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
		throw new InputError(`--out-dir: no video can be put into ${outDir}: ${systemReason(cause)}.`, { cause });
	}
}
