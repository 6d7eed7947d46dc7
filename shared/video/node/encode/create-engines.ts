import { finishSteps } from "../../../core/steps.ts";
import type { Engine, EngineName } from "../../encode/engine.ts";
import { type FastPlan, planFast } from "../../encode/fast/plan-fast.ts";
import { ROW_HEIGHT_PX } from "../../encode/fast/stream-plan.ts";
import { UnsupportedStreamError } from "../../encode/h264/unsupported-stream-error.ts";
import { keepFrame } from "../../encode/plain/kept-frame.ts";
import { type PlainPlan, planPlain } from "../../encode/plain/plan-plain.ts";
import { runFast } from "./run-fast.ts";
import { runPlain } from "./run-plain.ts";

export type EngineOptions = {
	/** Default: the ffmpeg of @ffmpeg-installer/ffmpeg. */
	readonly ffmpegPath?: string | undefined;
};

export function createEngines(own: EngineOptions = {}): Readonly<Record<EngineName, Engine>> {
	const plain = createPlain(own);
	return { fast: createFast(own, plain), plain };
}

function createPlain(own: EngineOptions): Engine<PlainPlan> {
	return {
		name: "plain",
		plan: planPlain,
		run: (plan, draw, options) => runPlain(plan, keepFrame(plan, draw), { ...options, ...own }),
	};
}

/**
 * If it meets a stream that it does not know, the plain engine makes the video, from a plan of its own and with the warning
 * ENGINE_FALLBACK; the CPU of both is counted.
 */
function createFast(own: EngineOptions, plain: Engine<PlainPlan>): Engine<FastPlan> {
	return {
		name: "fast",
		plan: planFast,
		run: async (plan, draw, options) => {
			const { film, settings } = plan;
			let spentMs = 0;
			const onChildCpu = (ms: number) => {
				spentMs += ms;
			};
			const drawSlice = ({ hold, row }: FastPlan["stream"]["slices"][number]) => {
				const scene = film.holds[hold]?.scene;
				if (scene === undefined) throw new RangeError(`There is no hold ${hold}`);
				const rect = { xPx: 0, yPx: row * ROW_HEIGHT_PX, widthPx: film.widthPx, heightPx: ROW_HEIGHT_PX };
				return draw(scene, rect);
			};
			try {
				return await runFast(plan, drawSlice, { ...options, ...own, onChildCpu });
			} catch (error) {
				if (!(error instanceof UnsupportedStreamError)) throw error;
				const made = await plain.run(finishSteps(planPlain(film, settings)), draw, options);
				const message = `The fast engine does not know what this ffmpeg makes (${error.message}); the plain one was used, which takes many times the CPU.`;
				const warnings = [...made.warnings, { code: "ENGINE_FALLBACK", message }];
				return { ...made, childCpuMs: made.childCpuMs + spentMs, warnings };
			}
		},
	};
}
