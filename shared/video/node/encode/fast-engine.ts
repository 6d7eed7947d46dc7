import { ROW_HEIGHT_PX } from "../../encode/fast/stream-plan.ts";
import { fromRenderPlan } from "../../encode/from-render-plan.ts";
import type { Encode } from "../../plan/engine.ts";
import { runFast } from "./run-fast.ts";

type FastEngineOptions = {
	/** Default: the ffmpeg of @ffmpeg-installer/ffmpeg. */
	readonly ffmpegPath?: string | undefined;
	/** Called with the CPU milliseconds of each child that has ended, also if the engine then fails. */
	readonly onChildCpu?: (ms: number) => void;
};

/** The fast engine for render plans. */
export function createFastEngine(own: FastEngineOptions = {}): Encode {
	return (plan, pictureAt, sound, options) =>
		runFast(
			fromRenderPlan(plan, sound),
			({ hold, row }) => pictureAt(hold, { fromPx: row * ROW_HEIGHT_PX, toPx: (row + 1) * ROW_HEIGHT_PX }),
			{ ...options, ...own },
		);
}
