import type { Conversation } from "../chat/conversation.ts";
import type { Warning } from "../core/warning.ts";
import { planVideo } from "./plan-video.ts";
import type { Delivered, Progress, RenderPorts } from "./ports.ts";
import { posterRun } from "./poster-run.ts";

export type RenderResult = Delivered & {
	readonly success: true;
	readonly durationSeconds: number;
	readonly frames: number;
	readonly bytes: number;
	/** Wall time from the first step to the last. */
	readonly renderSeconds: number;
	/** CPU used by this process and its children, user and system. */
	readonly cpuSeconds: number;
	readonly warnings: readonly Warning[];
};

export type RenderOptions = {
	/** Stops the render wherever it is; it rejects with the signal's reason. */
	readonly signal: AbortSignal;
	readonly onProgress?: (progress: Progress) => void;
};

/**
 * The whole way of a render. Side effects, in order, and their undo: fonts are loaded (they stay loaded), a temporary
 * directory is made (removed in any case), ffmpeg runs (ended by the signal), the files are delivered (by the port,
 * which leaves nothing half done).
 */
export async function renderJob(
	conversation: Conversation,
	ports: RenderPorts,
	{ signal, onProgress = () => {} }: RenderOptions,
): Promise<RenderResult> {
	const startedAt = ports.now();
	const cpuAtStart = ports.cpuMs();
	onProgress({ stage: "validate", framesDone: 0, framesTotal: 0 });
	const { plan, sound, studio, warnings } = await planVideo(conversation, ports);
	signal.throwIfAborted();
	onProgress({ stage: "preflight", framesDone: 0, framesTotal: plan.frameCount });
	await ports.requirePreflight();
	return ports.withTempDir(async (dir) => {
		const painter = studio.createPainter(plan.layout);
		const pictureAt = (index: number) => {
			const run = plan.runs[index];
			if (run === undefined) throw new RangeError(`There is no run ${index}`);
			return painter.pictureAt(run.scene, run.dirty);
		};
		const report = (framesDone: number) =>
			onProgress({ stage: "render", framesDone, framesTotal: plan.frameCount });
		report(0);
		const video = await ports.encode(plan, pictureAt, sound, { dir, signal, onProgress: report });
		const posterPng = await ports.posterPng(painter.pictureAt(posterRun(plan).scene));
		signal.throwIfAborted();
		onProgress({ stage: "deliver", framesDone: plan.frameCount, framesTotal: plan.frameCount });
		const delivered = await ports.deliver({ videoFile: video.file, posterPng });
		return {
			success: true,
			...delivered,
			durationSeconds: plan.frameCount / plan.fps,
			frames: video.counts.frames,
			bytes: video.bytes,
			renderSeconds: (ports.now() - startedAt) / 1000,
			cpuSeconds: (ports.cpuMs() - cpuAtStart + video.childCpuMs) / 1000,
			warnings,
		};
	});
}
