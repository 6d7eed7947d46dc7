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

/**
 * As {@link wrapFfmpeg}; and of each call with `dear` in its arguments it says that it took a hundred seconds of CPU, of every
 * other that it took one. Where `dear` is another call than the one in which something is replaced, it begins when that has ended.
 */
export function wrapDearFfmpeg(folder: string, from: string, to: string, dear: string): string {
	const path = join(folder, `ffmpeg-dear-${dear.replace(/\W/g, "-")}`);
	const run = `${ffmpegPath} "\${@//${from}/${to}}"`;
	const lines = [
		"#!/bin/bash",
		"all=$*",
		`[[ $all == *"${dear}"* ]] && isDear=1; [[ $all == *"${from}"* ]] && isOther=1`,
		`while [[ $isDear && ! $isOther && ! -e ${path}-other-has-ended ]]; do sleep 0.05; done`,
		"[[ $isDear ]] && seconds=100 || seconds=1",
		`${run} 2> >(sed "s/utime=[0-9.]*s stime=[0-9.]*s/utime=$seconds.000s stime=0.000s/" >&2)`,
		"status=$?",
		`[[ $isOther ]] && touch ${path}-other-has-ended`,
		"exit $status",
	];
	writeFileSync(path, `${lines.join("\n")}\n`, { mode: 0o755 });
	return path;
}
