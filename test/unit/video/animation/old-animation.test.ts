import { globSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { finishSteps } from "../../../../shared/core/steps.ts";
import { planHolds as planOldHolds } from "../../../../shared/video/animation/plan-holds.ts";
import { planHolds } from "../../../../shared/video/animation-next/plan-holds.ts";
import type { Conversation } from "../../../../shared/video/conversation/conversation.ts";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import type { ChatLayout, ColumnItem } from "../../../../shared/video/layout/chat-layout.ts";
import { layOutChat } from "../../../../shared/video/layout/lay-out-chat.ts";
import { ceilToMacroblock } from "../../../../shared/video/layout/scale.ts";
import type { Scene as OldScene } from "../../../../shared/video/layout/scene.ts";
import type { Loop } from "../../../../shared/video/layout-next/chat-layout.ts";
import type { Layer, Placement, Scene, Sprite } from "../../../../shared/video/scene/scene.ts";
import type { Motion } from "../../../../shared/video/themes/theme.ts";
import { countFrames } from "../../../../shared/video/timeline/frame-times.ts";
import { planSteps } from "../../../../shared/video/timeline/plan-steps.ts";
import { planTimeline } from "../../../../shared/video/timeline/plan-timeline.ts";
import type { Timeline } from "../../../../shared/video/timeline/timeline.ts";
import { arbitraryConversation } from "../../../helpers/arbitrary-conversation.ts";
import { measureEvenly } from "../../../helpers/measure.ts";

// The new animation against the old one, frame by frame. Goes with the old one.

/** Today's look: the numbers of the old animation. */
const MOTION: Motion = {
	scrollMs: 350,
	arrive: { ms: 220, riseShare: 0.012 },
	replace: { ms: 220, fromOpacity: 32 },
	fadeMs: 160,
};

/** A chat of the old layout in the terms of the new one: a rest for the opening, and one for each event. */
function toRests(
	layout: ChatLayout,
	timeline: Timeline,
): { readonly rests: readonly Scene[]; readonly loops: ReadonlyMap<string, Loop> } {
	const { topPx, bottomPx } = layout.viewport;
	const sprites = layout.sprites.map(
		({ id, widthPx, heightPx }): Sprite => ({ key: id, widthPx, heightPx, shapes: [] }),
	);
	const spriteOf = (index: number): Sprite => {
		const sprite = sprites[index];
		if (sprite === undefined) throw new RangeError(`There is no sprite ${index}`);
		return sprite;
	};
	const place = (item: string, { sprite, xPx, yPx }: ColumnItem): Placement => ({
		item,
		sprite: spriteOf(sprite),
		xPx,
		yPx,
		opacity: 64,
	});
	const bar = (name: "header" | "footer", index: number): Layer => {
		const { xPx, yPx, sprite } = layout.fixed[index] ?? { xPx: 0, yPx: 0, sprite: index };
		const { widthPx, heightPx } = spriteOf(sprite);
		const placements = [place(`${name}/bar`, { sprite, xPx, yPx })];
		return { name, clip: { xPx, yPx, widthPx, heightPx }, dyPx: 0, placements };
	};
	const [header, footer] = [bar("header", 0), bar("footer", 1)];
	const clip = { xPx: 0, yPx: topPx, widthPx: layout.widthPx, heightPx: bottomPx - topPx };

	let scrollPx = 0;
	let placements = layout.opening.map((item, index) => place(`opening-${index}/line`, item));
	const without = (...items: readonly string[]) => placements.filter(({ item }) => !items.includes(item));
	const rest = (): Scene => ({
		layers: [{ name: "column", clip, dyPx: topPx - scrollPx, placements }, header, footer],
	});
	const rests = [rest()];
	for (const event of timeline.events) {
		const { message } = event;
		const laidOut = layout.messages[message];
		if (laidOut === undefined) throw new RangeError(`There is no message ${message}`);
		switch (event.kind) {
			case "typing": {
				const [dots] = laidOut.typing;
				if (dots !== undefined) placements = [...placements, place(`message-${message}/typing`, dots)];
				scrollPx = Math.max(scrollPx, ceilToMacroblock(laidOut.typingBottomPx - clip.heightPx));
				break;
			}
			case "message": {
				const receipts = layout.messages.slice(0, message).map((_, index) => `message-${index}/receipt`);
				const gone = laidOut.sender === "you" ? receipts : [];
				const bubble = place(`message-${message}/bubble`, laidOut.asLast ?? laidOut.item);
				const previous = layout.messages[message - 1];
				const stays = without(`message-${message}/typing`, ...gone).map((placement) =>
					previous !== undefined && placement.item === `message-${message - 1}/bubble`
						? place(placement.item, previous.item)
						: placement,
				);
				placements = [...stays, bubble];
				scrollPx = Math.max(scrollPx, ceilToMacroblock(laidOut.bottomPx - clip.heightPx));
				break;
			}
			case "receipt": {
				const before = layout.messages.slice(0, message + 1).map((_, index) => `message-${index}/receipt`);
				const line = laidOut.receipts?.[event.state];
				placements = without(...before);
				if (line !== undefined) placements.push(place(`message-${message}/receipt`, line));
			}
		}
		rests.push(rest());
	}
	const dots = layout.messages.find(({ typing }) => typing.length > 0)?.typing ?? [];
	const loop = { sprites: dots.map(({ sprite }) => spriteOf(sprite)), periodMs: 1200 };
	return { rests, loops: new Map(loop.sprites.slice(0, 1).map(({ key }) => [key, loop])) };
}

function plan(conversation: Conversation) {
	const { fps, durationSeconds } = conversation.video;
	const timeline = planTimeline(conversation);
	const { steps } = planSteps(
		conversation.messages.map((message, index) => ({ ...message, index })),
		durationSeconds,
	);
	const layout = layOutChat(conversation, measureEvenly);
	const frameCount = countFrames(timeline.durationMs / 1000, fps);
	const { rests, loops } = toRests(layout, timeline);
	const { heightPx } = layout;
	const input = { rests, loops, steps, motion: MOTION, fps, frameCount, heightPx };
	return {
		layout,
		old: finishSteps(planOldHolds(layout, timeline, fps, frameCount)),
		holds: finishSteps(planHolds(input)),
	};
}

/** What is seen, from back to front. */
const seenIn = ({ layers }: Scene) =>
	layers.flatMap(({ placements, dyPx }) =>
		placements.map(({ sprite, xPx, yPx, opacity }) => ({
			sprite: sprite.key,
			xPx,
			yPx: yPx + dyPx,
			opacity,
		})),
	);

const seenInOld = (layout: ChatLayout, { placements }: OldScene) =>
	placements.map(({ sprite, xPx, yPx, alpha }) => ({
		sprite: layout.sprites[sprite]?.id,
		xPx,
		yPx,
		opacity: (alpha * 64) / 255,
	}));

/** Both were rounded from one share: to 255ths, and to 64ths. */
const MOST_APART = 0.5 + 0.5 * (64 / 255);

/** Each new hold is one old hold, or several that differ in less than 64ths of opacity show. */
function expectSame({ layout, old, holds }: ReturnType<typeof plan>): void {
	let at = 0;
	for (const { scene, frameCount } of holds) {
		const seen = seenIn(scene);
		let leftFrames = frameCount;
		while (leftFrames > 0) {
			const hold = old[at];
			if (hold === undefined) throw new RangeError("The old holds are too short");
			const rounded = seenInOld(layout, hold.scene).map(({ opacity, ...rest }, index) => {
				const other = seen[index]?.opacity ?? Number.NaN;
				return { ...rest, opacity: Math.abs(opacity - other) <= MOST_APART ? other : opacity };
			});
			expect(rounded).toEqual(seen);
			leftFrames -= hold.frameCount;
			at += 1;
		}
		expect(leftFrames).toBe(0);
	}
	expect(at).toBe(old.length);
}

const files = globSync("{examples,test/fixtures/conversations}/*.json");

test.each(files)("%s looks as before in every frame", (file) => {
	expectSame(plan(parseConversation(JSON.parse(readFileSync(file, "utf8")), { maxMessages: 50 })));
});

/**
 * Not of one moment: of two messages, the old animation showed the first at once if the second took over its tail, and a receipt
 * faded in though the column carried it in.
 */
test("so does any conversation whose steps are at different moments", () => {
	const hasOwnMoments = (conversation: Conversation) => {
		const timesMs = planTimeline(conversation).events.map(({ startMs }) => startMs);
		return new Set(timesMs).size === timesMs.length;
	};
	fc.assert(
		fc.property(arbitraryConversation().filter(hasOwnMoments), (conversation) =>
			expectSame(plan(conversation)),
		),
		{ numRuns: 40 },
	);
});
