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
