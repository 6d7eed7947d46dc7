import { describe, expect, test } from "vitest";
import { finishSteps } from "../../../../shared/core/steps.ts";
import { planHolds } from "../../../../shared/video/animation/plan-holds.ts";
import type { Change } from "../../../../shared/video/conversation/chat-state.ts";
import type { Hold } from "../../../../shared/video/scene/scene.ts";
import { themes } from "../../../../shared/video/themes/themes.ts";
import { layOut } from "../../../helpers/lay-out.ts";
import { byFrame, columnOf, heights } from "../../../helpers/rests.ts";
import { toyTheme } from "../../../helpers/toy-theme.ts";

const classic = themes["imessage-classic"];
const theme = { ...classic, reaction: toyTheme.reaction };

/** A column that is full many times over. In the middle of what is seen is a message of several lines, which changes. */
const CHANGING = 36;
const messages = Array.from({ length: 40 }, (_, index) => ({
	sender: index % 2 === 0 ? "you" : "them",
	text: index === CHANGING ? "A long story. ".repeat(8).trim() : `Message ${index}`,
	reactions: [{ emoji: "😂" }, { emoji: "👍" }],
}));
const shown = messages.map((_, entry): Change => ({ kind: "shown", entry }));

const react: Change = { kind: "reaction", entry: CHANGING, reaction: 0 };
const reactAgain: Change = { ...react, reaction: 1 };
const remove: Change = { kind: "deleted", entry: CHANGING };

/** Three seconds of the full column, in which changes come; with where the column ends as it was laid out. */
function play(...steps: readonly (readonly [atMs: number, change: Change])[]) {
	const changes = steps.map(([, change]) => change);
	const { rests, loops, composers, heightPx } = layOut({ messages }, [...shown, ...changes], { theme });
	const holds = finishSteps(
		planHolds({
			...{
				rests: rests.slice(shown.length),
				loops,
				heightPx,
				motion: theme.motion,
				composers: composers.slice(shown.length),
				own: new Set<string>(),
			},
			steps: steps.map(([atMs, change]) => ({ atMs, change })),
			...{ fps: 30, frameCount: 90 },
		}),
	);
	return { holds, last: rests.at(-1) };
}

const trackOf = (holds: readonly Hold[], entry: number) => heights(holds, `message-${entry}/bubble`);
const below = (holds: readonly Hold[]) => [37, 38, 39].map((entry) => trackOf(holds, entry));

/** How far an item moves from each frame to the next. */
const movesOf = (track: readonly (number | undefined)[]) =>
	track.slice(1).map((yPx, index) => (yPx ?? Number.NaN) - (track[index] ?? Number.NaN));
const count = <Value>(values: readonly Value[], is: (value: Value) => boolean) => values.filter(is).length;

/** A movement takes 350 ms, of which the last frames may round to none. */
const [FEWEST, MOST] = [6, 11];

describe("a message in the middle of a full column", () => {
	test.each([
		["grows by a reaction: what is above moves up", react, -1, [34, 35, CHANGING]],
		["shrinks to a line as it is deleted: what is above moves back down", remove, 1, [34, 35]],
	])("%s, and what is below stays", (_, change, sign, entries) => {
		const { holds } = play([1000, change]);
		expect(below(holds).map((track) => new Set(track).size)).toEqual([1, 1, 1]);
		for (const track of entries.map((entry) => trackOf(holds, entry))) {
			const moves = movesOf(track);
			const moving = count(moves, (px) => px !== 0);
			expect(moving).toBeGreaterThanOrEqual(FEWEST);
			expect(moving).toBeLessThanOrEqual(MOST);
			expect(count(moves, (px) => sign * px < 0 || px % 2 !== 0)).toBe(0);
			const wayPx = moves.reduce((sum, px) => sum + px, 0);
			expect(sign * wayPx).toBeGreaterThan(0);
			expect(Math.abs(wayPx % 16)).toBe(0);
		}
	});

	test("grows and shrinks again before it rests: what is below stays in every frame", () => {
		const { holds, last } = play([1000, react], [1100, reactAgain], [1150, remove]);
		expect(below(holds).map((track) => new Set(track).size)).toEqual([1, 1, 1]);
		const moves = movesOf(trackOf(holds, 35));
		expect(count(moves, (px) => px < 0)).toBeGreaterThan(2);
		expect(count(moves, (px) => px > 0)).toBeGreaterThanOrEqual(FEWEST);
		expect(count(moves, (px) => px % 2 !== 0)).toBe(0);
		const end = byFrame(holds).at(-1);
		expect(end?.settled).toBe(true);
		expect(end && columnOf(end.scene).dyPx).toBe(last && columnOf(last).dyPx);
	});

	test("takes its reactions along", () => {
		const { holds } = play([1000, react]);
		const [bubble, pill] = ["bubble", "reactions"].map((part) =>
			heights(holds, `message-${CHANGING}/${part}`, 30),
		);
		expect(new Set(pill?.map((yPx, frame) => (yPx ?? Number.NaN) - (bubble?.[frame] ?? 0))).size).toBe(1);
		expect(new Set(pill).size).toBeGreaterThanOrEqual(FEWEST);
	});
});
