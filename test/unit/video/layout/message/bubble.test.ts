import { describe, expect, test } from "vitest";
import { finishSteps } from "../../../../../shared/core/steps.ts";
import type { Chat } from "../../../../../shared/video/layout/chat.ts";
import type { BlockInput } from "../../../../../shared/video/layout/message/block.ts";
import { drawBubble } from "../../../../../shared/video/layout/message/bubble.ts";
import { layOutText } from "../../../../../shared/video/layout/message/message-text.ts";
import type { Shape } from "../../../../../shared/video/scene/scene.ts";
import type { BubbleFrame, Frame } from "../../../../../shared/video/themes/frame.ts";
import { resolveTheme } from "../../../../../shared/video/themes/resolve-theme.ts";
import type { Theme } from "../../../../../shared/video/themes/theme.ts";
import { find, layOut } from "../../../../helpers/lay-out.ts";
import { hanging, hooked, joined } from "../../../../helpers/look-alikes.ts";
import { measureEvenly } from "../../../../helpers/measure.ts";
import { pathBounds } from "../../../../helpers/path-bounds.ts";

const mine = (text: string) => ({ sender: "you", text });
const theirs = (text: string) => ({ sender: "them", text });

/** Two pixels a point. */
function layOutAs(theme: Theme, messages: readonly object[], direction: "ltr" | "rtl" = "ltr") {
	const video = { width: 2 * theme.basisPt, height: 1688 };
	return layOut({ messages, video }, undefined, { theme, direction });
}

function withFrame(theme: Theme, change: Partial<BubbleFrame>): Theme {
	const changed = (frame: Frame): Frame => (frame.kind === "bubble" ? { ...frame, ...change } : frame);
	return { ...theme, message: { own: changed(theme.message.own), theirs: changed(theme.message.theirs) } };
}

const outlines = (shapes: readonly Shape[]) =>
	shapes.flatMap((shape) => (shape.kind === "path" ? shape.d : []));
const radii = (d: string) => [...d.matchAll(/A([\d.]+) /g)].map(([, r]) => Number(r));

/** Of the bubble of each message: its sprite, its outline and its frame in the sprite. */
function bubbles(layout: ReturnType<typeof layOut>) {
	return layout.messages.map(({ entry, frame }) => {
		const placement = find(layout.rests.at(-1), `message-${entry}/bubble`);
		if (placement === undefined) throw new Error("expected a bubble");
		const { sprite, xPx } = placement;
		const [d = ""] = outlines(sprite.shapes);
		return { sprite, d, frame, leftPx: frame.xPx - xPx };
	});
}

describe("corners", () => {
	const run = [theirs("one"), theirs("two"), theirs("three"), mine("alone")];

	test("are not joined to lone emoji, which have no frame", () => {
		const layout = layOutAs(joined, [theirs("one"), theirs("🎉"), theirs("three"), theirs("four")]);
		const [one, , three, four] = bubbles(layout).map(({ d }) => radii(d));
		expect([one, three, four]).toEqual([
			[36, 36, 36, 36],
			[36, 8, 36, 36],
			[8, 36, 36, 36],
		]);
	});

	// The sender's upper and lower one, then the lower and the upper one at the other side.
	test.each([
		[
			"joined in a run",
			{ wholePt: 18, joinedPt: 4 },
			[
				[36, 8, 36, 36],
				[8, 8, 36, 36],
				[8, 36, 36, 36],
				[36, 36, 36, 36],
			],
		],
		[
			"sharper at the end",
			{ wholePt: 18, lastPt: 10 },
			[
				[36, 36, 36, 36],
				[36, 36, 36, 36],
				[36, 20, 36, 36],
				[36, 20, 36, 36],
			],
		],
		[
			"all alike",
			{ wholePt: 15 },
			[
				[30, 30, 30, 30],
				[30, 30, 30, 30],
				[30, 30, 30, 30],
				[30, 30, 30, 30],
			],
		],
	] as const)("%s", (_, radius, expected) => {
		for (const direction of ["ltr", "rtl"] as const) {
			const layout = layOutAs(withFrame(joined, { radius }), run, direction);
			expect(bubbles(layout).map(({ d }) => radii(d))).toEqual(expected);
		}
	});

	test("are no rounder than half of a bubble", () => {
		const [only] = bubbles(layOutAs(withFrame(joined, { radius: { wholePt: 90 } }), [mine("one")]));
		expect(new Set(radii(only?.d ?? ""))).toEqual(new Set([(only?.frame.heightPx ?? 0) / 2]));
	});
});

describe("a tail that hangs", () => {
	const layout = layOutAs(hanging, [theirs("The first"), theirs("The last"), mine("An answer")]);
	const [first, last, answer] = bubbles(layout);

	test("is 6.8 points below the body of the last of a run, and as wide as that at most", () => {
		for (const { sprite, d, frame, leftPx } of [last, answer].flatMap((each) => each ?? [])) {
			expect(sprite.heightPx).toBe(frame.heightPx + 14);
			const bounds = pathBounds(d);
			expect(bounds.heightPx - frame.heightPx).toBeCloseTo(2 * 6.83, 0);
			expect([bounds.xPx, bounds.widthPx]).toEqual([leftPx, frame.widthPx]);
		}
		expect(first?.sprite.heightPx).toBe(first?.frame.heightPx);
		expect(pathBounds(first?.d ?? "").heightPx).toBe(first?.frame.heightPx);
	});

	test("hangs into the gap: bodies are 4 points apart in a run, 10 between two", () => {
		const [one, two, three] = layout.messages.map(({ frame }) => frame);
		const gap = (over = one, under = two) => (under?.yPx ?? 0) - (over?.yPx ?? 0) - (over?.heightPx ?? 0);
		expect([gap(one, two), gap(two, three)]).toEqual([8, 20]);
	});

	test("is at the sender's side, from which the bubble grows", () => {
		const tipOf = (d = "") => pathBounds(`M${d.split("M")[2] ?? ""}`);
		expect(tipOf(last?.d).xPx - (last?.leftPx ?? 0)).toBeLessThan(20);
		const right = tipOf(answer?.d);
		const bodyRightPx = (answer?.leftPx ?? 0) + (answer?.frame.widthPx ?? 0);
		expect(bodyRightPx - right.xPx - right.widthPx).toBeLessThan(20);
		const tailYPx = (last?.frame.heightPx ?? 0) + 2 * 6.83;
		expect(last?.sprite.anchor).toEqual({ xPx: last?.leftPx, yPx: tailYPx });
		expect(answer?.sprite.anchor).toEqual({ xPx: bodyRightPx, yPx: tailYPx });
	});
});

describe("a nub", () => {
	test("at the bottom is a hook that the last of a run has, 6 points out of the side", () => {
		const layout = layOutAs(hooked, [theirs("The first"), theirs("The last")]);
		const [first, last] = bubbles(layout).map(({ sprite, frame }) => ({
			// Over the shadow.
			bounds: pathBounds(outlines(sprite.shapes)[1] ?? ""),
			frame,
		}));
		expect((last?.bounds.widthPx ?? 0) - (last?.frame.widthPx ?? 0)).toBeCloseTo(12, 0);
		expect(last?.bounds.heightPx).toBeCloseTo(last?.frame.heightPx ?? 0, 0);
		expect(first?.bounds.widthPx).toBe(first?.frame.widthPx);
	});

	test("at the top is one of the first, from which it grows", () => {
		const theme = withFrame(hooked, { tail: { kind: "nub", at: "top", sizePt: 8 } });
		const [first, last] = bubbles(layOutAs(theme, [mine("The first"), mine("The last")]));
		expect(pathBounds(first?.d ?? "").widthPx - (first?.frame.widthPx ?? 0)).toBeCloseTo(16);
		expect(pathBounds(last?.d ?? "").widthPx).toBe(last?.frame.widthPx);
		expect(first?.sprite.anchor?.yPx).toBe(0);
	});

	test("casts the shadow of the bubble, one point further down", () => {
		const [only] = bubbles(layOutAs(hooked, [mine("One")]));
		const [shadow = "", body = ""] = outlines(only?.sprite.shapes ?? []);
		expect(pathBounds(shadow)).toEqual({ ...pathBounds(body), yPx: 2 });
		expect(only?.sprite.heightPx).toBe((only?.frame.heightPx ?? 0) + 2);
	});
});

describe("the room in a bubble", () => {
	const LONG = "i ".repeat(200).trim();

	test("is between its paddings", () => {
		const theme = withFrame(joined, { padding: { xPt: 14, topPt: 6, bottomPt: 8 } });
		const [{ frame, lines } = { frame: undefined, lines: [] }] = layOutAs(theme, [theirs("Words")]).messages;
		const [box] = lines.map((line) => line.box);
		expect([(box?.xPx ?? 0) - (frame?.xPx ?? 0), (box?.yPx ?? 0) - (frame?.yPx ?? 0)]).toEqual([28, 12]);
		expect(frame?.heightPx).toBe(2 * (6 + 22 + 8));
	});

	// At 402 points: between the margins are 370.
	test.each([
		[{ sparePt: 89.33, share: 0.85 }, 370 - 89.33],
		[{ sparePt: 10, share: 0.5 }, 201],
		[{ mostPt: 111 }, 111],
	])("is the least of %o: %f points", (widest, expected) => {
		const [{ frame } = { frame: { widthPx: 0 } }] = layOutAs(withFrame(hanging, { widest }), [
			mine(LONG),
		]).messages;
		expect(frame.widthPx).toBeLessThanOrEqual(2 * expected + 2);
		// Two letters of 17 points and the space between them.
		expect(frame.widthPx).toBeGreaterThan(2 * (expected - 17 * 1.5));
	});

	test("is 48 points at least", () => {
		expect(layOutAs(hanging, [mine("i")]).messages[0]?.frame.widthPx).toBe(96);
	});
});

test("a message without a text has neither a line nor room for one", () => {
	const look = resolveTheme(joined, { mode: "light", direction: "ltr", widthPx: 780, heightPx: 1688 });
	const chat: Chat = {
		look,
		measure: measureEvenly,
		names: [],
		isUrdu: false,
		pictures: new Map(),
		topPx: 0,
		heightPx: 1688,
		leftPx: 0,
		rightPx: 780,
	};
	const input: BlockInput = {
		content: {
			kind: "message",
			entry: 0,
			isOwn: true,
			sender: "you",
			person: null,
			isGroup: false,
			text: "",
			images: [],
			editedText: null,
			reactions: [],
			replyTo: null,
			voiceSeconds: null,
			link: null,
		},
		shows: "original",
		quoted: null,
		time: null,
		receipt: "none",
		reactions: [],
		isFirst: true,
		isLast: true,
		joinsAbove: false,
		joinsBelow: false,
	};
	const room = { maxWidthPx: 400, paint: "#000000", secondary: "#888888" };
	const text = finishSteps(layOutText(input, chat, room, room));
	expect(text).toMatchObject({ lines: [], heightPx: 0, widthPx: 0, isLoneEmoji: false, meta: null });
	const { own } = look.message;
	if (own.kind !== "bubble") throw new Error("expected a bubble");
	const head = { widthPx: 200, heightPx: 90, shapes: () => [] };
	const { frame, lines, sprite } = drawBubble(own, text, input, chat, head);
	expect([frame.widthPx, frame.heightPx]).toEqual([200 + 48, 90 + 32]);
	expect(lines).toEqual([]);
	expect(sprite.shapes.filter(({ kind }) => kind === "text")).toEqual([]);
});
