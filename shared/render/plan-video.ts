import type { Conversation } from "../chat/conversation.ts";
import type { Sound } from "../core/sound.ts";
import type { Warning } from "../core/warning.ts";
import { textsOf } from "../layout/texts.ts";
import { planRender } from "../plan/plan-render.ts";
import type { RenderPlan } from "../plan/render-plan.ts";
import { planTimeline } from "../timeline/plan-timeline.ts";
import type { RenderPorts, Studio } from "./ports.ts";

/** All that is known of a video before a pixel is drawn. */
export type VideoPlan = {
	readonly plan: RenderPlan;
	readonly sound: Sound | null;
	readonly studio: Studio;
	readonly warnings: readonly Warning[];
};

/** Conversation → times, geometry, pictures, sounds, and everything its maker should be warned of. */
export async function planVideo(
	conversation: Conversation,
	ports: Pick<RenderPorts, "openStudio" | "planSound">,
): Promise<VideoPlan> {
	const timeline = planTimeline(conversation);
	const senders = conversation.messages.map(({ sender }) => sender);
	const sound = conversation.sound ? ports.planSound(timeline, senders) : null;
	const studio = await ports.openStudio(textsOf(conversation));
	const plan = planRender(conversation, timeline, studio.measure, sound === null ? 0 : soundMs(sound));
	return {
		plan,
		sound,
		studio,
		warnings: [...timeline.warnings, ...plan.layout.warnings, ...studio.glyphWarnings],
	};
}

function soundMs({ effects, starts, sampleRate }: Sound): number {
	const samples = starts.reduce((total, { effect }) => total + (effects[effect]?.samples.length ?? 0), 0);
	return Math.round((samples * 1000) / sampleRate);
}
