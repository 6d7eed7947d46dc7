import { type FileHandle, open } from "node:fs/promises";

/**
 * Sets the duration of a finished MP4 to `durationTicks` of `timescale` a second, in place. ffmpeg adds the sound's priming to
 * the duration of the movie and the sound track, though the edit list leaves it out (60.022 s for 60 s of pictures), and counts
 * in milliseconds; some players and upload forms refuse a file that is longer than its pictures. Playback does not change. A file
 * of an unexpected build (no moov, 64-bit times) is left alone.
 */
export async function setMovieDuration(
	path: string,
	timescale: number,
	durationTicks: number,
): Promise<void> {
	const file = await open(path, "r+");
	try {
		const moov = await findMoov(file);
		if (moov === null) return;
		const { at, bytes } = moov;
		if (!patch(bytes, timescale, durationTicks)) return;
		await file.write(bytes, 0, bytes.length, at);
	} finally {
		await file.close();
	}
}

type Moov = { readonly at: number; readonly bytes: Buffer };

/** ISO/IEC 14496-12, 4.2: boxes one after the other, each with its size first. */
async function findMoov(file: FileHandle): Promise<Moov | null> {
	const header = Buffer.alloc(16);
	for (let at = 0; ; ) {
		const { bytesRead } = await file.read(header, 0, 16, at);
		if (bytesRead < 8) return null;
		const short = header.readUInt32BE(0);
		const size = short === 1 ? Number(header.readBigUInt64BE(8)) : short;
		if (size < 8) return null;
		if (header.toString("latin1", 4, 8) === "moov") {
			const bytes = Buffer.alloc(size);
			return (await file.read(bytes, 0, size, at)).bytesRead === size ? { at, bytes } : null;
		}
		at += size;
	}
}

/** Clauses 8.2.2, 8.3.2 and 8.6.6. Returns false, having changed nothing, if one of these boxes is not of version 0. */
function patch(moov: Buffer, timescale: number, durationTicks: number): boolean {
	const boxes = [...boxesIn(moov, 8, moov.length)];
	if (boxes.some(({ at }) => moov[at + 8] !== 0) || boxes.length === 0) return false;
	for (const { type, at } of boxes) {
		if (type === "mvhd") {
			moov.writeUInt32BE(timescale, at + 20);
			moov.writeUInt32BE(durationTicks, at + 24);
		} else if (type === "tkhd") {
			moov.writeUInt32BE(durationTicks, at + 28);
		} else if (moov.readUInt32BE(at + 12) === 1) {
			moov.writeUInt32BE(durationTicks, at + 16);
		}
	}
	return true;
}

type Found = { readonly type: string; readonly at: number };

const CONTAINERS = ["trak", "edts"];

function* boxesIn(bytes: Buffer, start: number, end: number): Generator<Found> {
	for (let at = start; at + 8 <= end; ) {
		const size = bytes.readUInt32BE(at);
		const type = bytes.toString("latin1", at + 4, at + 8);
		if (size < 8) return;
		if (type === "mvhd" || type === "tkhd" || type === "elst") yield { type, at };
		else if (CONTAINERS.includes(type)) yield* boxesIn(bytes, at + 8, at + size);
		at += size;
	}
}
