import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ffmpegPath } from "./ffmpeg.ts";

/** An ffmpeg that is given its arguments with `to` in place of each `from`. */
export function wrapFfmpeg(folder: string, from: string, to: string): string {
	const path = join(folder, `ffmpeg-${to.replace(/\W/g, "-")}`);
	const lines = ["#!/bin/bash", `exec ${ffmpegPath} "\${@//${from}/${to}}"`];
	writeFileSync(path, `${lines.join("\n")}\n`, { mode: 0o755 });
	return path;
}

/** As {@link wrapFfmpeg}; and of each call in which something was replaced it says that it took a hundred seconds of CPU. */
export function wrapDearFfmpeg(folder: string, from: string, to: string): string {
	const path = join(folder, `ffmpeg-dear-${to.replace(/\W/g, "-")}`);
	const lines = [
		"#!/bin/bash",
		`if [[ "$*" != *"${from}"* ]]; then exec ${ffmpegPath} "$@"; fi`,
		`${ffmpegPath} "\${@//${from}/${to}}" 2> >(sed 's/utime=[0-9.]*s stime=[0-9.]*s/utime=100.000s stime=0.000s/' >&2)`,
	];
	writeFileSync(path, `${lines.join("\n")}\n`, { mode: 0o755 });
	return path;
}
