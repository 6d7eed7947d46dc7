import { readSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import type { StripsAt } from "../../encode/coded-pictures.ts";
import { type CodedStrip, createStripReader } from "../../encode/h264/coded-strip.ts";
import { nalsAsTheyCome } from "../../encode/h264/nal.ts";
import { UnsupportedStreamError } from "../../encode/h264/unsupported-stream-error.ts";
import { createGrowingFile } from "./growing-file.ts";

/** Coded strips in a file. They are about as large as the video, which may be many megabytes. */
export type StripFile = {
	readonly count: number;
	/** Reads strips synchronously: they were just written and are still in the system's cache. */
	readonly stripsAt: StripsAt;
	/** Closes and removes the file. Never rejects. */
	readonly drop: () => Promise<void>;
};

/** A strip, and where its data are in the file. */
type Kept = Omit<CodedStrip, "escapedData"> & { readonly at: number; readonly length: number };

/**
 * Parses x264's output as it comes, and writes the strips to the file `path`. If they cannot be put together, `refusal` says so
 * once all was read, so that ffmpeg ends by itself and reports its CPU. Rejects with the system's error (a full disk is ENOSPC);
 * then no file remains.
 */
export async function collectStrips(
	output: AsyncIterable<Uint8Array>,
	path: string,
): Promise<{ readonly strips: StripFile; readonly refusal: UnsupportedStreamError | null }> {
	const file = await createGrowingFile(path);
	const read = createStripReader();
	const kept: Kept[] = [];
	let refusal: UnsupportedStreamError | null = null;
	try {
		for await (const nals of nalsAsTheyCome(output)) {
			if (refusal !== null) continue;
			try {
				for (const nal of nals) {
					const strip = read(nal);
					if (strip === null) continue;
					const { escapedData, ...rest } = strip;
					kept.push({ ...rest, at: file.length(), length: escapedData.length });
					await file.append([escapedData]);
				}
			} catch (error) {
				if (!(error instanceof UnsupportedStreamError)) throw error;
				refusal = error;
			}
		}
		await file.end();
		return { strips: await openStrips(path, kept), refusal };
	} catch (error) {
		await file.drop();
		await rm(path, { force: true });
		throw error;
	}
}

async function openStrips(path: string, kept: readonly Kept[]): Promise<StripFile> {
	const file = await open(path);
	const buffers = takeTurns();
	return {
		count: kept.length,
		stripsAt: (indexes) => {
			const wanted = indexes.map((index) => {
				const strip = kept[index];
				if (strip === undefined) throw new RangeError(`There is no strip ${index}`);
				return strip;
			});
			const buffer = buffers.next(wanted.reduce((sum, { length }) => sum + length, 0));
			let filled = 0;
			return wanted.map(({ at, length, ...rest }) => {
				const escapedData = buffer.subarray(filled, filled + length);
				filled += length;
				if (readSync(file.fd, escapedData, 0, length, at) !== length)
					throw new RangeError(`${length} bytes were expected at ${at}`);
				return { ...rest, escapedData };
			});
		},
		drop: async () => {
			await file.close().catch(() => {});
			await rm(path, { force: true }).catch(() => {});
		},
	};
}

/**
 * Two alternating buffers, each as large as the largest read so far. A new buffer for each picture would leave garbage as large
 * as the video.
 */
function takeTurns(): { readonly next: (length: number) => Uint8Array } {
	let [current, other] = [new Uint8Array(0), new Uint8Array(0)];
	return {
		next: (length) => {
			[current, other] = [other, current];
			if (current.length < length) current = new Uint8Array(length);
			return current;
		},
	};
}
