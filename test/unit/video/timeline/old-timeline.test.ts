import { globSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Conversation } from "../../../../shared/video/conversation/conversation.ts";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { planSound } from "../../../../shared/video/sound/plan-sound.ts";
import { planTimelineSound } from "../../../../shared/video/sound/plan-timeline-sound.ts";
import { planSteps } from "../../../../shared/video/timeline/plan-steps.ts";
import { planTimeline } from "../../../../shared/video/timeline/plan-timeline.ts";
import type { Step } from "../../../../shared/video/timeline/step.ts";
import type { TimelineEvent } from "../../../../shared/video/timeline/timeline.ts";
import { arbitraryConversation } from "../../../helpers/arbitrary-conversation.ts";

/** Steps and their sounds against the events of the old timeline. Goes with it. */
function expectSame({ messages, video }: Conversation): void {
	const { events, ...old } = planTimeline({ messages, video });
	const drawn = messages.map((message, index) => ({ ...message, index }));
	const { steps, ...planned } = planSteps(drawn, video.durationSeconds);
	expect(steps).toEqual(events.map(stepOf));
	expect(planned).toEqual(old);
	const senders = messages.map(({ sender }) => sender);
	const [sound, oldSound] = [planSound(steps, drawn), planTimelineSound({ events }, senders)];
	expect(sound.starts).toEqual(oldSound.starts);
	expect(sound.effects.map(bytesOf)).toEqual(oldSound.effects.map(bytesOf));
	for (const event of events) {
		if (event.kind !== "typing") continue;
		expect(steps).toContainEqual({ atMs: event.endMs, change: { kind: "shown", entry: event.message } });
	}
}

/** Quicker to compare than samples. */
const bytesOf = ({ samples }: { readonly samples: Float32Array }) =>
	Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).toString("base64");

function stepOf(event: TimelineEvent): Step {
	const { startMs: atMs, message: entry } = event;
	switch (event.kind) {
		case "typing":
			return { atMs, change: { kind: "typing", entry } };
		case "message":
			return { atMs, change: { kind: "shown", entry } };
		case "receipt":
			return { atMs, change: { kind: "receipt", entry, receipt: event.state } };
	}
}

const files = globSync("{examples,test/fixtures/conversations}/*.json");

test.each(files)("%s has the steps and the sound of its events", (file) => {
	expectSame(parseConversation(JSON.parse(readFileSync(file, "utf8")), { maxMessages: 50 }));
});

test("so has any conversation", () => {
	fc.assert(fc.property(arbitraryConversation(), expectSame), { numRuns: 60 });
});
