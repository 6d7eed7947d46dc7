import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ChatreelError } from "../../../core/errors.ts";
import { type FfmpegProbe, installedFfmpegPath } from "./installed-ffmpeg.ts";

/**
 * Starts ffmpeg and asks for its encoders. Rejects with DEPENDENCY_ERROR if it does not start, fails, or does not answer within
 * `timeoutMs` (then it is killed). Default of `ffmpegPath`: the installed one.
 */
export async function probeFfmpeg(
	ffmpegPath: string | undefined,
	{ timeoutMs = 5000 }: { readonly timeoutMs?: number } = {},
): Promise<FfmpegProbe> {
	const path = ffmpegPath ?? (await installedFfmpegPath());
	const limits = { timeout: timeoutMs, killSignal: "SIGKILL" } as const;
	const { stdout, stderr } = await promisify(execFile)(path, ["-encoders"], limits).catch(refuse(timeoutMs));
	return {
		// The installed ffmpeg prints its banner on stderr, before the list on stdout.
		version: /ffmpeg version (\S+)/.exec(stderr)?.[1] ?? "unknown",
		hasLibx264: /^ V\S* libx264 /m.test(stdout),
		hasAac: /^ A\S* aac /m.test(stdout),
	};
}

function refuse(timeoutMs: number): (cause: { readonly killed?: boolean; readonly code?: unknown }) => never {
	return (cause) => {
		const reason =
			cause.killed === true ? `did not answer within ${timeoutMs} ms` : `could not be run (${cause.code})`;
		throw new ChatreelError("DEPENDENCY_ERROR", `ffmpeg ${reason}`, { cause });
	};
}
