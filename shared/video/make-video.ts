import type { Warning } from "./conversation/warning.ts";
import type { PictureAt } from "./plan/engine.ts";
import type { VideoPlan } from "./plan-video.ts";
import type { Delivered, Progress, RenderPorts } from "./ports.ts";
import { posterRun } from "./poster-run.ts";

export type MadeVideo = Delivered & {
	readonly frames: number;
	readonly bytes: number;
	/** CPU milliseconds of the child processes, as they measured it themselves. */
	readonly childCpuMs: number;
	/** What came up while it was made. */
	readonly warnings: readonly Warning[];
};

export type MakeOptions = {
	/** Stops the work wherever it is; it rejects with the signal's reason. */
	readonly signal: AbortSignal;
	readonly onProgress: (progress: Progress) => void;
	/** Told of each child process as it starts. */
	readonly onChild: (pid: number) => void;
};

/**
 * From the plan to files in their place. Side effects, in order, and their undo: a temporary directory is made (removed in
 * any case), ffmpeg runs (ended by the signal), the files are delivered (by the port, which leaves nothing half done).
 */
export async function makeVideo(
	{ plan, sound, studio }: VideoPlan,
	ports: Pick<RenderPorts, "requirePreflight" | "withTempDir" | "encode" | "posterPng" | "deliver">,
	{ signal, onProgress, onChild }: MakeOptions,
): Promise<MadeVideo> {
	signal.throwIfAborted();
	onProgress({ stage: "preflight", framesDone: 0, framesTotal: plan.frameCount });
	await ports.requirePreflight();
	signal.throwIfAborted();
	return ports.withTempDir(async (dir) => {
		const painter = studio.createPainter(plan.layout);
		const pictureAt: PictureAt = (index, rows) => {
			const run = plan.runs[index];
			if (run === undefined) throw new RangeError(`There is no run ${index}`);
			if (rows !== undefined) return painter.rowsAt(run.scene, rows);
			return painter.pictureAt(run.scene, run.dirty);
		};
		const report = (framesDone: number) =>
			onProgress({ stage: "render", framesDone, framesTotal: plan.frameCount });
		report(0);
		const video = await ports.encode(plan, pictureAt, sound, { dir, signal, onProgress: report, onChild });
		const { scene } = posterRun(plan);
		const posterPng = await ports.posterPng(plan.layout, (rows) => painter.rowsAt(scene, rows));
		signal.throwIfAborted();
		onProgress({ stage: "deliver", framesDone: plan.frameCount, framesTotal: plan.frameCount });
		const delivered = await ports.deliver({ videoFile: video.file, posterPng, signal });
		const { bytes, childCpuMs, warnings } = video;
		return { ...delivered, frames: video.counts.frames, bytes, childCpuMs, warnings };
	});
}
