import { describe, expect, test } from "vitest";
import type { Change } from "../../../../../shared/video/conversation/chat-state.ts";
import type { Rect, Size } from "../../../../../shared/video/scene/rect.ts";
import type { Placement, Shape } from "../../../../../shared/video/scene/scene.ts";
import { imessageClassic } from "../../../../../shared/video/themes/imessage-classic.ts";
import type { Theme } from "../../../../../shared/video/themes/theme.ts";
import { find, layOut, placed } from "../../../../helpers/lay-out.ts";
import { toyTheme } from "../../../../helpers/toy-theme.ts";

// 390 points of the classic look are 390 px here.
const video = { width: 390, height: 844 };
const inside: Theme = {
	...imessageClassic,
	media: {
		...imessageClassic.media,
		at: "inside",
		paddingPt: 3,
		radiusPt: 15,
		time: { tone: "#fefefe", shade: "#00000066", shadePt: 28 },
	},
	meta: { at: "inside", gapPt: 8, sizePt: 11, linePt: 13, weight: 400, dropPt: 0 },
};

const mine = (message: object) => ({ sender: "you", ...message });
const sizes = (...given: readonly (readonly [number, number])[]): ReadonlyMap<string, Size> =>
	new Map(given.map(([widthPx, heightPx], index) => [`/messages/0/images/${index}`, { widthPx, heightPx }]));
const images = (count: number) => Array.from({ length: count }, (_, index) => `${index}.jpg`);

function chat(message: object, options: Parameters<typeof layOut>[2] = {}, changes?: readonly Change[]) {
	return layOut({ video, messages: [mine(message)] }, changes, options);
}

/** All shapes of an item, also those in clips. */
function shapesOf(placement: Placement | undefined): readonly Shape[] {
	const flat = (shapes: readonly Shape[]): readonly Shape[] =>
		shapes.flatMap((shape) => (shape.kind === "clip" ? [shape, ...flat(shape.shapes)] : [shape]));
	return flat(placement?.sprite.shapes ?? []);
}
const pictures = (placement: Placement | undefined) =>
	shapesOf(placement).flatMap((shape) => (shape.kind === "image" ? [shape] : []));
const foot = ({ yPx, heightPx }: Rect) => yPx + heightPx;

describe("pictures without a frame of their own", () => {
	test("stand at their sender's side, as large as they may be", () => {
		const { rests, messages } = chat({ images: images(1) }, { pictures: sizes([4000, 3000]) });
		const media = find(rests.at(-1), "message-0/media");
		expect([media?.sprite.widthPx, media?.sprite.heightPx]).toEqual([244, 184]);
		expect((media?.xPx ?? 0) + 244).toBe(390 - 20);
		expect(find(rests.at(-1), "message-0/bubble")).toBeUndefined();
		expect(messages[0]?.lines).toEqual([]);
		expect(media?.sprite.anchor).toEqual({ xPx: 244, yPx: 184 });
	});

	test("stand over their caption, which has the gap and the tail of a run", () => {
		const { rests } = chat({ images: images(2), text: "Look" }, { pictures: sizes([4, 3], [4, 3]) });
		const [media, bubble] = ["media", "bubble"].map((part) => find(rests.at(-1), `message-0/${part}`));
		expect((bubble?.yPx ?? 0) - (media?.yPx ?? 0) - (media?.sprite.heightPx ?? 0)).toBe(2);
		const [outline] = bubble?.sprite.shapes ?? [];
		expect(outline?.kind === "path" && outline.d.includes("C")).toBe(true);
	});

	test("are drawn in the order of the message, each by the JSON pointer to its place", () => {
		const { rests } = chat({ images: images(4) }, { pictures: sizes([4, 3], [3, 4], [1, 1], [9, 1]) });
		expect(pictures(find(rests.at(-1), "message-0/media")).map(({ image }) => image)).toEqual(
			[0, 1, 2, 3].map((index) => `/messages/0/images/${index}`),
		);
	});

	test("have the bubble's ground behind them, for what is seen through", () => {
		const { rests } = chat({ images: images(1) }, { pictures: sizes([4, 3]) });
		const shapes = shapesOf(find(rests.at(-1), "message-0/media"));
		const ground = shapes.findIndex((shape) => shape.kind === "path" && shape.fill === "#0a7cff");
		expect(ground).toBeGreaterThanOrEqual(0);
		expect(ground).toBeLessThan(shapes.findIndex(({ kind }) => kind === "image"));
	});

	test("that are not there are grey, one in the shape of 4 to 3", () => {
		const { rests } = chat({ images: images(1) });
		const media = find(rests.at(-1), "message-0/media");
		expect([media?.sprite.widthPx, media?.sprite.heightPx]).toEqual([244, 184]);
		expect(pictures(media)).toEqual([]);
		expect(shapesOf(media).some((shape) => shape.kind === "path" && shape.fill === "#e9e9eb")).toBe(true);
	});

	test("in a row stand where its text does", () => {
		const value = { video, messages: [{ sender: "them", images: images(1), text: "Look" }] };
		const { rests, messages } = layOut(value, undefined, { theme: toyTheme });
		const media = find(rests.at(-1), "message-0/media");
		expect(media?.xPx).toBe(messages[0]?.frame.xPx);
		const footPx = (media?.yPx ?? Number.NaN) + (media?.sprite.heightPx ?? 0);
		expect(find(rests.at(-1), "message-0/bubble")?.yPx).toBeGreaterThan(footPx);
	});

	test("stay when the text is edited and go when the message is deleted, by a multiple of 16", () => {
		const message = {
			images: images(1),
			text: "Look",
			edited: { text: "See", after: 1 },
			deleted: { after: 2 },
		};
		const changes: Change[] = [
			{ kind: "shown", entry: 0 },
			{ kind: "edited", entry: 0 },
			{ kind: "deleted", entry: 0 },
		];
		const { rests } = chat(message, {}, changes);
		expect(rests.map((rest) => placed(rest).some(({ item }) => item === "message-0/media"))).toEqual([
			false,
			true,
			true,
			false,
		]);
	});
});

describe("pictures in their bubble", () => {
	test("have a thin frame on all sides, and the time over their foot", () => {
		const changes: Change[] = [{ kind: "shown", entry: 0, time: "21:41" }];
		const { rests, messages } = chat(
			{ images: images(1) },
			{ theme: inside, pictures: sizes([4, 3]) },
			changes,
		);
		const bubble = find(rests.at(-1), "message-0/bubble");
		const frame = messages[0]?.frame;
		const overhangPx = ((bubble?.sprite.widthPx ?? 0) - (frame?.widthPx ?? 0)) / 2;
		const [picture] = pictures(bubble);
		// Three points are four even pixels.
		expect(picture?.rect).toEqual({ xPx: overhangPx + 4, yPx: 4, widthPx: 244, heightPx: 184 });
		expect([frame?.widthPx, frame?.heightPx]).toEqual([252, 192]);
		const time = shapesOf(bubble).find((shape) => shape.kind === "text" && shape.spans[0]?.text === "21:41");
		expect(time).toMatchObject({ spans: [{ paint: "#fefefe" }] });
		if (time?.kind !== "text") throw new Error("expected a time");
		expect(time.baselinePx).toBeLessThan(4 + 184);
		expect(time.baselinePx).toBeGreaterThan(4 + 184 - 28);
		expect(time.xPx + time.widthPx).toBeLessThanOrEqual(overhangPx + 4 + 244);
		const shade = shapesOf(bubble).find((shape) => shape.kind === "path" && typeof shape.fill === "object");
		expect(shade).toMatchObject({ fill: { stops: [{ colour: "#00000000" }, { colour: "#00000066" }] } });
	});

	test("have no shade where no time is shown", () => {
		const { rests } = chat({ images: images(1) }, { theme: inside, pictures: sizes([4, 3]) });
		const shapes = shapesOf(find(rests.at(-1), "message-0/bubble"));
		expect(shapes.some((shape) => shape.kind === "path" && typeof shape.fill === "object")).toBe(false);
	});

	test("have their caption under them, no wider than they are, with the time in its usual colour", () => {
		const changes: Change[] = [{ kind: "shown", entry: 0, time: "21:41" }];
		const text = "A caption that is much longer than the picture is wide";
		const { rests, messages } = chat(
			{ images: images(1), text },
			{ theme: inside, pictures: sizes([1, 3]) },
			changes,
		);
		const bubble = find(rests.at(-1), "message-0/bubble");
		const [picture] = pictures(bubble);
		const frame = messages[0]?.frame;
		expect(frame?.widthPx).toBe((picture?.rect.widthPx ?? 0) + 8);
		const lines = messages[0]?.lines ?? [];
		expect(lines.length).toBeGreaterThan(2);
		for (const { box } of lines)
			expect(box.yPx - (frame?.yPx ?? 0)).toBeGreaterThanOrEqual(foot(picture?.rect ?? box));
		const times = shapesOf(bubble).filter(
			(shape) => shape.kind === "text" && shape.spans[0]?.text === "21:41",
		);
		expect(times).toMatchObject([{ spans: [{ paint: "#8e8e93" }] }]);
	});

	test("have the name over them", () => {
		const theme: Theme = {
			...inside,
			name: { at: "inside", tones: ["#aa0000"], sizePt: 12, linePt: 16, weight: 500, tone: "#101010" },
		};
		const value = {
			video,
			title: "A group",
			people: [{ id: "maya", name: "Maya" }],
			messages: [{ from: "maya", images: images(1) }],
		};
		const { rests } = layOut(value, undefined, { theme, pictures: sizes([4, 3]) });
		const bubble = find(rests.at(-1), "message-0/bubble");
		// Padding, the name's line, and the frame's width.
		expect(pictures(bubble)[0]?.rect.yPx).toBe(7 + 16 + 4);
		expect(shapesOf(bubble).find(({ kind }) => kind === "text")).toMatchObject({ spans: [{ text: "Maya" }] });
	});

	test("have an emoji as their caption in its usual size", () => {
		const { rests } = chat({ images: images(1), text: "🎉" }, { theme: inside, pictures: sizes([4, 3]) });
		const shapes = shapesOf(find(rests.at(-1), "message-0/bubble"));
		expect(shapes[0]).toMatchObject({ kind: "path", fill: "#0a7cff" });
		expect(shapes.at(-1)).toMatchObject({ spans: [{ text: "🎉", style: { sizePx: 17 } }] });
	});
});
