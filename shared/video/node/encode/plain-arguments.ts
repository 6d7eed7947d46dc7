import type { EncodeSettings } from "../../encode/engine.ts";
import type { Film } from "../../encode/film.ts";
import { KEY_INTERVAL_SECONDS } from "../../encode/key-interval.ts";
import { AAC_BITS_PER_SECOND } from "../../sound/format.ts";

/**
 * Fixed, so that the same plan gives the same file on every machine. The CPU does not depend on it; on 900 frames of 1080×1920
 * two threads took 0.6 of one thread's time and 229 MB instead of 178.
 */
const X264_THREADS = 2;

/** The arguments of the one ffmpeg that makes a film's video; it reads pictures from descriptor 0 and sound from descriptor 3. */
export function plainArguments(
	film: Omit<Film, "holds">,
	settings: EncodeSettings,
	outputName: string,
): readonly string[] {
	return [
		...["-hide_banner", "-nostats", "-benchmark"],
		...pictureInput(film),
		...(film.sound === null ? [] : soundInput(film.sound.sampleRate)),
		...["-map", "0:v"],
		...pictureOutput(film, settings),
		...(film.sound === null ? [] : ["-map", "1:a", "-c:a", "aac", "-b:a", `${AAC_BITS_PER_SECOND}`]),
		// The installed ffmpeg writes the container's colour box only when told to.
		...["-movflags", "+faststart+write_colr"],
		...["-f", "mp4", "-y", outputName],
	];
}

function pictureInput({ widthPx, heightPx, fps }: Omit<Film, "holds">): readonly string[] {
	return [
		...WITHOUT_PROBING,
		...["-f", "rawvideo", "-pix_fmt", "yuv420p"],
		...["-s", `${widthPx}x${heightPx}`, "-r", `${fps}`],
		...["-i", "pipe:0"],
	];
}

function soundInput(sampleRate: number): readonly string[] {
	return [...WITHOUT_PROBING, "-f", "f32le", "-ar", `${sampleRate}`, "-ac", "1", "-i", "pipe:3"];
}

/** Raw input needs no probing, and by default ffmpeg holds eight packets (pictures!) of each input. */
export const WITHOUT_PROBING = ["-probesize", "32", "-analyzeduration", "0", "-thread_queue_size", "2"];

function pictureOutput(
	{ widthPx, heightPx, fps }: Omit<Film, "holds">,
	{ crf, preset }: EncodeSettings,
): readonly string[] {
	return [
		...["-c:v", "libx264", "-profile:v", "high", "-preset", preset, "-crf", `${crf}`],
		// `ultrafast` turns the 8×8 transform off, and x264 would then flag the stream as Baseline.
		...["-x264-params", "8x8dct=1"],
		...["-pix_fmt", "yuv420p", "-r", `${fps}`, "-vsync", "cfr"],
		// Pixels are square. Without this the container has no box for it, and players guess.
		...["-aspect", `${widthPx}:${heightPx}`],
		...["-g", `${fps * KEY_INTERVAL_SECONDS}`, "-threads", `${X264_THREADS}`],
		...["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv"],
	];
}
