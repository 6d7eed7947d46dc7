import fc from "fast-check";
import { expect, test } from "vitest";
import type { Change } from "../../../../../shared/video/conversation/chat-state.ts";
import type { ChatLayout } from "../../../../../shared/video/layout/chat-layout.ts";
import { intersect, type Rect } from "../../../../../shared/video/scene/rect.ts";
import type { Placement, Scene, Shape } from "../../../../../shared/video/scene/scene.ts";
import type { Theme } from "../../../../../shared/video/themes/theme.ts";
import { themes } from "../../../../../shared/video/themes/themes.ts";
import { layOut, placed } from "../../../../helpers/lay-out.ts";
import { toyTheme } from "../../../../helpers/toy-theme.ts";

const LOOKS: Readonly<Record<string, Theme>> = { ...themes, toy: toyTheme };

const arbitraryText = fc.constantFrom(
	"ok",
	"😂",
	"שלום לכולם",
	"A few words",
	"A story in some words. ".repeat(6).trim(),
);

const arbitraryMessage = fc.record({
	from: fc.constantFrom("you", "maya", "ben"),
	text: arbitraryText,
	imageCount: fc.constantFrom(0, 0, 0, 1, 3),
	/** How far back the quoted one is; more than there are: none. */
	replies: fc.nat(12),
	edited: fc.option(arbitraryText, { nil: undefined, freq: 3 }),
	isDeleted: fc.constantFrom(false, false, true),
	reactionCount: fc.nat(2),
	/** When each of what happens to it later does, by messages after it. */
	laters: fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4)),
	typing: fc.boolean(),
});

type Message = typeof arbitraryMessage extends fc.Arbitrary<infer Value> ? Value : never;

function chatOf(messages: readonly Message[]) {
	return {
		people: [
			{ id: "maya", name: "Maya Lin" },
			{ id: "ben", name: "Ben" },
		],
		video: { width: 390, height: 844 },
		messages: messages.map(
			({ from, text, imageCount, replies, edited, isDeleted, reactionCount }, index) => ({
				...{ from, text },
				...(imageCount > 0 && { images: Array.from({ length: imageCount }, () => "a.jpg") }),
				...(replies < index && { replyTo: index - replies - 1 }),
				...(edited !== undefined && { edited: { text: edited, after: 1 } }),
				...(isDeleted && { deleted: { after: 1 } }),
				reactions: ["❤️", "😂"].slice(0, reactionCount).map((emoji) => ({ emoji, from: "you" })),
			}),
		),
	};
}

/** Messages in turn; some time after each its reactions, its edit and its deletion. */
function changesOf(messages: readonly Message[]): readonly Change[] {
	const later = messages.flatMap(({ edited, isDeleted, reactionCount, laters }, entry) => {
		const [reactAfter, editAfter, deleteAfter] = laters;
		const reactions = Array.from(
			{ length: reactionCount },
			(_, reaction): Change => ({
				...{ kind: "reaction", entry, reaction },
			}),
		);
		return [
			...reactions.map((change) => ({ at: entry + reactAfter, change })),
			...(edited === undefined
				? []
				: [{ at: entry + editAfter, change: { kind: "edited", entry } as const }]),
			...(isDeleted ? [{ at: entry + 5 + deleteAfter, change: { kind: "deleted", entry } as const }] : []),
		];
	});
	const count = messages.length + 10;
	return Array.from({ length: count }).flatMap((_, at) => [
		...(messages[at]?.typing === true ? [{ kind: "typing", entry: at } as const] : []),
		...(at < messages.length ? [{ kind: "shown", entry: at, time: "9:41" } as const] : []),
		...later.filter((each) => each.at === at).map(({ change }) => change),
	]);
}

const rectOf = ({ xPx, yPx, sprite: { widthPx, heightPx } }: Placement): Rect => ({
	xPx,
	yPx,
	widthPx,
	heightPx,
});
const blockOf = ({ item }: Placement) => item.slice(0, item.indexOf("/"));
const isFrame = ({ item }: Placement) => /\/(bubble|media)$/.test(item);

/** The top of the frames of each message; a quote in a bubble of its own is one. */
function topsOf(rest: Scene | undefined, { reply }: Theme): ReadonlyMap<string, number> {
	const tops = new Map<string, number>();
	for (const each of placed(rest)) {
		if (!isFrame(each) && !(reply.at === "inside" && each.item.endsWith("/reply"))) continue;
		const block = blockOf(each);
		tops.set(block, Math.min(each.yPx, tops.get(block) ?? each.yPx));
	}
	return tops;
}

/** Once they stand there, frames move by multiples of 16 px. */
function holdGrid({ rests }: ChatLayout, theme: Theme): void {
	for (const [index, rest] of rests.entries()) {
		const before = topsOf(rests[index - 1], theme);
		for (const [block, topPx] of topsOf(rest, theme))
			expect(Math.abs((topPx - (before.get(block) ?? topPx)) % 16), block).toBe(0);
	}
}

/** No frame is over another, and nothing of one message over the frame of another. */
function holdApart({ rests }: ChatLayout): void {
	for (const rest of rests) {
		const items = placed(rest).filter(({ item }) => item.startsWith("message-") && !item.endsWith("/typing"));
		for (const frame of items.filter((each) => isFrame(each) || each.item.endsWith("/reply")))
			for (const other of items) {
				if (blockOf(other) === blockOf(frame)) continue;
				if (/\/(avatar|reaction.*)$/.test(other.item)) continue;
				// A tail hangs into the gap below.
				const body = { ...rectOf(frame), heightPx: frame.sprite.heightPx - 14 };
				const below = { ...rectOf(other), heightPx: Math.max(2, other.sprite.heightPx - 14) };
				expect(intersect(body, below), `${frame.item} and ${other.item}`).toBeNull();
			}
	}
}

/** Letters and pictures are inside their sprite. */
function holdInside({ rests }: ChatLayout): void {
	for (const { item, sprite } of new Set(rests.flatMap((rest) => placed(rest)))) {
		const visit = (shapes: readonly Shape[]): void => {
			for (const shape of shapes) {
				if (shape.kind === "clip") visit(shape.shapes);
				if (shape.kind !== "text" || !item.startsWith("message-")) continue;
				expect(shape.xPx, item).toBeGreaterThanOrEqual(-1);
				expect(shape.xPx + shape.widthPx, item).toBeLessThanOrEqual(sprite.widthPx + 1);
				expect(shape.baselinePx, item).toBeLessThanOrEqual(sprite.heightPx);
			}
		};
		visit(sprite.shapes);
	}
}

/** One key is one picture, and one name one item. */
function holdNames({ rests }: ChatLayout): void {
	const known = new Map<string, unknown>();
	for (const rest of rests) {
		const items = placed(rest);
		expect(new Set(items.map(({ item }) => item)).size).toBe(items.length);
		for (const { sprite } of items) {
			if (known.get(sprite.key) === sprite) continue;
			expect(known.get(sprite.key) ?? sprite).toEqual(sprite);
			known.set(sprite.key, sprite);
		}
	}
}

test.each(Object.entries(LOOKS))("whatever is quoted, edited and deleted, the look %s holds", (_, theme) => {
	fc.assert(
		fc.property(fc.array(arbitraryMessage, { minLength: 1, maxLength: 8 }), (messages) => {
			const layout = layOut(chatOf(messages), changesOf(messages), { theme });
			holdGrid(layout, theme);
			holdApart(layout);
			holdInside(layout);
			holdNames(layout);
		}),
		{ numRuns: 15 },
	);
});

test("a quote in a bubble of its own has another outline once the message over it is edited into emoji without a frame", () => {
	const messages = [
		{ sender: "them", text: "Hm" },
		{ sender: "you", text: "ok", edited: { text: "😂", after: 1 } },
		{ sender: "you", images: ["dog.jpg"], replyTo: 0 },
	];
	const shown = messages.map((_, entry): Change => ({ kind: "shown", entry }));
	const layout = layOut({ messages }, [...shown, { kind: "edited", entry: 1 }], { theme: themes.neutral });
	const quotes = layout.rests
		.slice(-2)
		.flatMap((rest) => placed(rest).filter(({ item }) => item === "message-2/reply"));
	const [before, after] = quotes.map(({ sprite }) => sprite);
	expect(before?.shapes).not.toEqual(after?.shapes);
	expect(before?.key).not.toBe(after?.key);
});
