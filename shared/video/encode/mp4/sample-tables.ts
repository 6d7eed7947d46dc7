import { ascii, box, fullBox, type Part, table, u16, u32 } from "./box.ts";
import type { Movie, Track } from "./movie.ts";

/**
 * Lists where a track's samples are, how long each lasts, and which are key frames (ISO/IEC 14496-12, 8.5 to 8.7). The first
 * chunk begins at `mediaOffset` in the file.
 */
export function sampleTableBox(track: Track, movie: Movie, mediaOffset: number): Part {
	return box(
		"stbl",
		fullBox("stsd", 0, 0, u32(1), track.sampleEntry),
		timesBox(track),
		...(track.delays === null ? [] : [delaysBox(track.delays)]),
		...(track.keys === null ? [] : [keysBox(track.keys)]),
		...chunkBoxes(track, movie, mediaOffset),
		fullBox("stsz", 0, 0, u32(0, track.sizes.length), table(track.sizes)),
		...(track.kind === "audio" ? rollBoxes(track.sizes.length) : []),
	);
}

function timesBox({ times: { sampleTicks, lastSampleTicks }, sizes }: Track): Part {
	const runs = [
		[sizes.length - 1, sampleTicks],
		[1, lastSampleTicks],
	];
	const entries = sampleTicks === lastSampleTicks ? [[sizes.length, sampleTicks]] : runs;
	return fullBox("stts", 0, 0, u32(entries.length), table(entries.flat()));
}

/**
 * 8.6.1.3. Version 1, of numbers with a sign, and not an edit list that leaves out the first pictures' delay: what ignores edit lists
 * shows all pictures in time too. The last two pictures are runs of their own: ffmpeg does not ask the last two runs how long before
 * its turn a picture is shown, and would warn of, and change, the times of a video's only row of such.
 */
function delaysBox(delays: readonly number[]): Part {
	const runs: [count: number, ticks: number][] = [];
	for (const [index, ticks] of delays.entries()) {
		const last = runs.at(-1);
		if (last?.[1] === ticks && index < delays.length - 2) last[0]++;
		else runs.push([1, ticks]);
	}
	return fullBox("ctts", 1, 0, u32(runs.length), table(runs.flat()));
}

function keysBox(keys: readonly number[]): Part {
	return fullBox("stss", 0, 0, u32(keys.length), table(keys.map((index) => index + 1)));
}

function chunkBoxes({ kind }: Track, { chunks }: Movie, mediaOffset: number): readonly Part[] {
	const offsets: number[] = [];
	/** A chunk gets an entry only if its number of samples differs from the chunk before. */
	const runs: number[] = [];
	let [offset, lastCount] = [mediaOffset, 0];
	for (const { track, sampleCount, bytes } of chunks) {
		if (track === kind) {
			offsets.push(offset);
			if (sampleCount !== lastCount) runs.push(offsets.length, sampleCount, 1);
			lastCount = sampleCount;
		}
		offset += bytes;
	}
	return [
		fullBox("stsc", 0, 0, u32(runs.length / 3), table(runs)),
		fullBox("stco", 0, 0, u32(offsets.length), table(offsets)),
	];
}

/**
 * A decoder of sound that starts in the middle has to begin one frame (−1) earlier, because two windows make a frame's
 * samples (ISO/IEC 14496-12, 10.1; ISO/IEC 14496-14 asks for it with AAC).
 */
function rollBoxes(sampleCount: number): readonly Part[] {
	const roll = ascii("roll");
	return [
		fullBox("sgpd", 1, 0, roll, u32(2, 1), u16(0xffff)),
		fullBox("sbgp", 0, 0, roll, u32(1, sampleCount, 1)),
	];
}
