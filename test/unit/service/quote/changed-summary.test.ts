import { describe, expect, test } from "vitest";
import { calibrate, expectationOf } from "../../../../shared/service/quota/calibration.ts";
import {
	withFps,
	withLength,
	withoutTail,
	withSize,
} from "../../../../shared/service/quote/changed-summary.ts";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { quoteOf } from "../../../../shared/video/cost/cost-model.ts";
import type { PlanSummary } from "../../../../shared/video/cost/plan-summary.ts";
import { planRender } from "../../../../shared/video/plan/plan-render.ts";
import { restingMs } from "../../../../shared/video/timeline/message-times.ts";
import { planTimeline } from "../../../../shared/video/timeline/plan-timeline.ts";
import { measureEvenly } from "../../../helpers/measure.ts";

type Chat = {
	readonly video: object;
	readonly messages: readonly { readonly sender: string; readonly text: string }[];
};

const chat = (video: object, count: number, text: (index: number) => string): Chat => ({
	video,
	messages: Array.from({ length: count }, (_, index) => ({
		sender: index % 3 === 0 ? "you" : "them",
		text: text(index).trim(),
	})),
});
const words = (index: number) => "words of a story ".repeat(1 + ((index * 7) % 9));
const CHATS: Readonly<Record<string, Chat>> = {
	"twelve messages": chat({ fps: 60 }, 12, words),
	"fifty long ones": chat({ width: 720, height: 1280, fps: 60 }, 50, (index) => words(index).repeat(2)),
	"emoji and short words": chat({ width: 1080, height: 1080, fps: 30 }, 20, (index) =>
		index % 2 === 0 ? "😀" : "Yes",
	),
	"a landscape of ideographs": chat({ width: 1920, height: 1080, fps: 50 }, 8, () =>
		"你好我们今天去吃饭吧".repeat(6),
	),
	"a held tail": chat({ width: 720, height: 1280, fps: 60, durationSeconds: 300 }, 6, words),
};

const planned = ({ video, messages }: Chat) => {
	const conversation = parseConversation({ video, messages, sound: false });
	const timeline = planTimeline(conversation);
	return { timeline, summary: planRender(conversation, timeline, measureEvenly, 0).summary };
};
const quoted = (summary: PlanSummary) => {
	const { units } = quoteOf(summary, { engine: "fast", preset: "veryfast", crf: 20 });
	return expectationOf(units, calibrate("fast", []));
};
const expectHonest = (estimate: PlanSummary, real: PlanSummary) => {
	const { lowMs, upperMs, expectedMs: realMs } = quoted(real);
	const { expectedMs } = quoted(estimate);
	expect(expectedMs).toBeGreaterThan(lowMs);
	expect(expectedMs).toBeLessThan(upperMs);
	expect(Math.abs(expectedMs / realMs - 1)).toBeLessThan(0.25);
	expect([estimate.frameCount, estimate.durationMs]).toEqual([real.frameCount, real.durationMs]);
};

describe.each(Object.entries(CHATS))("what %s would cost", (_, { video, messages }) => {
	const { summary, timeline } = planned({ video, messages });

	test("at fewer frames a second is within the band of its own quote", () => {
		expectHonest(withFps(summary, 24), planned({ video: { ...video, fps: 24 }, messages }).summary);
	});

	test.each([2 / 3, 1 / 2, 1 / 3])("at %d of its size too", (share) => {
		const [width, height] = [summary.widthPx, summary.heightPx].map((side) =>
			Math.max(240, 2 * Math.round((side * share) / 2)),
		);
		const real = planned({ video: { ...video, width, height }, messages }).summary;
		expectHonest(withSize(summary, width as number, height as number), real);
	});

	test.each([0.75, 0.5])("with %d of its messages, and without a tail, too", (share) => {
		const { durationSeconds: __, ...paced } = video as { readonly durationSeconds?: number };
		const starts = timeline.events.flatMap((event) => (event.kind === "message" ? event.startMs : []));
		const endMs = (count: number) =>
			(starts[count - 1] as number) + restingMs(messages[count - 1]?.text ?? "");
		const untailed = withoutTail(summary, endMs(messages.length));
		expectHonest(untailed, planned({ video: paced, messages }).summary);
		const count = Math.floor(messages.length * share);
		expectHonest(
			withLength(untailed, endMs(count)),
			planned({ video: paced, messages: messages.slice(0, count) }).summary,
		);
	});
});
