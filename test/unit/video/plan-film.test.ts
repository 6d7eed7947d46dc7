import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finishSteps } from "../../../shared/core/steps.ts";
import { entranceMs } from "../../../shared/video/animation/entrance-time.ts";
import { sceneAt } from "../../../shared/video/animation/scene-at.ts";
import { standAtRest, startTransition } from "../../../shared/video/animation/transition.ts";
import { listEntries } from "../../../shared/video/conversation/chat-entries.ts";
import type { Conversation } from "../../../shared/video/conversation/conversation.ts";
import { drawnMessages } from "../../../shared/video/conversation/drawn-messages.ts";
import { parseConversation } from "../../../shared/video/conversation/parse.ts";
import type { Film } from "../../../shared/video/encode/film.ts";
import { planPlain } from "../../../shared/video/encode/plain/plan-plain.ts";
import { type PlannedFilm, planFilm } from "../../../shared/video/plan-film.ts";
import { compare } from "../../../shared/video/scene/compare.ts";
import type { Hold, Layer, Placement, Scene } from "../../../shared/video/scene/scene.ts";
import { themes } from "../../../shared/video/themes/themes.ts";
import { countFrames, firstFrameFrom, frameTimeMs } from "../../../shared/video/timeline/frame-times.ts";
import { planSteps } from "../../../shared/video/timeline/plan-steps.ts";
import { arbitraryConversation } from "../../helpers/arbitrary-conversation.ts";
import { inClassic } from "../../helpers/in-classic.ts";
import { find } from "../../helpers/lay-out.ts";
import { quoteMachine } from "../../helpers/measure.ts";
import { rowWords } from "../../helpers/row-words.ts";

const plan = (value: object) =>
	planFilm(parseConversation(inClassic(value), { maxMessages: 50 }), quoteMachine);

/** The hold that each frame belongs to. */
const holdsByFrame = ({ holds }: Film): readonly Hold[] =>
	holds.flatMap((hold) => Array<Hold>(hold.frameCount).fill(hold));

const columnOf = ({ layers }: Scene): Layer =>
	layers.find(({ name }) => name === "column") ?? expect.unreachable("a scene has a column");

describe("a message", async () => {
	const messages = [
		{ sender: "you", text: "Hi", timestamp: 1 },
		{ sender: "them", text: "Hello", timestamp: 4.01 },
	];
	const { film, layout } = await plan({ messages });
	const frames = holdsByFrame(film);

	test("is first seen in the first frame at or after its time, and stays", () => {
		for (const [index, timestamp] of [1, 4.01].entries()) {
			const shows = frames.map(({ scene }) => find(scene, `message-${index}/bubble`) !== undefined);
			const frame = firstFrameFrom(timestamp * 1000, film.fps);
			expect(shows).toEqual(frames.map((_, at) => at >= frame));
		}
	});

	test("of theirs is preceded by dots, in as many pictures as they have phases", () => {
		const [dots] = [...layout.loops.values()];
		const seen = frames.map(({ scene }) => find(scene, "message-1/typing")?.sprite);
		expect(dots?.sprites).toHaveLength(12);
		const shown = new Set(seen.flatMap((sprite) => sprite ?? []));
		expect(shown.size).toBeGreaterThan(6);
		for (const sprite of shown) expect(dots?.sprites).toContain(sprite);
		const frame = firstFrameFrom(4010, film.fps);
		expect(seen.findLastIndex((sprite) => sprite !== undefined)).toBe(frame - 1);
	});

	test("comes to rest: its last frames are one settled hold without any fading", () => {
		const last = film.holds.at(-1);
		expect(last?.settled).toBe(true);
		expect(last?.frameCount).toBeGreaterThan(30);
		const placements = last?.scene.layers.flatMap((layer): readonly Placement[] => layer.placements);
		expect(placements?.every(({ opacity, from }) => opacity === 64 && from === undefined)).toBe(true);
	});
});

describe("a column that overflows", async () => {
	const messages = Array.from({ length: 30 }, (_, index) => ({
		sender: index % 2 === 0 ? "you" : "them",
		text: `Message ${index}`,
	}));
	const { film } = await plan({ messages, video: { width: 540, height: 960 } });
	const offsets = film.holds.map(({ scene }) => columnOf(scene).clip.yPx - columnOf(scene).dyPx);

	test("only ever moves up, by even steps, and rests on whole macroblocks", () => {
		expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
		expect(offsets.filter((offset) => offset % 2 !== 0)).toEqual([]);
		const resting = film.holds.filter(({ settled }) => settled);
		expect(resting.filter(({ frameCount }) => frameCount > 15).length).toBeGreaterThan(10);
		expect(resting.filter(({ scene }) => columnOf(scene).dyPx % 16 !== 0)).toEqual([]);
		expect(offsets.at(-1)).toBeGreaterThan(offsets[0] ?? 0);
	});

	test("takes several pictures for each move, the first steps larger than the last", () => {
		const steps = offsets.map((offset, index) => offset - (offsets[index - 1] ?? offset));
		const first = steps.findIndex((step) => step > 0);
		const move = steps.slice(first, steps.indexOf(0, first));
		expect(move.length).toBeGreaterThan(4);
		expect(move[0]).toBeGreaterThan(move.at(-1) ?? 0);
	});

	test("shows the newest message whole, between the bars", () => {
		const scene = film.holds.at(-1)?.scene ?? { layers: [] };
		const newest = find(scene, "message-29/bubble");
		const { clip } = columnOf(scene);
		expect(newest?.yPx).toBeGreaterThanOrEqual(clip.yPx);
		const endPx = (newest?.yPx ?? 0) + (newest?.sprite.heightPx ?? 0);
		expect(endPx).toBeLessThanOrEqual(clip.yPx + clip.heightPx);
	});

	test("is behind the bars, which are in front in every picture", () => {
		const names = film.holds.map(({ scene }) => scene.layers.map(({ name }) => name).slice(-4));
		for (const last of names) expect(last).toEqual(["column", "header", "footer", "home"]);
	});
});

/** What the moment of each frame shows, of every frame by itself. */
function momentsOf({ film, layout }: PlannedFilm, conversation: Conversation): (frame: number) => Scene {
	const { fps, heightPx } = film;
	const { motion } = themes[conversation.theme.name];
	const { rests, loops, composers } = layout;
	let composer = composers[0] ?? layout.screen;
	const messages = drawnMessages(conversation);
	const own = new Set(
		messages.filter(({ sender }) => sender === "you").map(({ index }) => `message-${index}`),
	);
	const { steps } = planSteps(listEntries(conversation), conversation, { entranceMs: entranceMs(motion) });
	let transition = standAtRest(rests[0] ?? { layers: [] });
	const transitions = [{ fromFrame: 0, transition }];
	for (const [index, { atMs }] of steps.entries()) {
		const rest = rests[index + 1];
		if (rest === undefined || steps[index + 1]?.atMs === atMs) continue;
		const rewritten = new Map(
			steps.flatMap((step) =>
				step.atMs === atMs && (step.change.kind === "edited" || step.change.kind === "deleted")
					? [[`message-${step.change.entry}`, step.change.kind] as const]
					: [],
			),
		);
		transition = startTransition(transition, rest, atMs, { motion, own, composer, heightPx, rewritten });
		composer = composers[index + 1] ?? composer;
		transitions.push({ fromFrame: firstFrameFrom(atMs, fps), transition });
	}
	return (frame) => {
		const current = transitions.findLast(({ fromFrame }) => fromFrame <= frame);
		return sceneAt(current?.transition ?? transition, frameTimeMs(frame, fps), { loops, heightPx });
	};
}

/** Sprites of equal keys are equal: what they are made of need not be written out. */
const inWords = (scene: Scene | undefined) =>
	JSON.stringify(scene, (key, value: unknown) => (key === "shapes" ? undefined : value));

describe("for any conversation", () => {
	const forEach = (
		check: (planned: PlannedFilm, conversation: Conversation) => void | Promise<void>,
		{ numRuns = 20, ...overrides }: Parameters<typeof arbitraryConversation>[0] & { numRuns?: number } = {},
	) =>
		fc.assert(
			fc.asyncProperty(arbitraryConversation(overrides), async (conversation) =>
				check(await planFilm(conversation, quoteMachine), conversation),
			),
			{ numRuns },
		);

	test("holds add up to the frames, each has one or more, and no two in a row are equal", async () => {
		await forEach(({ film: { holds, frameCount, fps } }, conversation) => {
			const inMs = entranceMs(themes[conversation.theme.name].motion);
			const { durationMs } = planSteps(listEntries(conversation), conversation, { entranceMs: inMs });
			expect(holds.reduce((sum, hold) => sum + hold.frameCount, 0)).toBe(frameCount);
			expect(frameCount).toBe(countFrames(durationMs / 1000, fps));
			expect(Math.min(...holds.map((hold) => hold.frameCount))).toBeGreaterThanOrEqual(1);
			for (const [index, { scene }] of holds.entries())
				expect(inWords(scene)).not.toBe(inWords(holds[index - 1]?.scene));
		});
	});

	test("every frame shows just what its moment shows, though still spans are skipped", async () => {
		await forEach(
			(planned, conversation) => {
				const momentAt = momentsOf(planned, conversation);
				const frames = holdsByFrame(planned.film);
				// Every seventh frame: all would be slow, and a skipped change stays for many.
				for (let frame = 0; frame < frames.length; frame += 7)
					expect(frames[frame]?.scene, `frame ${frame}`).toEqual(momentAt(frame));
			},
			{ numRuns: 12 },
		);
	});

	test("whatever differs between two pictures lies in what is said to differ", async () => {
		const small = { messageCount: { min: 1, max: 12 }, video: { width: 240, height: 320, fps: 24 } };
		await forEach(
			({ film }) => {
				const { changes } = finishSteps(planPlain(film, { crf: 20, preset: "veryfast" }));
				expect(changes[0]).toEqual({ xPx: 0, yPx: 0, widthPx: film.widthPx, heightPx: film.heightPx });
				for (const [index, { scene }] of film.holds.entries()) {
					const before = film.holds[index - 1]?.scene;
					if (before === undefined) continue;
					const old = rowWords(before, film);
					const differing = rowWords(scene, film).flatMap((words, row) => (words === old[row] ? [] : row));
					const spans = [changes[index], ...compare(scene, before).map(({ rect }) => rect)];
					const isIn = (row: number, rect: (typeof spans)[number]) =>
						rect !== null && rect !== undefined && row >= rect.yPx && row < rect.yPx + rect.heightPx;
					const [ofPlan, ...ofCompare] = spans;
					expect(differing.filter((row) => !isIn(row, ofPlan))).toEqual([]);
					expect(differing.filter((row) => !ofCompare.some((rect) => isIn(row, rect)))).toEqual([]);
				}
			},
			{ ...small, numRuns: 8 },
		);
	});

	test("the same conversation gives the same film, byte for byte", async () => {
		await forEach(
			async ({ film, layout, warnings }, conversation) => {
				const again = await planFilm(structuredClone(conversation), quoteMachine);
				expect(JSON.stringify(again.film)).toBe(JSON.stringify(film));
				expect(JSON.stringify(again.layout)).toBe(JSON.stringify(layout));
				expect(again.warnings).toEqual(warnings);
			},
			{ numRuns: 8 },
		);
	});
});
