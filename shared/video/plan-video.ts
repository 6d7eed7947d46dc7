import { type RunSteps, runAtOnce, type Steps } from "../core/steps.ts";
import type { Conversation } from "./conversation/conversation.ts";
import { drawnMessages } from "./conversation/drawn-messages.ts";
import { hasSound } from "./conversation/has-sound.ts";
import { findNotShown } from "./conversation/not-shown.ts";
import type { Warning } from "./conversation/warning.ts";
import { listTexts } from "./layout/texts.ts";
import type { Fonts, Machine } from "./machine.ts";
import { planRenderInSteps } from "./plan/plan-render.ts";
import type { RenderPlan } from "./plan/render-plan.ts";
import { planTimelineSound } from "./sound/plan-timeline-sound.ts";
import type { Sound } from "./sound/sound.ts";
import { restingMs } from "./timeline/message-times.ts";
import { planTimeline } from "./timeline/plan-timeline.ts";
import type { Timeline } from "./timeline/timeline.ts";

/** A video before its first pixel is drawn. */
export type VideoPlan = {
	readonly plan: RenderPlan;
	readonly sound: Sound | null;
	readonly timeline: Timeline;
	/** By message: when the video would end by its own pace, were this message the last. */
	readonly endsMs: readonly number[];
	readonly fonts: Fonts;
	readonly warnings: readonly Warning[];
};

/** Plans times, layout, pictures and sounds, and collects all warnings. */
export async function planVideo(
	conversation: Conversation,
	{ loadFonts }: Pick<Machine, "loadFonts">,
	runSteps: RunSteps = runAtOnce,
): Promise<VideoPlan> {
	const messages = drawnMessages(conversation);
	const { timeline, sound } = await runSteps(planTimes(conversation));
	const fonts = await loadFonts(listTexts(conversation), runSteps);
	const ofSoundMs = sound === null ? 0 : soundMs(sound);
	const plan = await runSteps(planRenderInSteps(conversation, timeline, fonts.measure, ofSoundMs));
	return {
		plan,
		sound,
		timeline,
		endsMs: timeline.events.flatMap((event) =>
			event.kind === "message"
				? event.startMs + restingMs(messages[event.message]?.text ?? "")
				: [],
		),
		fonts,
		warnings: [...findNotShown(conversation), ...timeline.warnings, ...plan.layout.warnings, ...fonts.glyphWarnings],
	};
}

function* planTimes(
	conversation: Conversation,
): Steps<{ readonly timeline: Timeline; readonly sound: Sound | null }> {
	const timeline = planTimeline(conversation);
	yield;
	const senders = drawnMessages(conversation).map(({ sender }) => sender);
	return { timeline, sound: hasSound(conversation) ? planTimelineSound(timeline, senders) : null };
}

function soundMs({ effects, starts, sampleRate }: Sound): number {
	const samples = starts.reduce((total, { effect }) => total + (effects[effect]?.samples.length ?? 0), 0);
	return Math.round((samples * 1000) / sampleRate);
}
