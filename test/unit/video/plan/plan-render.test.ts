import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planMotion } from "../../../../shared/video/animation/motion.ts";
import { sceneAt } from "../../../../shared/video/animation/scene-at.ts";
import type { Conversation } from "../../../../shared/video/conversation/conversation.ts";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import type { Placement, Scene } from "../../../../shared/video/layout/scene.ts";
import { planRender } from "../../../../shared/video/plan/plan-render.ts";
import type { RenderPlan } from "../../../../shared/video/plan/render-plan.ts";
import { countFrames, firstFrameFrom, frameTimeMs } from "../../../../shared/video/timeline/frame-times.ts";
import { planTimeline } from "../../../../shared/video/timeline/plan-timeline.ts";
import { arbitraryConversation } from "../../../helpers/arbitrary-conversation.ts";
import { measureEvenly } from "../../../helpers/measure.ts";

function plan(conversation: Conversation) {
	const timeline = planTimeline(conversation);
	return { timeline, plan: planRender(conversation, timeline, measureEvenly, 0) };
}

const planOf = (value: object) => plan(parseConversation(value, { maxMessages: 50 }));

/** The hold that each frame belongs to. */
function holdsByFrame({ holds }: RenderPlan) {
	return holds.flatMap((hold) => Array.from({ length: hold.frameCount }, () => hold));
}

const shows = (scene: Scene, sprite?: number) =>
	scene.placements.some((placement) => placement.sprite === sprite);

describe("a message", () => {
	const messages = [
		{ sender: "you", text: "Hi", timestamp: 1 },
		{ sender: "them", text: "Hello", timestamp: 4.01 },
	];
	const { plan: planned } = planOf({ messages });
	const frames = holdsByFrame(planned);

	test("is first seen in the first frame at or after its time", () => {
		for (const [index, timestamp] of [1, 4.01].entries()) {
			const item = planned.layout.messages[index]?.item.sprite;
			const frame = firstFrameFrom(timestamp * 1000, 30);
			expect(frames.slice(0, frame).some(({ scene }) => shows(scene, item))).toBe(false);
			expect(frames.slice(frame).every(({ scene }) => shows(scene, item))).toBe(true);
		}
	});

	test("of theirs is preceded by dots, in as many pictures as they have phases", () => {
		const dots = new Set(planned.layout.messages[1]?.typing.map(({ sprite }) => sprite));
		const seen = frames
			.slice(0, firstFrameFrom(4010, 30))
			.flatMap(({ scene }) =>
				scene.placements.filter(({ sprite }) => dots.has(sprite)).map(({ sprite }) => sprite),
			);
		expect(dots.size).toBe(12);
		expect(new Set(seen).size).toBeGreaterThan(6);
	});

	test("comes to rest: its last frames are one hold without any fading", () => {
		const last = planned.holds.at(-1);
		expect(last?.frameCount).toBeGreaterThan(30);
		expect(last?.scene.placements.every(({ alpha }) => alpha === 255)).toBe(true);
	});
});

describe("a column that overflows", () => {
	const messages = Array.from({ length: 30 }, (_, index) => ({
		sender: index % 2 === 0 ? "you" : "them",
		text: `Message ${index}`,
	}));
	const { plan: planned } = planOf({ messages, video: { width: 540, height: 960 } });

	test("only ever moves up, by even steps, and rests on whole macroblocks", () => {
		const offsets = planned.holds.map(({ scene }) => scene.scrollPx);
		expect(offsets.every((offset, index) => offset >= (offsets[index - 1] ?? 0) && offset % 2 === 0)).toBe(
			true,
		);
		const resting = planned.holds.filter(({ frameCount }) => frameCount > 15);
		expect(resting.length).toBeGreaterThan(10);
		expect(resting.filter(({ scene }) => scene.scrollPx % 16 !== 0)).toEqual([]);
		expect(offsets.at(-1)).toBeGreaterThan(0);
	});

	test("takes several pictures for each move, the first steps larger than the last", () => {
		const steps = planned.holds.map(
			({ scene }, i) => scene.scrollPx - (planned.holds[i - 1]?.scene.scrollPx ?? 0),
		);
		const first = steps.findIndex((step) => step > 0);
		const move = steps.slice(first, steps.indexOf(0, first));
		expect(move.length).toBeGreaterThan(4);
		expect(move[0]).toBeGreaterThan(move.at(-1) ?? 0);
	});

	test("shows the newest message whole, between the bars", () => {
		const { layout, holds } = planned;
		const newest = layout.messages.at(-1)?.item;
		const placed = holds.at(-1)?.scene.placements.find(({ sprite }) => sprite === newest?.sprite);
		const heightPx = layout.sprites[newest?.sprite ?? -1]?.heightPx ?? 0;
		expect(placed?.yPx).toBeGreaterThanOrEqual(layout.viewport.topPx);
		expect((placed?.yPx ?? 0) + heightPx).toBeLessThanOrEqual(layout.viewport.bottomPx);
	});

	test("is under the bars, which are placed last in every picture", () => {
		for (const { scene } of planned.holds) {
			expect(scene.placements.slice(-2).map(({ sprite }) => sprite)).toEqual([0, 1]);
		}
	});
});

describe("for any conversation", () => {
	const forEach = (
		check: (made: ReturnType<typeof plan>, conversation: Conversation) => void,
		numRuns = 20,
	) =>
		fc.assert(
			fc.property(arbitraryConversation(), (conversation) => check(plan(conversation), conversation)),
			{ numRuns },
		);

	test("holds add up to the frames, each has one or more, and no two in a row are equal", () => {
		forEach(({ plan: { holds, frameCount, fps }, timeline }) => {
			expect(holds.reduce((sum, hold) => sum + hold.frameCount, 0)).toBe(frameCount);
			expect(frameCount).toBe(countFrames(timeline.durationMs / 1000, fps));
			expect(Math.min(...holds.map((hold) => hold.frameCount))).toBeGreaterThanOrEqual(1);
			const scenes = holds.map(({ scene }) => JSON.stringify(scene));
			expect(scenes.every((scene, index) => scene !== scenes[index - 1])).toBe(true);
		});
	});

	test("every frame shows just what its moment shows, though still spans are skipped", () => {
		forEach(({ plan: planned, timeline }) => {
			const motion = planMotion(planned.layout, timeline);
			const frames = holdsByFrame(planned);
			// Every seventh frame: all would be slow, and a skipped change stays for many.
			for (let frame = 0; frame < frames.length; frame += 7) {
				const scene = sceneAt(planned.layout, motion, frameTimeMs(frame, planned.fps));
				expect(frames[frame]?.scene).toEqual(scene);
			}
		}, 12);
	});

	test("whatever differs between two pictures lies in the dirty rows of the second", () => {
		forEach(({ plan: { holds, layout } }) => {
			for (const [index, { scene, dirty }] of holds.entries()) {
				const before = holds[index - 1]?.scene.placements ?? [];
				const isOutside = ({ sprite, yPx }: Placement) => {
					const bottom = Math.min(yPx + (layout.sprites[sprite]?.heightPx ?? 0), layout.viewport.bottomPx);
					return Math.max(yPx, layout.viewport.topPx) < dirty.fromPx || bottom > dirty.toPx;
				};
				const keys = new Set(before.map((placement) => JSON.stringify(placement)));
				const changed = scene.placements.filter((placement) => !keys.has(JSON.stringify(placement)));
				if (index > 0) expect(changed.filter(isOutside)).toEqual([]);
				expect([dirty.fromPx % 2, dirty.toPx % 2]).toEqual([0, 0]);
			}
			expect(holds[0]?.dirty).toEqual({ fromPx: 0, toPx: layout.heightPx });
		});
	});

	test("the summary says what the holds amount to", () => {
		forEach(({ plan: { holds, frameCount, layout, summary } }) => {
			expect(summary.pictureCount).toBe(holds.length);
			expect(summary.repeatCount).toBe(frameCount - holds.length);
			expect(summary.dirtyRowCount).toBe(
				holds.reduce((sum, { dirty }) => sum + dirty.toPx - dirty.fromPx, 0),
			);
			expect(summary.spritePixelCount).toBe(
				layout.sprites.reduce((sum, { widthPx, heightPx }) => sum + widthPx * heightPx, 0),
			);
		});
	});

	test("the same input gives the same plan, byte for byte", () => {
		forEach(({ plan: planned }, conversation) => {
			const again = plan(structuredClone(conversation)).plan;
			expect(JSON.stringify(again)).toBe(JSON.stringify(planned));
		}, 12);
	});
});
