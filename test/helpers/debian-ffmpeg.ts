import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Debian's ffmpeg, a newer one than the installed package. Where it is missing, its tests are left out, and say so. */
export const HAS_DEBIAN_FFMPEG = existsSync("/usr/bin/ffmpeg") && existsSync("/usr/bin/ffprobe");
if (!HAS_DEBIAN_FFMPEG)
	process.stderr.write("Left out for want of Debian's package ffmpeg: tests with it.\n");

/** What an ffmpeg says of a file that it decodes whole, at the level of warnings and above; empty is right. */
export function complaintsOf(file: string, path = "/usr/bin/ffmpeg"): string {
	const strict = ["-err_detect", "explode", "-xerror"];
	const run = spawnSync(path, ["-v", "warning", "-nostdin", ...strict, "-i", file, "-f", "null", "-"]);
	return run.status === 0 ? run.stderr.toString() : `ended with ${run.status}: ${run.stderr}`;
}

/** A stream's fields as ffprobe tells them. */
export function probeStream(file: string, kind: "v" | "a"): Record<string, unknown> {
	const shown = ["-v", "error", "-select_streams", kind, "-count_frames", "-show_streams", "-of", "json"];
	const run = spawnSync("/usr/bin/ffprobe", [...shown, file]);
	return JSON.parse(run.stdout.toString()).streams[0];
}

/** Where each packet of a file lies, in the order of the file. */
export function packetPlaces(file: string): { kind: string; seconds: number; at: number }[] {
	const shown = [
		"-v",
		"error",
		"-show_packets",
		"-show_entries",
		"packet=codec_type,pts_time,pos",
		"-of",
		"json",
	];
	const { packets } = JSON.parse(spawnSync("/usr/bin/ffprobe", [...shown, file]).stdout.toString());
	return packets
		.map((packet: Record<string, string>) => ({
			kind: packet["codec_type"],
			seconds: Number(packet["pts_time"]),
			at: Number(packet["pos"]),
		}))
		.toSorted((a: { at: number }, b: { at: number }) => a.at - b.at);
}
