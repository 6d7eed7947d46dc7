import type { AacTrack } from "../../../shared/video/encode/aac/aac-track.ts";
import { describeMovie } from "../../../shared/video/encode/mp4/describe-movie.ts";
import { fileHeader } from "../../../shared/video/encode/mp4/file-header.ts";
import type { CodedFrames } from "./frame-encoder.ts";
import type { VideoSize } from "./messages.ts";
import { readParameterSets } from "./parameter-sets.ts";

/** An MP4 whose index comes first, at a constant rate. `sound`: null for a video without a sound track. */
export function writeMp4(
	size: VideoSize,
	{ frames, keys, description }: CodedFrames,
	sound: AacTrack | null,
): Blob {
	const { sps, pps } = readParameterSets(description);
	const soundFrames = sound === null ? [] : toBlobParts(sound.frames);
	const movie = describeMovie({
		video: { ...size, sps, pps: [pps] },
		pictureSizes: frames.map(({ length }) => length),
		keys,
		audio: sound,
		frameSizes: soundFrames.map(({ length }) => length),
	});
	const media = movie.chunks.flatMap(({ track, firstSample, sampleCount }) =>
		(track === "audio" ? soundFrames : frames).slice(firstSample, firstSample + sampleCount),
	);
	return new Blob([...toBlobParts(fileHeader(movie)), ...media], { type: "video/mp4" });
}

/** A Blob takes no shared memory, which the type of a mere `Uint8Array` allows. */
function toBlobParts(parts: Iterable<Uint8Array>): readonly Uint8Array<ArrayBuffer>[] {
	return [...parts].map((part) => new Uint8Array(part));
}
