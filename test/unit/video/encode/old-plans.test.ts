import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finishSteps } from "../../../../shared/core/steps.ts";
import type { Conversation } from "../../../../shared/video/conversation/conversation.ts";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { quotePlan as quoteSummary } from "../../../../shared/video/cost/cost-model.ts";
import { quotePlan } from "../../../../shared/video/cost/quote-plan.ts";
import { planFast } from "../../../../shared/video/encode/fast/plan-fast.ts";
import { fromRenderPlan } from "../../../../shared/video/encode/from-render-plan.ts";
import { planPlain } from "../../../../shared/video/encode/plain/plan-plain.ts";
import type { Sprite } from "../../../../shared/video/layout/scene.ts";
import { planRender } from "../../../../shared/video/plan/plan-render.ts";
import type { RenderPlan } from "../../../../shared/video/plan/render-plan.ts";
import { planSound } from "../../../../shared/video/sound/plan-sound.ts";
import { planTimeline } from "../../../../shared/video/timeline/plan-timeline.ts";
import { arbitraryConversation } from "../../../helpers/arbitrary-conversation.ts";
import { filmFromPlan } from "../../../helpers/film-from-plan.ts";
import { measureEvenly } from "../../../helpers/measure.ts";

const EXAMPLES = "examples/";
const files = [
	...readdirSync(EXAMPLES)
		.filter((name) => name.endsWith(".json"))
		.map((name) => `${EXAMPLES}${name}`),
	...["scripts/bench/w1.json", "scripts/bench/w2.json"],
];

/** Both ways from a conversation to a plan and its price. */
function planBothWays(conversation: Conversation) {
	const timeline = planTimeline(conversation);
	const senders = conversation.messages.map(({ sender }) => sender);
	const sound = conversation.sound ? planSound(timeline, senders) : null;
	const soundMs = sound?.starts.reduce((sum, { effect }) => {
		const samples = sound.effects[effect]?.samples.length ?? 0;
		return sum + (samples * 1000) / sound.sampleRate;
	}, 0);
	const old = planRender(conversation, timeline, measureEvenly, Math.round(soundMs ?? 0));
	const film = filmFromPlan(old, measureEvenly, sound);
	const settings = { crf: old.crf, preset: old.preset };
	return { old, fast: finishSteps(planFast(film, settings)), plain: finishSteps(planPlain(film, settings)) };
}

function expectSamePlans({ old, fast, plain }: ReturnType<typeof planBothWays>): void {
	const { summary } = old;
	const { widthPx, heightPx, fps, frameCount } = summary;
	const { stream } = fromRenderPlan(old, null);
	expect(fast.stream).toEqual(stream);
	// A film is as long as its frames, and has the sprites that are seen; the plan counted dots also where nobody types.
	const shared = {
		...{ widthPx, heightPx, fps, frameCount, durationMs: (frameCount * 1000) / fps },
		...{
			pictureCount: summary.pictureCount,
			soundMs: summary.soundMs,
			spritePixelCount: countSeenPixels(old),
		},
	};
	const { placedTextEms, ...counted } = fast.work;
	expect(counted).toEqual({
		...shared,
		drawnPixelCount: summary.stripCount * 16 * widthPx,
		movedPixelCount: summary.scrollCount * widthPx * heightPx,
		placedSliceCount: summary.placedStripCount,
		keySliceCount: summary.placedStripCount - summary.bandCount,
	});
	expect(placedTextEms).toBeCloseTo(summary.placedTextEms, 6);
	expect(plain.work).toEqual({
		...shared,
		drawnPixelCount: summary.dirtyRowCount * widthPx,
		...{ movedPixelCount: 0, placedSliceCount: 0, keySliceCount: 0, placedTextEms: 0 },
	});
	expect(plain.changes).toEqual(
		old.holds.map(({ dirty: { fromPx, toPx } }) => ({
			...{ xPx: 0, yPx: fromPx, widthPx, heightPx: toPx - fromPx },
		})),
	);
	const seen = { ...summary, durationMs: shared.durationMs, spritePixelCount: shared.spritePixelCount };
	for (const made of [fast, plain]) {
		expect(quotePlan(made)).toEqual(quoteSummary(seen, { engine: made.engine, ...made.settings }));
	}
}

/** The areas of the sprites of a layout that its holds show. */
function countSeenPixels({ layout, holds }: RenderPlan): number {
	const seen = new Set<Sprite | undefined>();
	for (const { scene } of holds)
		for (const { sprite, alpha } of scene.placements) if (alpha > 0) seen.add(layout.sprites[sprite]);
	return [...seen].reduce((sum, sprite) => sum + (sprite?.widthPx ?? 0) * (sprite?.heightPx ?? 0), 0);
}

describe("a film of what a render plan shows has the same plans and prices", () => {
	test.each(files)("%s", (file) => {
		const conversation = parseConversation(JSON.parse(readFileSync(file, "utf8")), { maxMessages: 50 });
		const made = planBothWays(conversation);
		expectSamePlans(made);
		const { old, fast, plain } = made;
		// In the examples and workloads nearly every sprite is seen: not even the milliseconds differ.
		for (const each of [fast, plain]) {
			const before = quoteSummary(old.summary, { engine: each.engine, ...each.settings });
			expect(quotePlan(each).expectedMs).toBe(before.expectedMs);
		}
	});

	test("any conversation", () => {
		const size = fc.integer({ min: 120, max: 300 }).map((half) => 2 * half);
		const conversations = size.chain((height) =>
			arbitraryConversation({
				messageCount: { min: 1, max: 9 },
				video: { width: 320, height },
			}),
		);
		fc.assert(
			fc.property(conversations, (conversation) => expectSamePlans(planBothWays(conversation))),
			{ numRuns: 15 },
		);
	});
});
