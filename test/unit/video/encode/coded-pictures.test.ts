import fc from "fast-check";
import { expect, test } from "vitest";
import { finishSteps } from "../../../../shared/core/steps.ts";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { codedPictures } from "../../../../shared/video/encode/coded-pictures.ts";
import { planFast } from "../../../../shared/video/encode/fast/plan-fast.ts";
import { featuresOf } from "../../../../shared/video/encode/fast/stream-plan.ts";
import { createVideoStream } from "../../../../shared/video/encode/h264/video-stream.ts";
import { planFilm } from "../../../../shared/video/plan-film.ts";
import { arbitraryConversation } from "../../../helpers/arbitrary-conversation.ts";
import { stripOf } from "../../../helpers/h264-strip-of.ts";
import { quoteMachine } from "../../../helpers/measure.ts";

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
test("the pictures of any conversation can be put together, one access unit a frame", async () => {
	await fc.assert(
		fc.asyncProperty(arbitraryConversation({ messageCount: { min: 1, max: 20 } }), async (conversation) => {
			const { film } = await planFilm(conversation, quoteMachine);
			const { widthPx, heightPx, fps, frameCount } = film;
			const plan = finishSteps(planFast(film, { crf: 20, preset: "veryfast" }));
			const strip = stripOf(widthPx, 16);
			const stream = createVideoStream({
				widthPx,
				heightPx,
				fps,
				first: strip,
				features: featuresOf(plan.stream),
			});
			let units = 0;
			for (const picture of codedPictures(plan.stream, (indexes) => indexes.map(() => strip))) {
				expect(stream.add(picture).length).toBeGreaterThan(0);
				units++;
			}
			expect(units).toBe(frameCount);
		}),
		{ numRuns: 15, examples: [[longLetters]] },
	);
});
