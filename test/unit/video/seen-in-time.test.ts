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

/** What comes may wait so long for the column to make its room: a sound that begins with it is still heard as its own. */
const MOST_FRAMES = 4;

/** Less than that of a message is not seen yet. */
const LEAST_PX = 8;

const FRAME = /\/(bubble|media|link)$/;

/** How much of a message is on the screen, in px of its height. */
function seenPx({ layers }: Scene, isPart: (item: string) => boolean): number {
	const parts = layers.flatMap((layer) =>
		layer.placements
			.filter(({ item, opacity }) => isPart(item) && opacity > 0)
			.map((placement) => intersect(placementRect(placement, layer), layer.clip)?.heightPx ?? 0),
	);
	return Math.max(0, ...parts);
}

/** Messages that are not seen soon after their time. */
function listLate({ film, layout, steps }: PlannedFilm): readonly string[] {
	const frames = film.holds.flatMap(({ scene, frameCount }) =>
		Array.from({ length: frameCount }, () => scene),
	);
	return steps.flatMap(({ atMs, change }, index) => {
		if (change.kind !== "shown") return [];
		const isPart = (item: string) => item.startsWith(`message-${change.entry}/`) && FRAME.test(item);
		const rest = layout.rests[index + 1];
		const first = firstFrameFrom(atMs, film.fps);
		const until = firstFrameFrom(steps[index + 1]?.atMs ?? Number.POSITIVE_INFINITY, film.fps);
		if (rest === undefined) return [];
		const leastPx = Math.min(LEAST_PX, seenPx(rest, isPart));
		const last = Math.min(first + MOST_FRAMES, until - 1, frames.length - 1);
		if (last < first) return [];
		const late = frames.slice(first, last + 1).findIndex((scene) => seenPx(scene, isPart) >= leastPx);
		return late >= 0 || last < first + MOST_FRAMES ? [] : [`message ${change.entry} at ${atMs} ms`];
	});
}

/** A chat in which messages quote an earlier one where a list says so. */
const withReplies = (chat: Conversation, quotes: readonly boolean[]): Conversation => ({
	...chat,
	messages: chat.messages.map((entry, index) => {
		const quoted = chat.messages.findLastIndex((each, at) => at < index - 1 && "text" in each);
		return "text" in entry && quoted >= 0 && quotes[index] ? { ...entry, replyTo: quoted } : entry;
	}),
});

const planOf = (chat: Conversation, name: ThemeName, height: number) => {
	const video = { ...chat.video, width: 390, height, fps: 30 };
	return planFilm({ ...chat, theme: { ...chat.theme, name }, video }, quoteMachine);
};

describe.each(themeNames)("in %s", (name) => {
	test("a message that is shown is seen within four frames of its time", async () => {
		await fc.assert(
			fc.asyncProperty(
				arbitraryChat({ times: "none" }),
				fc.array(fc.boolean()),
				fc.constantFrom(640, 844),
				async (chat, quotes, height) => {
					expect(listLate(await planOf(withReplies(chat, quotes), name, height))).toEqual([]);
				},
			),
			{ numRuns: 12, endOnFailure: true },
		);
	}, 60_000);
});
