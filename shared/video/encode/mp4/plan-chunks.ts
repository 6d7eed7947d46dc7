import type { Chunk } from "./movie.ts";

/** Samples of a track, for laying them out: their bytes, and when each is needed. */
export type Samples = { readonly sizes: readonly number[]; readonly samplesPerSecond: number };

/** How much of a track lies together: a player that loads while it plays needs no more in advance than this. */
const CHUNK_SECONDS = 1;

/** Pictures and sound of one second after another, pictures first. The last second takes what is left over. */
export function planChunks(video: Samples, audio: Samples | null): readonly Chunk[] {
	const chunks: Chunk[] = [];
	const tracks = [
		{ track: "video", ...video } as const,
		...(audio === null ? [] : [{ track: "audio", ...audio } as const]),
	];
	const seconds = Math.max(1, Math.ceil(video.sizes.length / video.samplesPerSecond / CHUNK_SECONDS));
	for (let index = 0; index < seconds; index++) {
		for (const { track, sizes, samplesPerSecond } of tracks) {
			const sampleAt = (seconds: number) => Math.ceil(seconds * CHUNK_SECONDS * samplesPerSecond);
			const isLast = index === seconds - 1;
			const firstSample = Math.min(sizes.length, sampleAt(index));
			const end = isLast ? sizes.length : Math.min(sizes.length, sampleAt(index + 1));
			if (end === firstSample) continue;
			const bytes = sizes.slice(firstSample, end).reduce((sum, size) => sum + size, 0);
			chunks.push({ track, firstSample, sampleCount: end - firstSample, bytes });
		}
	}
	return chunks;
}
