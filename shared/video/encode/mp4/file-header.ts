import { ascii, box, type Part, u32 } from "./box.ts";
import type { Movie } from "./movie.ts";
import { fileTypeBox, movieBox } from "./movie-box.ts";

/** Chunk offsets are 32-bit numbers. */
const MAX_FILE_BYTES = 2 ** 32 - 1;

/** All that comes before the media, which follow in the order of the movie's chunks. Throws RangeError from 4 GiB on. */
export function fileHeader(movie: Movie): readonly Part[] {
	const mediaBytes = movie.chunks.reduce((sum, { bytes }) => sum + bytes, 0);
	const headerBytes = box("mdat").length;
	const fileType = fileTypeBox(movie);
	const mediaOffset = fileType.length + movieBox(movie, 0).length + headerBytes;
	if (mediaOffset + mediaBytes > MAX_FILE_BYTES)
		throw new RangeError("a video of less than 4 GiB was expected");
	return [fileType, movieBox(movie, mediaOffset), u32(headerBytes + mediaBytes), ascii("mdat")];
}
