import { fromRenderPlan } from "../../encode/from-render-plan.ts";
import type { Encode } from "../../plan/engine.ts";
import { runPlain } from "./run-plain.ts";

type PlainEngineOptions = {
	/** Default: the ffmpeg of @ffmpeg-installer/ffmpeg. */
	readonly ffmpegPath?: string | undefined;
};

/** The plain engine for render plans. */
export function createPlainEngine(own: PlainEngineOptions = {}): Encode {
	return (plan, pictureAt, sound, options) =>
		runPlain(fromRenderPlan(plan, sound), (hold) => pictureAt(hold), { ...options, ...own });
}

/** The plain engine with the installed ffmpeg. */
export const plainEngine: Encode = createPlainEngine();
