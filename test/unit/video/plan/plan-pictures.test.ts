import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Conversation } from "../../../../shared/video/conversation/conversation.ts";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import type { Scene } from "../../../../shared/video/layout/scene.ts";
import { planRender } from "../../../../shared/video/plan/plan-render.ts";
import type { RenderPlan } from "../../../../shared/video/plan/render-plan.ts";
import { planTimeline } from "../../../../shared/video/timeline/plan-timeline.ts";
import { arbitraryConversation } from "../../../helpers/arbitrary-conversation.ts";
import { measureEvenly } from "../../../helpers/measure.ts";
import { planWords } from "../../../helpers/plan-words.ts";
import { rowsOf } from "../../../helpers/rows-of.ts";

type Messages = readonly { sender: "you" | "them"; text: string; timestamp?: number }[];

function planOf(messages: Messages, video: object = {}): RenderPlan {
	const value = { video: { width: 240, height: 426, fps: 24, ...video }, messages };
	const conversation = parseConversation(value, { maxMessages: 50 });
	return planRender(conversation, planTimeline(conversation), measureEvenly, 0);
}

describe("the pictures of a small chat", () => {
	test("a bubble that rises is transient until it rests, then the picture repeats", () => {
		const plan = planOf([{ sender: "you", text: "Hi", timestamp: 0.5 }], { durationSeconds: 1.5 });
		expect(planWords(plan.pictures)).toEqual([
			"key",
			"repeat 11",
			...Array(4).fill("passing 3 rows"),
			"inter 3 rows",
			"repeat 10",
			// "Delivered" fades in.
			...Array(3).fill("passing 1 rows"),
			"inter 1 rows",
			"repeat 5",
		]);
	});

	test("dots that stand for some frames are references, so that their repeats are empty", () => {
		const messages = [{ sender: "them", text: "Hello there", timestamp: 1.4 }] as const;
		const words = planWords(planOf(messages, { durationSeconds: 2.5 }).pictures);
		const arriving = [...Array(3).fill("passing 3 rows"), "inter 3 rows"];
		expect(words.slice(0, 8)).toEqual(["key", "repeat 9", ...arriving, "repeat 1", "inter 3 rows"]);
		expect(words.slice(-7)).toEqual([
			"repeat 1",
			...Array(4).fill("passing 3 rows"),
			"inter 3 rows",
			"repeat 21",
		]);
	});

	test("the fifth transient picture is a reference, for the row that it leaves is brought by the next anyway", () => {
		const message = { sender: "you", text: "Hi", timestamp: 0.5 } as const;
		const plan = planOf([message], { durationSeconds: 1.5, fps: 60 });
		const rising = [...Array(4).fill("passing 3 rows"), "inter 3 rows"];
		expect(planWords(plan.pictures).slice(2, 12)).toEqual([...rising, ...rising]);
		// And is coded as transient.
		const { pictures, transientStrips } = plan.pictures;
		const fifth = pictures[6];
		const strips = fifth?.kind === "inter" ? fifth.bands.map(({ strip }) => strip) : [];
		expect(
			strips.map((strip) => transientStrips.some(({ from, to }) => from <= strip && strip < to)),
		).toEqual([true, true, true]);
	});

	test("a column that moves is told by scrolls, each with the rows that come into view", () => {
		const texts = Array.from({ length: 12 }, (_, index) => `Line ${index}\nand a second one`);
		const messages = texts.map((text, index) => ({ sender: "you", text, timestamp: 0.5 * index }) as const);
		const plan = planOf(messages, { durationSeconds: 7 });
		const words = planWords(plan.pictures);
		const first = words.findIndex((word) => word.includes("scroll"));
		// Where the next picture is told as easily from the one before, one in between is no reference.
		expect(words.slice(first, first + 9)).toEqual([
			"inter scroll 10, 1 rows",
			"passing scroll 8, 1 rows",
			"inter scroll 14, 1 rows",
			"passing scroll 4, 1 rows",
			"passing scroll 6, 1 rows",
			"inter scroll 8, 1 rows",
			"repeat 5",
			"inter 4 rows",
			"inter scroll 10, 1 rows",
		]);
	});
});

describe("key frames", () => {
	test("come every five seconds, and those of a picture that stands are one list of strips", () => {
		const plan = planOf([{ sender: "you", text: "Hi", timestamp: 0.2 }], { durationSeconds: 21 });
		expect(keyFrames(plan)).toEqual([0, 120, 240, 360, 480]);
		const keys = plan.pictures.pictures.filter((picture) => picture.kind === "key");
		expect(new Set(keys.slice(1).map((key) => key.strips)).size).toBe(1);
	});

	test("an hour of the same picture has no more strips than a minute of it", () => {
		const of = (durationSeconds: number) =>
			planOf([{ sender: "you", text: "Hi", timestamp: 0.2 }], { durationSeconds }).pictures;
		expect(of(3600).strips.length).toBe(of(60).strips.length);
	});

	test("are at most five seconds apart, and not in the middle of a movement where it can be helped", () => {
		const plan = planOf(
			Array.from({ length: 14 }, (_, index) => ({
				sender: index % 2 === 0 ? "you" : "them",
				text: "A few words that fill two lines or three",
				timestamp: 0.5 + index * 1.5,
			})),
		);
		const frames = keyFrames(plan);
		const gaps = frames.slice(1).map((frame, index) => frame - (frames[index] ?? 0));
		expect(frames.length).toBeGreaterThan(3);
		expect(Math.max(...gaps)).toBeLessThanOrEqual(120);
		const keys = plan.pictures.pictures.filter((picture) => picture.kind === "key");
		expect(keys.map(({ hold }) => (plan.holds[hold]?.scene.scrollPx ?? 0) % 16)).toEqual(keys.map(() => 0));
	});
});

describe("strips", () => {
	test("that look the same are one, wherever they are seen", () => {
		const { strips, transientStrips } = planOf([{ sender: "you", text: "Hi", timestamp: 0.5 }]).pictures;
		// 27 rows, most of them blank or seen in several pictures.
		expect({ strips: strips.length, transientStrips }).toEqual({
			strips: 31,
			transientStrips: [{ from: 16, to: 31 }],
		});
	});
});

describe("any plan", () => {
	test("shows in every frame what its hold shows, row by row", () => {
		fc.assert(
			// At 60 frames a second there are rows of transient pictures that are too long to be disposable throughout.
			fc.property(fc.constantFrom(24, 60).chain(smallConversation), (conversation) => {
				const plan = planRender(conversation, planTimeline(conversation), measureEvenly, 0);
				const shown = show(plan);
				const expected = plan.holds.flatMap(({ scene, frameCount }) => Array<Scene>(frameCount).fill(scene));
				expect(shown.length).toBe(plan.frameCount);
				for (const [frame, rows] of shown.entries()) {
					const scene = expected[frame];
					if (
						scene === undefined ||
						(frame > 0 && scene === expected[frame - 1] && rows === shown[frame - 1])
					)
						continue;
					expect(rows, `frame ${frame}`).toEqual(rowsOf(plan.layout, scene));
				}
			}),
			{ numRuns: 15 },
		);
	});

	test("begins with a key frame, and goes no longer than five seconds without one", () => {
		fc.assert(
			fc.property(smallConversation(), (conversation) => {
				const plan = planRender(conversation, planTimeline(conversation), measureEvenly, 0);
				const frames = keyFrames(plan);
				expect(frames[0]).toBe(0);
				const ends = [...frames.slice(1), plan.frameCount];
				expect(Math.max(...ends.map((end, index) => end - (frames[index] ?? 0)))).toBeLessThanOrEqual(5 * 24);
			}),
		);
	});

	test("has at most four disposable pictures in a row, and repeats none of them", () => {
		fc.assert(
			fc.property(smallConversation(60), (conversation) => {
				const plan = planRender(conversation, planTimeline(conversation), measureEvenly, 0);
				let inARow = 0;
				for (const picture of plan.pictures.pictures) {
					if (picture.kind === "repeat") expect(inARow).toBe(0);
					inARow = picture.kind === "inter" && !picture.isReference ? inARow + 1 : 0;
					expect(inARow).toBeLessThanOrEqual(4);
				}
			}),
			{ numRuns: 15 },
		);
	});

	test("has each strip once, by what is seen of it", () => {
		fc.assert(
			fc.property(smallConversation(), (conversation) => {
				const plan = planRender(conversation, planTimeline(conversation), measureEvenly, 0);
				const seen = plan.pictures.strips.map((_, strip) => rowsOfStrip(plan, strip).join("\n"));
				expect(new Set(seen).size).toBe(seen.length);
			}),
			{ numRuns: 15 },
		);
	});
});

/** The numbers of the frames that are key frames. */
function keyFrames({ pictures: { pictures } }: RenderPlan): readonly number[] {
	let frame = 0;
	const frames: number[] = [];
	for (const picture of pictures) {
		if (picture.kind === "key") frames.push(frame);
		frame += picture.kind === "repeat" ? picture.count : 1;
	}
	return frames;
}

/** Every other one has a height that is no multiple of 16: its last row is cut off. */
function smallConversation(fps = 24): fc.Arbitrary<Conversation> {
	const height = fc.oneof(
		fc.constant(400),
		fc.integer({ min: 201, max: 215 }).map((half) => 2 * half),
	);
	return height.chain((height) =>
		arbitraryConversation({
			messageCount: { min: 1, max: 9 },
			timestamps: "some",
			video: { width: 320, height, fps },
		}),
	);
}

/** What a strip shows, row of pixels by row of pixels; of one that is cut off by the screen's end, the rows above it. */
function rowsOfStrip({ layout, holds, pictures: { strips } }: RenderPlan, index: number): readonly string[] {
	const { hold, row } = strips[index] ?? { hold: -1, row: -1 };
	const scene = holds[hold]?.scene;
	if (scene === undefined) throw new RangeError(`strip ${index}`);
	return rowsOf(layout, scene).slice(row * 16, row * 16 + 16);
}

/** What a decoder shows of a plan: each row of pixels as the words of what stands in it. */
function show(plan: RenderPlan): readonly (readonly string[])[] {
	const frames: (readonly string[])[] = [];
	let reference: readonly string[] = [];
	for (const picture of plan.pictures.pictures) {
		if (picture.kind === "repeat") {
			const last = frames.at(-1) ?? [];
			for (let count = 0; count < picture.count; count++) frames.push(last);
			continue;
		}
		if (picture.kind === "key") {
			reference = picture.strips.flatMap((strip) => rowsOfStrip(plan, strip));
			frames.push(reference);
			continue;
		}
		const rows = [...reference];
		const { scroll, bands } = picture;
		for (let row = 16 * (scroll?.fromRow ?? 0); row < 16 * (scroll?.toRow ?? 0); row++)
			rows[row] = reference[row + (scroll?.shiftPx ?? 0)] ?? "nothing";
		for (const { row, strip } of bands) rows.splice(16 * row, 16, ...rowsOfStrip(plan, strip));
		rows.length = reference.length;
		frames.push(rows);
		if (picture.isReference) reference = rows;
	}
	return frames;
}
