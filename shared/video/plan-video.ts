import { runAtOnce } from "../core/steps.ts";
import type { Conversation } from "./conversation/conversation.ts";
import type { EngineName, EnginePlan } from "./encode/engine.ts";
import type { PlanningMachine } from "./machine.ts";
import { type FilmOptions, type PlannedFilm, planFilm } from "./plan-film.ts";

/** A video before its first pixel is drawn. */
export type VideoPlan = Omit<PlannedFilm, "film" | "layout"> & { readonly plan: EnginePlan };

export type PlanOptions = FilmOptions & {
	/** Default `fast`. */
	readonly engine?: EngineName | undefined;
};

/** Plans a film and how its engine codes it. Rejects as `planFilm` does. */
export async function planVideo(
	conversation: Conversation,
	machine: PlanningMachine,
	{ engine = "fast", runSteps = runAtOnce, loadPicture }: PlanOptions = {},
): Promise<VideoPlan> {
	const {
		film,
		layout: _,
		...planned
	} = await planFilm(conversation, machine, {
		runSteps,
		loadPicture,
	});
	const { crf, preset } = conversation.video;
	return { ...planned, plan: await runSteps(machine.engines[engine].plan(film, { crf, preset })) };
}
