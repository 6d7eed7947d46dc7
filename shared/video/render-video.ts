import { ChatreelError, toChatreelError } from "../core/errors.ts";
import { createFault } from "../core/fault.ts";
import { parseConversation } from "./conversation/parse.ts";
import type { LoadPicture } from "./conversation/pictures/read-pictures.ts";
import type { Warning } from "./conversation/warning.ts";
import { decodePictures } from "./decode-pictures.ts";
import type { EngineName } from "./encode/engine.ts";
import type { Machine, VideoFiles } from "./machine.ts";
import { createPainter } from "./paint/painter.ts";
import { planVideo, type VideoPlan } from "./plan-video.ts";

export type RenderProgress = { readonly framesDone: number; readonly framesTotal: number };

export type RenderOptions = {
	/** The path of the video, `….mp4`. The poster goes beside it, as `….poster.png`. Files that are there are replaced. */
	readonly output: string;
	/** Default `fast`. `plain` leaves every frame to x264: it takes many times the CPU. */
	readonly engine?: EngineName | undefined;
	/** The most messages that a conversation may have. Default 50. Memory and CPU grow with them. */
	readonly maxMessages?: number | undefined;
	/**
	 * Reads a picture that is no data URL: a path, or a file in a bucket. Default: such a picture is a fault. Nothing is ever fetched
	 * from the network by itself.
	 */
	readonly loadPicture?: LoadPicture | undefined;
	/** An existing directory for temporary files, about three times as large as the video. Default: the system's, TMPDIR or /tmp. */
	readonly directory?: string | undefined;
	/** Stops the work. The call then rejects with the signal's reason, and leaves no file and no process. */
	readonly signal?: AbortSignal | undefined;
	/** Called at most a few times a second. */
	readonly onProgress?: ((progress: RenderProgress) => void) | undefined;
};

export type RenderedVideo = {
	readonly files: VideoFiles;
	readonly frames: number;
	/** Size of the video file. */
	readonly bytes: number;
	readonly durationSeconds: number;
	/** User and system, of ffmpeg and of this process. Other work of this process at the same time is counted too. */
	readonly cpuSeconds: number;
	/** Warnings for the maker: texts too long to read in time, letters that no font has, and the like. */
	readonly warnings: readonly Warning[];
};

/**
 * Makes a video and its poster. Each file appears whole or not at all. Rejects with a ChatreelError: INVALID_INPUT
 * lists every fault of the conversation and of its pictures in `details.faults`; RENDER_FAILED where `output` cannot be written (before any
 * work) or ffmpeg fails; DEPENDENCY_ERROR where ffmpeg or a font is missing; RESOURCE_EXHAUSTED where memory or disk ran out.
 * Once the signal has aborted, it rejects with its reason.
 */
export async function renderVideo(
	conversation: unknown,
	options: RenderOptions,
	machine: Machine,
): Promise<RenderedVideo> {
	try {
		// A caller in plain JavaScript may leave the options out.
		return await render(conversation, { ...options }, machine);
	} catch (thrown) {
		options?.signal?.throwIfAborted();
		throw toChatreelError(thrown);
	}
}

async function render(
	conversation: unknown,
	options: RenderOptions,
	machine: Machine,
): Promise<RenderedVideo> {
	const { output, engine = "fast", maxMessages, loadPicture, directory: root, signal, onProgress } = options;
	signal?.throwIfAborted();
	const startedMs = machine.cpuMs();
	const parsed = parseConversation(conversation, { maxMessages });
	requireOption("output", output, /\.mp4$/i.test(output), "a path that ends in .mp4");
	requireOption("engine", engine, Object.hasOwn(machine.engines, engine), '"fast", "plain"');
	const moveToOutput = await machine.files.openOutput(output, root);
	const video = await planVideo(parsed, machine, { engine, loadPicture });
	return machine.files.withTempDir(
		async (directory) => {
			const made = await makeVideo(video, { directory, signal, onProgress }, machine);
			const files = await moveToOutput(made.files);
			const { frameCount: frames, fps } = video.plan.film;
			return {
				files,
				frames,
				bytes: made.bytes,
				durationSeconds: Math.round((frames * 1000) / fps) / 1000,
				cpuSeconds: Math.ceil(machine.cpuMs() - startedMs + made.childCpuMs) / 1000,
				warnings: [...made.warnings, ...video.warnings],
			};
		},
		{ root },
	);
}

function requireOption(name: string, value: unknown, isAllowed: boolean, allowed: string): void {
	if (isAllowed) return;
	const { message } = createFault([name], {
		expected: `an option ${name}`,
		allowed,
		received: String(value),
	});
	throw new ChatreelError("INVALID_INPUT", message);
}

export type MakeOptions = Pick<RenderOptions, "signal" | "onProgress"> & {
	/** An existing directory for this video alone. Temporary files and the result are written there. */
	readonly directory: string;
	/** Called with the process id of each child as it starts. */
	readonly onChild?: (pid: number) => void;
};

export type MadeVideo = {
	readonly files: VideoFiles;
	readonly bytes: number;
	/** CPU milliseconds of the child processes, as they measured it themselves. */
	readonly childCpuMs: number;
	/** Warnings of drawing and encoding. The plan has its own. */
	readonly warnings: readonly Warning[];
};

/** Draws and encodes a planned video. Rejects as `renderVideo` does, and leaves no process; the directory is the caller's to remove. */
export async function makeVideo(
	{ plan, poster: posterScene, pictures, typesetter }: VideoPlan,
	{ directory, signal = new AbortController().signal, onProgress = () => {}, ...rest }: MakeOptions,
	{ engines, encodePng, files, graphics, releaseMemory }: Machine,
): Promise<MadeVideo> {
	signal.throwIfAborted();
	const { film } = plan;
	const scenes = film.holds.map(({ scene }) => scene);
	const images = await decodePictures(pictures, scenes, { graphics, signal });
	const { draw } = createPainter(film, { graphics, typesetter, images, releaseMemory });
	const report = (framesDone: number) => onProgress({ framesDone, framesTotal: film.frameCount });
	report(0);
	const options = { ...rest, dir: directory, signal, onProgress: report };
	const { file, bytes, childCpuMs, warnings } = await engines[plan.engine].run(plan, draw, options);
	const png = await encodePng(film, (rect) => draw(posterScene, rect), 2);
	const poster = await files.write(directory, "poster.png", png);
	signal.throwIfAborted();
	return { files: { video: file, poster }, bytes, childCpuMs, warnings };
}
