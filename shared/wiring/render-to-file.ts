import { access, constants, copyFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { planSound } from "../audio/plan-sound.ts";
import type { Conversation } from "../chat/conversation.ts";
import { ChatreelError } from "../core/errors.ts";
import { createPlainEngine } from "../encode/plain-engine.ts";
import { openStudio } from "../paint/open-studio.ts";
import { posterPng } from "../paint/poster-png.ts";
import type { Env } from "../platform/env.ts";
import { withTempDir } from "../platform/temp-dir.ts";
import { type RenderOptions, type RenderResult, renderJob } from "../render/render-job.ts";
import { type PreflightEnv, requireRealPreflight } from "./preflight.ts";

export type LocalResult = RenderResult & {
	/** Null: only a job on the function has an id and a quote. */
	readonly jobId: null;
	readonly quotedCpuSeconds: null;
	readonly outputPath: string;
	readonly posterPath: string;
};

export type LocalEnv = PreflightEnv & Pick<Env, "FFMPEG_PATH">;

/**
 * Renders on this machine to `outputPath` (`….mp4`), the poster beside it as `….poster.png`. Both appear whole at the
 * end or not at all, and replace what was there. Rejects with INVALID_INPUT (nothing was begun), DEPENDENCY_ERROR or
 * RESOURCE_EXHAUSTED (the pre-flight), RENDER_FAILED (where the place cannot be written to: at once), or the signal's
 * reason.
 */
export async function renderToFile(
	conversation: Conversation,
	outputPath: string,
	env: LocalEnv,
	options: RenderOptions,
): Promise<LocalResult> {
	await requireWritable(dirname(outputPath));
	const posterPath = `${outputPath.replace(/\.mp4$/i, "")}.poster.png`;
	const result = await renderJob(
		conversation,
		{
			requirePreflight: () => requireRealPreflight(env),
			openStudio: async (texts) => openStudio(texts),
			planSound,
			encode: createPlainEngine({ ffmpegPath: env.FFMPEG_PATH }),
			posterPng,
			withTempDir,
			deliver: async ({ videoFile, posterPng: poster }) => {
				await placeWhole(outputPath, (to) => copyFile(videoFile, to)).catch(refuse(outputPath));
				await placeWhole(posterPath, (to) => writeFile(to, poster)).catch(refuse(posterPath));
				return { bucketId: null, fileId: null, posterFileId: null };
			},
			cpuMs: () => {
				const { user, system } = process.cpuUsage();
				return (user + system) / 1000;
			},
			now: () => performance.now(),
		},
		options,
	);
	return { ...result, jobId: null, quotedCpuSeconds: null, outputPath, posterPath };
}

/** Before any work: minutes of rendering are not to end at a directory that is not there. */
async function requireWritable(directory: string): Promise<void> {
	await access(directory, constants.W_OK).catch((cause: NodeJS.ErrnoException) => {
		throw new ChatreelError("RENDER_FAILED", `Nothing can be written to ${directory} (${cause.code}).`, {
			cause,
		});
	});
}

/** Writes beside the goal and renames, so that nobody ever sees, or is left with, half a file. */
async function placeWhole(path: string, write: (to: string) => Promise<unknown>): Promise<void> {
	const unfinished = join(dirname(path), `.chatreel-${process.pid}-${Date.now()}.part`);
	try {
		await write(unfinished);
		await rename(unfinished, path);
	} finally {
		await rm(unfinished, { force: true });
	}
}

function refuse(path: string): (cause: unknown) => never {
	return (cause) => {
		throw new ChatreelError("RENDER_FAILED", `The video was made, but ${path} could not be written.`, {
			cause,
		});
	};
}
