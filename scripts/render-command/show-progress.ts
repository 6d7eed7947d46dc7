import type { Progress, Stage } from "../../shared/service/context.ts";
import type { StepReporter } from "../cli/progress-bar.ts";

const STEPS: Partial<Record<Stage, string>> = {
	validate: "Validate",
	quota: "Quota",
	preflight: "Pre-flight",
	render: "Render",
};

/** Turns the render's progress into named steps, and its frames into a bar with the time that is left. */
export function showProgress(
	reporter: StepReporter,
	now: () => number = () => performance.now(),
): (progress: Progress) => void {
	let stage: Stage | null = null;
	let startedAt = 0;
	return (progress) => {
		if (progress.stage !== stage) {
			stage = progress.stage;
			startedAt = now();
			const name = STEPS[stage];
			if (name !== undefined) reporter.step(name);
		}
		if (progress.stage !== "render" || progress.framesTotal === 0) return;
		const share = progress.framesDone / progress.framesTotal;
		const leftSeconds = share === 0 ? null : ((now() - startedAt) / share / 1000) * (1 - share);
		const eta = leftSeconds === null ? "" : `, ${Math.ceil(leftSeconds)} s left`;
		reporter.progress(share, `${progress.framesDone} of ${progress.framesTotal} frames${eta}`);
	};
}
