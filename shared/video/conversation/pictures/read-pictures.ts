import { describePermanentError, isKind } from "../../../core/errors.ts";
import { createFault, createInputError, describe, quote } from "../../../core/fault.ts";
import { type RunSteps, runAtOnce, type Steps } from "../../../core/steps.ts";
import type { Conversation } from "../conversation.ts";
import { LIMITS } from "../limits.ts";
import type { TextFault } from "../text-rules.ts";
import { decodeBase64 } from "./base64.ts";
import { listPictures, type PictureSource, type PlacedPicture } from "./list-pictures.ts";
import { type PictureHeader, type ReadHeader, readPictureHeader } from "./picture-header.ts";

/**
 * Reads the file of a picture that is no data URL: a path as the conversation has it, or a file in a bucket. A file of more than
 * `mostBytes` will be refused; no more of it need be read. To reject with a ChatreelError of the kind INVALID_INPUT, NOT_FOUND or
 * FORBIDDEN, or with an error of the system, is to refuse the picture for that reason; else the caller's call rejects with it.
 */
export type LoadPicture = (
	source: PictureSource,
	options: { readonly mostBytes: number },
) => Promise<Uint8Array>;

/** A picture that is taken. Nothing of it is decoded yet. */
export type ReadPicture = {
	/** Where it is shown, at least once: places with equal sources share it. */
	readonly places: readonly PlacedPicture[];
	readonly header: PictureHeader;
	/** Its file. Of a data URL it is made on each call, so that it does not lie in memory twice. */
	readonly bytes: () => Uint8Array;
};

type ReadOptions = {
	/** Default: only data URLs are taken. */
	readonly loadPicture?: LoadPicture | undefined;
	readonly runSteps?: RunSteps;
};

/** Reads the header of each distinct picture. Rejects with INVALID_INPUT that lists the faults of all. */
export async function readPictures(
	conversation: Conversation,
	{ loadPicture, runSteps = runAtOnce }: ReadOptions,
): Promise<readonly ReadPicture[]> {
	const placed = listPictures(conversation);
	const results = new Map<string, Result>();
	let leftBytes: number = LIMITS.picture.fileBytesTogether;
	for (const { source } of placed) {
		const key = keyOf(source);
		if (results.has(key)) continue;
		const file = await openFile(source, loadPicture, leftBytes);
		leftBytes -= "bytes" in file ? file.loadedBytes : 0;
		results.set(
			key,
			"bytes" in file ? { ...file, ...(await runSteps(readInStep(file))) } : { ok: false, fault: file },
		);
	}
	const faults = placed.flatMap(({ path, source }) => {
		const result = results.get(keyOf(source));
		return result?.ok === false ? [createFault(path, { expected: "a picture", ...result.fault })] : [];
	});
	if (faults.length > 0) throw createInputError("conversation", faults);
	return [...results].flatMap(([key, result]) => {
		if (!result.ok) return [];
		const places = placed.filter(({ source }) => keyOf(source) === key);
		return [{ places, header: result.header, bytes: result.bytes }];
	});
}

type File = Pick<ReadPicture, "bytes"> & {
	/** What it takes of memory until the video is drawn. */
	readonly loadedBytes: number;
};

type Result = { readonly ok: false; readonly fault: TextFault } | (File & Extract<ReadHeader, { ok: true }>);

/** No path has a colon. */
function keyOf(source: PictureSource): string {
	return typeof source === "string" ? source : `bucket:${source.bucketId}/${source.fileId}`;
}

async function openFile(
	source: PictureSource,
	loadPicture: LoadPicture | undefined,
	leftBytes: number,
): Promise<File | TextFault> {
	if (typeof source === "string" && source.startsWith("data:")) {
		const data = source.slice(source.indexOf(",") + 1);
		return { bytes: () => decodeBase64(data), loadedBytes: 0 };
	}
	const name =
		typeof source === "string" ? quote(source) : `file ${source.fileId} of bucket ${source.bucketId}`;
	if (loadPicture === undefined) return { allowed: "a data URL: no files are read here", received: name };
	const { fileBytes, fileBytesTogether } = LIMITS.picture;
	const mostBytes = Math.min(fileBytes, leftBytes);
	try {
		const bytes = await loadPicture(source, { mostBytes });
		if (!(bytes instanceof Uint8Array))
			return { allowed: "a Uint8Array from loadPicture", received: describe(bytes) };
		if (bytes.length <= mostBytes) return { bytes: () => bytes, loadedBytes: bytes.length };
		const allowed =
			mostBytes === fileBytes
				? `a file of at most ${fileBytes} bytes`
				: `files of at most ${fileBytesTogether} bytes together`;
		return { allowed, received: `${name}, which has more` };
	} catch (thrown) {
		const reason = isKind(thrown, "INVALID_INPUT", "NOT_FOUND", "FORBIDDEN")
			? thrown.message
			: describePermanentError(thrown);
		if (reason === null) throw thrown;
		return { allowed: "a file that can be read", received: `${name}: ${reason}` };
	}
}

/** A step of its own: base64 of megabytes takes some milliseconds. */
function* readInStep({ bytes }: File): Steps<ReadHeader> {
	yield;
	return readPictureHeader(bytes());
}
