import { type AacTrack, FRAME_SAMPLES, PRIMING_SAMPLES } from "../aac/aac-track.ts";
import type { Chunk, Movie, Track } from "./movie.ts";
import { type PictureFormat, pictureEntry } from "./picture-entry.ts";
import { soundEntry } from "./sound-entry.ts";

/** Sizes and formats of all samples written. */
type Written = {
	readonly video: PictureFormat & { readonly fps: number };
	readonly pictureSizes: readonly number[];
	readonly keys: readonly number[];
	/** By how many pictures each is shown later than it comes; −1: one earlier. Default: none is. */
	readonly delays?: readonly number[];
	readonly audio: Omit<AacTrack, "frames"> | null;
	readonly frameSizes: readonly number[];
};

/** Ticks of a picture. With 1000, a second and a millisecond are whole numbers of ticks at every whole frame rate. */
export const PICTURE_TICKS = 1000;

/** The file as a value. Pictures and sound begin at 0 and end together. */
export function describeMovie({ video, pictureSizes, keys, delays = [], audio, frameSizes }: Written): Movie {
	const timescale = video.fps * PICTURE_TICKS;
	const pictures: Track = {
		id: 1,
		kind: "video",
		times: { timescale, sampleTicks: PICTURE_TICKS, lastSampleTicks: PICTURE_TICKS, skippedTicks: 0 },
		sizes: pictureSizes,
		delays: delays.some((delay) => delay !== 0) ? delays.map((delay) => delay * PICTURE_TICKS) : null,
		keys,
		sampleEntry: pictureEntry(video),
		widthPx: video.widthPx,
		heightPx: video.heightPx,
	};
	const durationSeconds = pictureSizes.length / video.fps;
	const sound = audio === null ? null : soundTrack(audio, frameSizes, durationSeconds);
	const samplesOfSound = audio && {
		sizes: frameSizes,
		samplesPerSecond: audio.sampleRate / FRAME_SAMPLES,
	};
	return {
		timescale,
		durationTicks: pictureSizes.length * PICTURE_TICKS,
		tracks: sound === null ? [pictures] : [pictures, sound],
		chunks: planChunks({ sizes: pictureSizes, samplesPerSecond: video.fps }, samplesOfSound),
	};
}

/** The last frame ends with the pictures: a player does not play the padding that the encoder added to it. */
function soundTrack(
	audio: Omit<AacTrack, "frames">,
	sizes: readonly number[],
	durationSeconds: number,
): Track {
	const heardSamples = Math.round(durationSeconds * audio.sampleRate);
	const lastSamples = PRIMING_SAMPLES + heardSamples - (sizes.length - 1) * FRAME_SAMPLES;
	if (lastSamples < 1 || lastSamples > FRAME_SAMPLES) {
		const expected = Math.ceil(heardSamples / FRAME_SAMPLES) + 1;
		throw new RangeError(
			`${expected} frames of sound were expected for ${durationSeconds} s, not ${sizes.length}`,
		);
	}
	return {
		id: 2,
		kind: "audio",
		times: {
			timescale: audio.sampleRate,
			sampleTicks: FRAME_SAMPLES,
			lastSampleTicks: lastSamples,
			skippedTicks: PRIMING_SAMPLES,
		},
		sizes,
		delays: null,
		keys: null,
		sampleEntry: soundEntry(audio, sizes, FRAME_SAMPLES / audio.sampleRate),
		widthPx: 0,
		heightPx: 0,
	};
}

/** The samples of a track: their bytes, and how many are needed a second. */
type Samples = { readonly sizes: readonly number[]; readonly samplesPerSecond: number };

/** Seconds of a track that lie together. A player that loads while it plays need not load more in advance. */
const CHUNK_SECONDS = 1;

/** Pictures and sound alternate, one second of each, pictures first. The last second takes the rest. */
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
