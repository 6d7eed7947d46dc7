import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { ffmpegPath, streamInfo } from "./ffmpeg.ts";

/**
 * Decodes a video once, from end to end, and gives a hash of each frame: equal for frames that are, in all planes. The
 * luma of some frames (ascending) is shown to `onLuma` as it comes, in one and the same array, so that memory holds one
 * frame however long the video is. Throws where ffmpeg fails, and what `onLuma` throws.
 */
export async function goThroughVideo(
	file: string,
	frames: readonly number[],
	onLuma: (luma: Uint8Array, frame: number) => void,
): Promise<readonly string[]> {
	const { widthPx, heightPx } = streamInfo(file);
	const picked = `select=${frames.map((frame) => `eq(n\\,${frame})`).join("+")},extractplanes=y`;
	const luma = ["-vf", picked, "-pix_fmt", "gray", "-f", "rawvideo", "pipe:1"];
	const hashed = ["-pix_fmt", "yuv420p", "-f", "framehash", "-hash", "murmur3", "pipe:3"];
	const outputs = [luma, hashed].flatMap((output) => ["-map", "0:v", "-vsync", "0", ...output]);
	const strict = ["-nostdin", "-loglevel", "error", "-err_detect", "explode", "-xerror"];
	const ffmpeg = spawn(ffmpegPath, [...strict, "-i", file, ...outputs], {
		stdio: ["ignore", "pipe", "pipe", "pipe"],
	});
	const [, planes, said, words] = ffmpeg.stdio as unknown as readonly [null, Readable, Readable, Readable];
	const hashes = text(words);
	const end = Promise.all([once(ffmpeg, "close"), text(said)]);
	try {
		let shown = 0;
		for await (const plane of inPieces(planes, widthPx * heightPx)) onLuma(plane, frames[shown++] ?? -1);
		const [[code], complaints] = await end;
		if (code !== 0 || shown !== frames.length)
			throw new Error(`ffmpeg gave ${shown} of ${frames.length} frames, and ${code}: ${complaints}`);
	} finally {
		ffmpeg.kill("SIGKILL");
	}
	const lines = (await hashes).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
	return lines.map((line) => line.slice(line.lastIndexOf(",") + 1).trim());
}

/** Bytes by so many at a time, each over the ones before; an end that is shorter is not given. */
async function* inPieces(chunks: AsyncIterable<Buffer>, length: number): AsyncGenerator<Uint8Array> {
	const piece = Buffer.alloc(length);
	let filled = 0;
	for await (const chunk of chunks) {
		for (let from = 0; from < chunk.length; ) {
			const copied = chunk.copy(piece, filled, from);
			from += copied;
			filled += copied;
			if (filled < length) continue;
			yield piece;
			filled = 0;
		}
	}
}
