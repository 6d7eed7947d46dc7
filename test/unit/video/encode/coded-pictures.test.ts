import fc from "fast-check";
import { expect, test } from "vitest";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { codedPictures } from "../../../../shared/video/encode/coded-pictures.ts";
import { fromRenderPlan } from "../../../../shared/video/encode/from-render-plan.ts";
import { createVideoStream } from "../../../../shared/video/encode/h264/video-stream.ts";
import { planRender } from "../../../../shared/video/plan/plan-render.ts";
import { planTimeline } from "../../../../shared/video/timeline/plan-timeline.ts";
import { arbitraryConversation } from "../../../helpers/arbitrary-conversation.ts";
import { stripOf } from "../../../helpers/h264-strip-of.ts";
import { measureEvenly } from "../../../helpers/measure.ts";

/** Messages of many screens: the column moves by thousands of pixels in one frame, and by some hundred in others. */
const messages = [0.5, 2].map((timestamp) => ({
	sender: "you" as const,
	text: "W\n".repeat(240).trim(),
	timestamp,
}));
const longLetters = {
	...parseConversation({ video: { width: 2160, height: 3840, fps: 24 }, messages }),
	messages,
};

/** Of any size and rate that a conversation may have: there is a level for it, and no scroll is longer than that allows. */
test("the pictures of any conversation can be put together, one access unit a frame", () => {
	fc.assert(
		fc.property(arbitraryConversation({ messageCount: { min: 1, max: 20 } }), (conversation) => {
			const plan = planRender(conversation, planTimeline(conversation), measureEvenly, 0);
			const { film, stream: planned } = fromRenderPlan(plan, null);
			const { widthPx, heightPx, fps, frameCount } = film;
			const strip = stripOf(widthPx, 16);
			const stream = createVideoStream({ widthPx, heightPx, fps, first: strip });
			let units = 0;
			for (const picture of codedPictures(planned, (indexes) => indexes.map(() => strip))) {
				expect(stream.add(picture).length).toBeGreaterThan(0);
				units++;
			}
			expect(units).toBe(frameCount);
		}),
		{ numRuns: 15, examples: [[longLetters]] },
	);
});
