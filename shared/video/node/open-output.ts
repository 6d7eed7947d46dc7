import { copyFile, mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { ChatreelError, describeSystemError } from "../../core/errors.ts";
import type { MachineFiles, VideoFiles } from "../machine.ts";

/** Checks the paths of a video and its poster before any work, and returns a function that moves the finished files there. */
export const openOutput: MachineFiles["openOutput"] = async (video, directory = dirname(video)) => {
	const places: VideoFiles = { video, poster: `${video.replace(/\.mp4$/i, "")}.poster.png` };
	for (const each of new Set([dirname(video), directory])) await requireWritable(each);
	for (const path of [places.video, places.poster]) await requireFreeName(path);
	return async (made) => {
		await moveWhole(made.video, places.video).catch(async (cause: unknown) => {
			throw await keep(made.video, places.video, cause);
		});
		await moveWhole(made.poster, places.poster).catch((cause: unknown) => {
			throw unwritten(`The video is in ${places.video}, but its poster ${places.poster}`, cause);
		});
		return places;
	};
};

/**
 * Minutes of rendering must not end at a missing directory. A file is created there and removed again, because permissions alone
 * do not tell (/proc, a read-only disk). A full disk may have room by then.
 */
async function requireWritable(directory: string): Promise<void> {
	const trial = unfinishedIn(directory);
	await writeFile(trial, "", { flag: "wx" }).catch((cause: NodeJS.ErrnoException) => {
		if (cause.code === "ENOSPC" || cause.code === "EDQUOT") return;
		const message = `Nothing can be written to ${directory}: ${describeSystemError(cause)}.`;
		throw new ChatreelError("RENDER_FAILED", message, { cause });
	});
	await rm(trial, { force: true });
}

async function requireFreeName(path: string): Promise<void> {
	const there = await stat(path).catch(() => null);
	if (there?.isDirectory()) {
		throw new ChatreelError("RENDER_FAILED", `Nothing can be written to ${path}: it is a directory.`);
	}
	if (Buffer.byteLength(basename(path)) > 255) {
		throw new ChatreelError("RENDER_FAILED", `Nothing can be written to ${path}: its name is too long.`);
	}
}

/** A file appears whole. To another disk it is first copied beside its final path. */
async function moveWhole(from: string, to: string): Promise<void> {
	try {
		await rename(from, to);
		return;
	} catch (error) {
		if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
	}
	const unfinished = unfinishedIn(dirname(to));
	try {
		await copyFile(from, unfinished);
		await rename(unfinished, to);
	} finally {
		await rm(unfinished, { force: true });
	}
}

function unfinishedIn(directory: string): string {
	return join(directory, `.chatreel-${process.pid}-${crypto.randomUUID()}.part`);
}

/**
 * Moves a finished video that could not be put in place (mostly because the disk is full) out of the folder that is about to be
 * removed, so that minutes of work are not lost. A rename needs no more room. Returns the error that says where the video is.
 */
async function keep(video: string, output: string, cause: unknown): Promise<ChatreelError> {
	try {
		const kept = join(await mkdtemp(join(tmpdir(), "chatreel-kept-")), basename(output));
		await rename(video, kept);
		return unwritten(`The video was made and is kept as ${kept}, but ${output}`, cause);
	} catch {
		return unwritten(`The video was made, but ${output}`, cause);
	}
}

function unwritten(start: string, cause: unknown): ChatreelError {
	return new ChatreelError("RENDER_FAILED", `${start} could not be written: ${describeSystemError(cause)}.`, {
		cause,
	});
}
