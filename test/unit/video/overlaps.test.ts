import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Conversation } from "../../../shared/video/conversation/conversation.ts";
import { type PlannedFilm, planFilm } from "../../../shared/video/plan-film.ts";
import { placementRect } from "../../../shared/video/scene/placement-rect.ts";
import { intersect } from "../../../shared/video/scene/rect.ts";
import type { Scene } from "../../../shared/video/scene/scene.ts";
import { type ThemeName, themeNames } from "../../../shared/video/themes/themes.ts";
import { firstFrameFrom } from "../../../shared/video/timeline/frame-times.ts";
import { arbitraryChat } from "../../helpers/arbitrary-chat.ts";
import { quoteMachine } from "../../helpers/measure.ts";

const blockOf = (item: string) => item.slice(0, item.lastIndexOf("/"));

/** How far two messages lie over each other, by their items. */
function listOverlaps({ layers }: Scene, isTold: (item: string) => boolean): ReadonlyMap<string, number> {
	const seen = layers
		.filter(({ name }) => name === "column" || name === "flight")
		.flatMap((layer) => layer.placements.map((placement) => ({ placement, layer })))
		.filter(({ placement }) => isTold(placement.item))
		.map(({ placement, layer }) => ({ item: placement.item, rect: placementRect(placement, layer) }));
	const overlaps = new Map<string, number>();
	for (const [index, one] of seen.entries())
		for (const other of seen.slice(index + 1)) {
			if (blockOf(one.item) === blockOf(other.item)) continue;
			const common = intersect(one.rect, other.rect);
			if (common === null) continue;
			overlaps.set(
				[one.item, other.item].toSorted().join(" and "),
				Math.min(common.heightPx, common.widthPx),
			);
		}
	return overlaps;
}

/**
 * What lies farther over another message than in any rest, with its frame. Not told: receipts, which go to another message by the app's rule, and
 * what is no part of the chat any more, which fades where it was.
 */
function listCollisions({ film, layout, steps }: PlannedFilm): readonly string[] {
	const atRest = new Map<string, number>();
	for (const rest of layout.rests)
		for (const [pair, px] of listOverlaps(rest, () => true))
			atRest.set(pair, Math.max(px, atRest.get(pair) ?? 0));
	const collisions: string[] = [];
	let frame = 0;
	for (const { scene, frameCount } of film.holds) {
		const done = steps.filter(({ atMs }) => firstFrameFrom(atMs, film.fps) <= frame).length;
		const items = new Set(
			layout.rests[done]?.layers.flatMap(({ placements }) => placements.map(({ item }) => item)),
		);
		const isTold = (item: string) => items.has(item) && !item.endsWith("/receipt");
		for (const [pair, px] of listOverlaps(scene, isTold))
			if (px > UNSEEN_PX + (atRest.get(pair) ?? 0)) collisions.push(`frame ${frame}: ${pair} by ${px} px`);
		frame += frameCount;
	}
	return collisions;
}

/** Places are even. */
const UNSEEN_PX = 2;

/** Three of these once found dots over the message above them, and a message over a system line. */
const SEEDS = [1, 3, 5, 10];

const planOf = (chat: Conversation, name: ThemeName) => {
	const video = { ...chat.video, width: 390, height: 844, fps: 30 };
	return planFilm({ ...chat, theme: { ...chat.theme, name }, video }, quoteMachine);
};

describe.each(themeNames)("in %s", (name) => {
	test.each(SEEDS)("what comes lies over no other message on its way (seed %i)", async (seed) => {
		await fc.assert(
			fc.asyncProperty(arbitraryChat({ times: "none" }), async (chat) => {
				expect(listCollisions(await planOf(chat, name))).toEqual([]);
			}),
			{ numRuns: 12, seed, endOnFailure: true },
		);
	});
});
