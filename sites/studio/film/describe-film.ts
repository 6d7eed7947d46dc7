import type { ChatMessage } from "../../../shared/video/conversation/chat-entries.ts";
import { drawnMessages } from "../../../shared/video/conversation/drawn-messages.ts";
import { frameScreen } from "../../../shared/video/layout/screen-rect.ts";
import { countFrames } from "../../../shared/video/timeline/frame-times.ts";
import { measureReading } from "../../../shared/video/timeline/reading.ts";
import { scalePacing } from "../../../shared/video/timeline/scale-pacing.ts";
import type { Step } from "../../../shared/video/timeline/step.ts";
import type { EntryTimes, FilmEvent, FilmFacts } from "./messages.ts";
import type { PlannedStory } from "./plan-story.ts";

/** What the page tells of a film. */
export function describeFilm({ conversation, chat }: PlannedStory, planMs: number): FilmFacts {
	const { steps, warnings, sound, durationMs, layout } = chat;
	const { widthPx, heightPx } = layout;
	const { fps } = conversation.video;
	const durationSeconds = countFrames(durationMs / 1000, fps) / fps;
	const messages = drawnMessages(conversation);
	return {
		widthPx,
		heightPx,
		fps,
		durationSeconds,
		warnings,
		sound,
		planMs,
		times: listTimes(messages, { steps, durationSeconds, pace: conversation.pace }),
		events: steps.flatMap((step) => eventOf(step, messages)),
		covered: frameScreen(conversation.video).overlay,
	};
}

type Times = {
	readonly steps: readonly Step[];
	readonly durationSeconds: number;
	readonly pace: number | undefined;
};

function listTimes(
	messages: readonly ChatMessage[],
	{ steps, durationSeconds, pace }: Times,
): readonly EntryTimes[] {
	const shownMs = new Map(
		steps.flatMap(({ atMs, change }) => (change.kind === "shown" ? [[change.entry, atMs]] : [])),
	);
	const pacing = scalePacing(pace);
	const startsMs = messages.map(({ index }) => shownMs.get(index) ?? 0);
	return messages.map(({ index, text }, at) => {
		const startMs = startsMs[at] ?? 0;
		const endMs = startsMs[at + 1] ?? durationSeconds * 1000;
		return {
			entry: index,
			startSeconds: startMs / 1000,
			shownSeconds: (endMs - startMs) / 1000,
			readSeconds: measureReading(text, pacing).readingMs / 1000,
		};
	});
}

function eventOf({ atMs, change }: Step, messages: readonly ChatMessage[]): readonly FilmEvent[] {
	const seconds = atMs / 1000;
	switch (change.kind) {
		case "shown": {
			const isOwn = messages.find(({ index }) => index === change.entry)?.sender === "you";
			return [{ kind: isOwn ? "sent" : "received", entry: change.entry, seconds }];
		}
		case "typing":
		case "reaction":
		case "deleted":
		case "edited":
			return [{ kind: change.kind, entry: change.entry, seconds }];
		default:
			return [];
	}
}
