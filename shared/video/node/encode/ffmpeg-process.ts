import type { ChildProcess, SpawnOptions } from "node:child_process";
import { resolve } from "node:path";
import { PassThrough, pipeline, Readable, Writable } from "node:stream";
import fluent from "fluent-ffmpeg";

export type FfmpegEnd = {
	/** Why it did not start at all; null where it did. */
	readonly startError: Error | null;
	readonly exitCode: number | null;
	readonly signal: NodeJS.Signals | null;
	/** Its last hundred lines. */
	readonly stderr: readonly string[];
};

/** A running ffmpeg. Its pipes never emit unhandled errors, and are closed when it has ended. */
export type FfmpegProcess = {
	/** Undefined where it did not start. */
	readonly pid: number | undefined;
	/** Its descriptor 0. */
	readonly pictures: Writable;
	/** Its descriptor 3. */
	readonly sound: Writable;
	/** What it writes to `pipe:1`, where that was asked for: read it to its end, or ffmpeg waits. It may outlive the process. */
	readonly output: Readable;
	/** Fulfilled when the process is gone, however it went. Never rejects. */
	readonly ended: Promise<FfmpegEnd>;
	/** SIGKILL; without effect on one that has ended. */
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
	// Node throws away what nobody has begun to read when a process ends, and a short one ends before its reader begins.
	const output = pipeline(child?.stdout ?? Readable.from([]), new PassThrough(), () => {});
	const kill = () => {
		child?.kill("SIGKILL");
		// A process of its own that it leaves behind may hold the pipe, and write to it for ever.
		child?.stderr?.destroy();
	};
	return { pid: child?.pid, pictures, sound, output, ended, kill };
}

const LINES_KEPT = 100;
/** Of stderr; more than a hundred of ffmpeg's lines. */
const CHARACTERS_KEPT = 64 * 1024;

/**
 * The last of what is written to a stream, at little cost a chunk. fluent's own lines are taken off: an ffmpeg that floods its
 * stderr, or writes one line without an end, kept the whole process busy with them, so that it heard no timer and no signal.
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
/** The part of a fluent command that runs a process. The package is archived at 2.1.3: this will not change any more. */
type FluentProcess = {
	setFfmpegPath(path: string): void;
	_spawnFfmpeg(
		args: string[],
		options: SpawnOptions,
		onStart: OnStart,
		onEnd: (error?: Error | null) => void,
	): void;
};

/** A pipe whose errors are seen by its writers' callbacks alone; one that never came to be is a closed one. */
function quiet(stream: unknown): Writable {
	const pipe = stream instanceof Writable ? stream : new Writable().destroy();
	pipe.on("error", () => {});
	return pipe;
}
