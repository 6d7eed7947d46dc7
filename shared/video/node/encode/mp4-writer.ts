import { rename, rm } from "node:fs/promises";
import type { AacTrack } from "../../encode/aac/aac-track.ts";
import { describeMovie } from "../../encode/mp4/describe-movie.ts";
import { fileHeader } from "../../encode/mp4/file-header.ts";
import type { Movie } from "../../encode/mp4/movie.ts";
import type { PictureFormat } from "../../encode/mp4/picture-entry.ts";
import { createGrowingFile, type GrowingFile } from "./growing-file.ts";

/**
 * Writes one MP4 at a constant rate, index first. One call at a time. After any rejection call
 * `abandon`. Rejects with the system's errors (a full disk is ENOSPC), and with RangeError if the samples cannot be such a file.
 */
export type Mp4Writer = {
	/** NAL units without start codes, which the caller may change afterwards. */
	readonly addPicture: (nals: readonly Uint8Array[], place: PicturePlace) => Promise<void>;
	/** The array must not change until `finish` is done. Sound may be added before, between or after the pictures. */
	readonly addAudioFrame: (frame: Uint8Array) => Promise<void>;
	/** Moves the finished file into place. */
	readonly finish: () => Promise<{ readonly bytes: number }>;
	/** Removes everything written, the finished file too. Never rejects. */
	readonly abandon: () => Promise<void>;
};

type PicturePlace = {
	/** A player can start here. */
	readonly isKey: boolean;
	/** By how many pictures it is shown later than it comes; −1: one earlier. */
	readonly delay: number;
};

type Mp4Options = {
	readonly video: PictureFormat & { readonly fps: number };
	/** Null for a video without a sound track. */
	readonly audio: Omit<AacTrack, "frames"> | null;
};

/**
 * Pictures are written to a file beside `file` as they come, because the index before them is known only at the end. Memory holds
 * the sizes of the pictures, and the frames of sound, which are the same few arrays again and again.
 */
export async function createMp4Writer(file: string, { video, audio }: Mp4Options): Promise<Mp4Writer> {
	const [picturesFile, unfinishedFile] = [`${file}.pictures`, `${file}.part`];
	const pictures = await createGrowingFile(picturesFile);
	let unfinished: GrowingFile | null = null;
	let isFinished = false;
	const [pictureSizes, keys, delays]: [number[], number[], number[]] = [[], [], []];
	const frames: Uint8Array[] = [];
	return {
		addPicture: (nals, { isKey, delay }) => {
			delays.push(delay);
			if (isKey) keys.push(pictureSizes.length);
			pictureSizes.push(nals.reduce((sum, nal) => sum + LENGTH_BYTES + nal.length, 0));
			return pictures.append(withLengths(nals));
		},
		addAudioFrame: async (frame) => {
			frames.push(frame);
		},
		finish: async () => {
			if (keys[0] !== 0) throw new RangeError("a key frame was expected first");
			if (audio !== null && audio.frameCount !== frames.length)
				throw new RangeError(`${audio.frameCount} frames of sound were expected, not ${frames.length}`);
			const frameSizes = frames.map((frame) => frame.length);
			const movie = describeMovie({ video, pictureSizes, keys, delays, audio, frameSizes });
			unfinished = await createGrowingFile(unfinishedFile);
			await writeMovie(movie, pictures, frames, unfinished);
			await unfinished.end();
			await pictures.drop();
			await rename(unfinishedFile, file);
			isFinished = true;
			await rm(picturesFile, { force: true });
			return { bytes: unfinished.length() };
		},
		abandon: async () => {
			await Promise.all([pictures.drop(), unfinished?.drop()]);
			const files = [picturesFile, unfinishedFile, ...(isFinished ? [file] : [])];
			await Promise.allSettled(files.map((path) => rm(path, { force: true })));
		},
	};
}

const LENGTH_BYTES = 4;

/** ISO/IEC 14496-15, 5.3.4.2: before each NAL unit stands its length, here in four bytes. */
function withLengths(nals: readonly Uint8Array[]): readonly Uint8Array[] {
	const lengths = Buffer.allocUnsafe(LENGTH_BYTES * nals.length);
	return nals.flatMap((nal, index) => {
		const end = lengths.writeUInt32BE(nal.length, LENGTH_BYTES * index);
		return [lengths.subarray(end - LENGTH_BYTES, end), nal];
	});
}

async function writeMovie(
	movie: Movie,
	pictures: GrowingFile,
	frames: readonly Uint8Array[],
	output: GrowingFile,
): Promise<void> {
	await output.append(fileHeader(movie));
	let picturesAt = 0;
	for (const { track, firstSample, sampleCount, bytes } of movie.chunks) {
		if (track === "audio") {
			await output.append(frames.slice(firstSample, firstSample + sampleCount));
			continue;
		}
		await output.append([await pictures.read(picturesAt, bytes)]);
		picturesAt += bytes;
	}
}
