import type { ChildProcess, SpawnOptions } from "node:child_process";
import { resolve } from "node:path";
import { PassThrough, pipeline, Readable, Writable } from "node:stream";
import fluent from "fluent-ffmpeg";

export type FfmpegEnd = {
	/** Why ffmpeg did not start; null if it started. */
	readonly startError: Error | null;
	readonly exitCode: number | null;
	readonly signal: NodeJS.Signals | null;
	/** The last hundred lines. */
	readonly stderr: readonly string[];
};

/** A running ffmpeg. Its pipes never emit unhandled errors, and are closed once it has ended. */
type FfmpegProcess = {
	/** Undefined if it did not start. */
	readonly pid: number | undefined;
	/** Descriptor 0. */
	readonly pictures: Writable;
	/** Descriptor 3. */
	readonly sound: Writable;
	/** What it writes to `pipe:1`, if requested: read it to its end, or ffmpeg waits. It may outlive the process. */
	readonly output: Readable;
	/** Resolves when the process is gone, for whatever reason. Never rejects. */
	readonly ended: Promise<FfmpegEnd>;
	/** Sends SIGKILL. No effect once the process has ended. */
	readonly kill: () => void;
};

/**
 * Starts ffmpeg with exactly these arguments in the folder `dir`, so that they (and what ffmpeg prints) name no path.
 *
 * The one place that uses fluent-ffmpeg, and of it what lies under `run()`: `run()` itself first starts two more
 * ffmpegs that cannot be aborted, reorders the arguments, knows of no second pipe and turns the exit code into words.
 */
export function startFfmpeg(
	path: string,
	args: readonly string[],
	dir: string,
	{ hasOutput = false }: { readonly hasOutput?: boolean } = {},
): FfmpegProcess {
	let child: ChildProcess | undefined;
	let lastOfStderr = () => "";
	const ended = new Promise<Error | null | undefined>((onEnd) => {
		const command = fluent() as unknown as FluentProcess;
		// The path is kept for the whole module, but is read at once, before another command can set it.
		command.setFfmpegPath(path.includes("/") ? resolve(path) : path);
		const options: SpawnOptions = {
			cwd: dir,
			stdio: ["pipe", hasOutput ? "pipe" : "ignore", "pipe", "pipe"],
		};
		const onStart: OnStart = (started) => {
			child = started;
			lastOfStderr = keepLast(started.stderr);
		};
		try {
			command._spawnFfmpeg([...args], options, onStart, onEnd);
		} catch (error) {
			onEnd(error instanceof Error ? error : new Error("ffmpeg did not start", { cause: error }));
		}
	}).then((error): FfmpegEnd => {
		for (const pipe of [pictures, sound]) pipe.destroy();
		return {
			startError: child?.pid === undefined ? (error ?? new Error("ffmpeg did not start")) : null,
			exitCode: child?.exitCode ?? null,
			signal: child?.signalCode ?? null,
			stderr: lastOfStderr().split("\n").slice(-LINES_KEPT),
		};
	});
	const pictures = quiet(child?.stdin);
	const sound = quiet(child?.stdio[3]);
	// When a process ends, Node discards output that nobody has begun to read, and a short process ends before its reader begins.
	const output = pipeline(child?.stdout ?? Readable.from([]), new PassThrough(), () => {});
	const kill = () => {
		child?.kill("SIGKILL");
		// A child of ffmpeg's may outlive it, hold the pipe and write to it for ever.
		child?.stderr?.destroy();
	};
	return { pid: child?.pid, pictures, sound, output, ended, kill };
}

const LINES_KEPT = 100;
/** Characters of stderr: more than a hundred of ffmpeg's lines. */
const CHARACTERS_KEPT = 64 * 1024;

/**
 * Keeps the end of a stream, at little cost a chunk. fluent's own line splitting is replaced: an ffmpeg that floods its stderr,
 * or writes one line without an end, kept the whole process so busy that timers and signals waited.
 */
function keepLast(stream: Readable | null): () => string {
	let [older, newer] = ["", ""];
	stream?.removeAllListeners("data").on("data", (chunk: string) => {
		newer += chunk;
		if (newer.length > CHARACTERS_KEPT) [older, newer] = [newer, ""];
	});
	return () => (older + newer).slice(-CHARACTERS_KEPT);
}

type OnStart = (child: ChildProcess) => void;
/** The part of a fluent command that runs a process. The package is archived at 2.1.3 and will not change. */
type FluentProcess = {
	setFfmpegPath(path: string): void;
	_spawnFfmpeg(
		args: string[],
		options: SpawnOptions,
		onStart: OnStart,
		onEnd: (error?: Error | null) => void,
	): void;
};

/** A pipe whose errors only its writers' callbacks see; a closed pipe if there is none. */
function quiet(stream: unknown): Writable {
	const pipe = stream instanceof Writable ? stream : new Writable().destroy();
	pipe.on("error", () => {});
	return pipe;
}
