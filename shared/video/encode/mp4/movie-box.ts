import { ascii, box, fullBox, type Part, UNITY_MATRIX, u16, u32 } from "./box.ts";
import type { Movie, Track } from "./movie.ts";
import { sampleTableBox } from "./sample-tables.ts";

/**
 * ISO/IEC 14496-12, 4.3: `isom` and `iso2` are the base format, `avc1` its use with H.264, `mp41` MPEG-4 itself, and `iso4` allows that
 * samples are shown earlier than they are decoded.
 */
export function fileTypeBox({ tracks }: Movie): Part {
	const isReordered = tracks.some(({ delays }) => delays !== null);
	return box("ftyp", ascii(`isom\0\0\x02\0isomiso2${isReordered ? "iso4" : ""}avc1mp41`));
}

/**
 * The index of a file whose media begin at `mediaOffset`; its length does not depend on that. Creation times are 0, so that the
 * same video is the same bytes. Clauses without a document are those of ISO/IEC 14496-12.
 */
export function movieBox(movie: Movie, mediaOffset: number): Part {
	const nextTrackId = movie.tracks.length + 1;
	return box(
		"moov",
		// 8.2.2. Rate 1.0 and volume 1.0 are fixed-point numbers.
		fullBox(
			"mvhd",
			...[0, 0],
			u32(0, 0, movie.timescale, movie.durationTicks, 0x1_0000),
			u16(0x100, 0),
			u32(0, 0),
			UNITY_MATRIX,
			u32(0, 0, 0, 0, 0, 0, nextTrackId),
		),
		...movie.tracks.map((track) => trackBox(track, movie, mediaOffset)),
	);
}

function trackBox(track: Track, movie: Movie, mediaOffset: number): Part {
	const isAudio = track.kind === "audio";
	return box(
		"trak",
		// 8.3.2, enabled and in the movie. Tracks of one kind would be alternatives; there is one of each.
		fullBox(
			"tkhd",
			...[0, 3],
			u32(0, 0, track.id, 0, movie.durationTicks, 0, 0),
			u16(0, isAudio ? 1 : 0, isAudio ? 0x100 : 0, 0),
			UNITY_MATRIX,
			u32(track.widthPx * 0x1_0000, track.heightPx * 0x1_0000),
		),
		editBox(track, movie),
		mediaBox(track, movie, mediaOffset),
	);
}

/** 8.6.6: which part of a track is shown: all pictures, and the sound without the encoder's priming. Always at rate 1. */
function editBox({ times }: Track, { durationTicks }: Movie): Part {
	return box("edts", fullBox("elst", 0, 0, u32(1, durationTicks, times.skippedTicks), u16(1, 0)));
}

function mediaBox(track: Track, movie: Movie, mediaOffset: number): Part {
	const { timescale, sampleTicks, lastSampleTicks } = track.times;
	const durationTicks = (track.sizes.length - 1) * sampleTicks + lastSampleTicks;
	const [handler, name, header] =
		track.kind === "video"
			? ["vide", "Pictures", fullBox("vmhd", 0, 1, u16(0, 0, 0, 0))]
			: ["soun", "Sound", fullBox("smhd", 0, 0, u16(0, 0))];
	return box(
		"mdia",
		// 8.4.2. The language is `und`, in three times five bits.
		fullBox("mdhd", 0, 0, u32(0, 0, timescale, durationTicks), u16(0x55c4, 0)),
		fullBox("hdlr", 0, 0, u32(0), ascii(handler), u32(0, 0, 0), ascii(`${name}\0`)),
		box(
			"minf",
			header,
			// 8.7.2: flag 1, the media are in this very file.
			box("dinf", fullBox("dref", 0, 0, u32(1), fullBox("url ", 0, 1))),
			sampleTableBox(track, movie, mediaOffset),
		),
	);
}
