import { describe, expect, test } from "vitest";
import type { Change } from "../../../../../shared/video/conversation/chat-state.ts";
import type { ChatLayout } from "../../../../../shared/video/layout/chat-layout.ts";
import { contains, type Rect } from "../../../../../shared/video/scene/rect.ts";
import type { Placement, Shape } from "../../../../../shared/video/scene/scene.ts";
import type { Reply } from "../../../../../shared/video/themes/reply.ts";
import type { Theme } from "../../../../../shared/video/themes/theme.ts";
import { themes } from "../../../../../shared/video/themes/themes.ts";
import { find, layOut, placed } from "../../../../helpers/lay-out.ts";
import { toyTheme } from "../../../../helpers/toy-theme.ts";

type Direction = "ltr" | "rtl";

const shown = (count: number) =>
	Array.from({ length: count }, (_, entry): Change => ({ kind: "shown", entry }));

const people = [
	{ id: "maya", name: "Maya Lin" },
	{ id: "ben", name: "Ben", color: "#123456" },
];

type Case = {
	readonly theme: Theme;
	readonly messages: readonly object[];
	readonly others?: readonly object[];
	readonly after?: readonly Change[];
	readonly direction?: Direction;
	readonly pictures?: ReadonlyMap<string, { readonly widthPx: number; readonly heightPx: number }>;
};

/** At two pixels a point. */
function show({
	theme,
	messages,
	others = people.slice(0, 1),
	after = [],
	direction = "ltr",
	pictures,
}: Case) {
	const chat = { people: others, messages, video: { width: 2 * theme.basisPt, height: 1800 } };
	const options = { theme, direction, ...(pictures !== undefined && { pictures }) };
	return layOut(chat, [...shown(messages.length), ...after], options);
}

const maya = (text: string, more: object = {}) => ({ from: "maya", text, ...more });
const you = (text: string, more: object = {}) => ({ from: "you", text, ...more });

type TextShape = Extract<Shape, { readonly kind: "text" }>;

const textsIn = (shapes: readonly Shape[]): readonly TextShape[] =>
	shapes.flatMap((shape) =>
		shape.kind === "text" ? shape : shape.kind === "clip" ? textsIn(shape.shapes) : [],
	);
const imagesIn = (shapes: readonly Shape[]): readonly string[] =>
	shapes.flatMap((shape) =>
		shape.kind === "image" ? shape.image : shape.kind === "clip" ? imagesIn(shape.shapes) : [],
	);
const wordsOf = (placement: Placement | undefined) =>
	textsIn(placement?.sprite.shapes ?? []).map(({ spans }) => spans.map(({ text }) => text).join(""));
const last = (layout: ChatLayout, item: string) => find(layout.rests.at(-1), item);
const wordsIn = (layout: ChatLayout, item: string) => wordsOf(last(layout, item));
const rectOf = ({ xPx, yPx, sprite: { widthPx, heightPx } }: Placement): Rect => ({
	xPx,
	yPx,
	widthPx,
	heightPx,
});
function rectIn(layout: ChatLayout, item: string): Rect {
	const placement = last(layout, item);
	if (placement === undefined) throw new Error(`expected ${item}`);
	return rectOf(placement);
}
const endX = ({ xPx, widthPx }: Rect) => xPx + widthPx;
const endY = ({ yPx, heightPx }: Rect) => yPx + heightPx;

function withReply<At extends Reply["at"]>(
	theme: Theme,
	at: At,
	change: Partial<Extract<Reply, { readonly at: At }>>,
): Theme {
	if (theme.reply.at !== at) throw new Error(`expected a look that quotes ${at}`);
	return { ...theme, reply: { ...theme.reply, ...change } as Reply };
}

const { whatsapp, neutral, instagram, messenger, imessage } = themes;
const LONG = "Where did you put the keys? I looked in every drawer twice, and even under the dog, who knows.";

describe("a quote in the bubble", () => {
	const messages = [maya("Where are the keys?"), you("On the hook", { replyTo: 0 })];

	test("names who is quoted over what was said, and the text stands under both", () => {
		expect(wordsIn(show({ theme: whatsapp, messages }), "message-1/bubble")).toEqual([
			"Maya Lin",
			"Where are the keys?",
			"On the hook",
		]);
		const own = [...messages, maya("Not there", { replyTo: 1 })];
		expect(wordsIn(show({ theme: whatsapp, messages: own }), "message-2/bubble").slice(0, 2)).toEqual([
			"You",
			"On the hook",
		]);
	});

	test("has so many lines, the last with an ellipsis where more follows", () => {
		const long = [maya(LONG), you("?", { replyTo: 0 })];
		for (const lines of [1, 2]) {
			const theme = withReply(whatsapp, "inside", { lines });
			const words = wordsIn(show({ theme, messages: long }), "message-1/bubble").slice(1, -1);
			expect(words.length).toBe(lines);
			expect(words.map((line) => line.endsWith("…"))).toEqual([...Array(lines - 1).fill(false), true]);
		}
		const theme = withReply(whatsapp, "inside", { lines: 9 });
		expect(
			wordsIn(show({ theme, messages: long }), "message-1/bubble")
				.slice(1, -1)
				.join(" "),
		).toBe(LONG);
	});

	test("has the colour of who is quoted, or of the block where the look has none for people", () => {
		const texts = [maya("One"), { from: "ben", text: "Two" }, you("Three")];
		const chat = [...texts, ...texts.map((_, replyTo) => maya("Answer", { replyTo }))];
		const inks = (theme: Theme) =>
			[3, 4, 5].map((entry) => {
				const layout = show({ theme, messages: chat, others: people });
				const [first, second] = textsIn(last(layout, `message-${entry}/bubble`)?.sprite.shapes ?? []);
				// The name of the first of a run stands over the quote.
				return (entry === 3 && theme.name.at === "inside" ? second : first)?.spans[0]?.paint;
			});
		expect(inks(whatsapp)).toEqual(["#e91e63", "#123456", "#1daa61"]);
		expect(new Set(inks(neutral)).size).toBe(1);
	});

	test("is as far from the edges of the bubble as the look says, in both directions", () => {
		for (const direction of ["ltr", "rtl"] as const) {
			const layout = show({ theme: whatsapp, messages, direction });
			const block = last(layout, "message-1/bubble")?.sprite.shapes.find(({ kind }) => kind === "clip");
			const frame = layout.messages[1]?.frame;
			const bubble = rectIn(layout, "message-1/bubble");
			if (block?.kind !== "clip" || frame === undefined) throw new Error("expected a block");
			const [, x, y] = /^M([\d.]+) ([\d.]+)/.exec(block.d) ?? [];
			expect(Number(y)).toBe(8);
			const radiusPx = 26;
			expect(bubble.xPx + Number(x) - radiusPx - frame.xPx).toBeCloseTo(8, 0);
		}
	});

	test("says a word for a picture or a deleted message, and shows the picture in a square", () => {
		const pictures = new Map([["/messages/0/images/0", { widthPx: 400, heightPx: 200 }]]);
		const photo = [{ from: "maya", images: ["a.jpg"] }, you("Nice", { replyTo: 0 })];
		const layout = show({ theme: whatsapp, messages: photo, pictures });
		expect(wordsIn(layout, "message-1/bubble")).toEqual(["Maya Lin", "Photo", "Nice"]);
		expect(imagesIn(last(layout, "message-1/bubble")?.sprite.shapes ?? [])).toEqual(["/messages/0/images/0"]);
		const gone = show({ theme: whatsapp, messages: photo, pictures, after: [{ kind: "deleted", entry: 0 }] });
		expect(wordsIn(gone, "message-1/bubble")).toEqual(["Maya Lin", "This message was deleted", "Nice"]);
		expect(imagesIn(last(gone, "message-1/bubble")?.sprite.shapes ?? [])).toEqual([]);
	});

	test("says how long a voice note is, and has a sign before each word where the look has them", () => {
		const chat = [
			{ from: "maya", voice: { seconds: 12 } },
			{ from: "maya", images: ["a.jpg"] },
			maya("Never mind"),
			...[0, 1, 2].map((replyTo) => you("Yes", { replyTo })),
		];
		const after: Change[] = [{ kind: "deleted", entry: 2 }];
		for (const direction of ["ltr", "rtl"] as const) {
			const layout = show({ theme: whatsapp, messages: chat, after, direction });
			expect([3, 4, 5].map((entry) => wordsIn(layout, `message-${entry}/bubble`)[1])).toEqual([
				"Voice message (0:12)",
				"Photo",
				"This message was deleted",
			]);
			for (const entry of [3, 4, 5]) {
				const shapes = last(layout, `message-${entry}/bubble`)?.sprite.shapes ?? [];
				const [, words] = textsIn(shapes);
				const tone = words?.spans[0]?.paint;
				const sign = shapes.find((shape) => shape.kind === "path" && shape.fill === tone);
				const [, x] = /^M([\d.]+)/.exec(sign?.kind === "path" ? sign.d : "") ?? [];
				expect(Number(x)).toBeLessThan(words?.xPx ?? 0);
			}
		}
		const plain = show({ theme: neutral, messages: chat });
		const paths = last(plain, "message-3/bubble")?.sprite.shapes.filter(({ kind }) => kind === "path");
		// The bubble alone.
		expect(paths?.length).toBe(1);
	});

	test("says what the quoted message shows at the time", () => {
		const edited = [
			maya("Where are the keys?", { edited: { text: "The car keys?", after: 1 } }),
			messages[1] ?? {},
		];
		const { rests } = show({ theme: whatsapp, messages: edited, after: [{ kind: "edited", entry: 0 }] });
		const quotes = rests.slice(-2).map((rest) => wordsOf(find(rest, "message-1/bubble"))[1]);
		expect(quotes).toEqual(["Where are the keys?", "The car keys?"]);
		const keys = rests.slice(-2).map((rest) => find(rest, "message-1/bubble")?.sprite.key);
		expect(new Set(keys).size).toBe(2);
	});

	test("takes lone emoji into the bubble", () => {
		const emoji = [maya("Done!"), you("🎉", { replyTo: 0 })];
		const layout = show({ theme: whatsapp, messages: emoji });
		expect(wordsIn(layout, "message-1/bubble")).toEqual(["Maya Lin", "Done!", "🎉"]);
		const words = textsIn(last(layout, "message-1/bubble")?.sprite.shapes ?? []);
		expect(words[2]?.spans[0]?.style.sizePx).toBeLessThan(40);
	});

	test("stands over pictures in their bubble, or in one of its own where they have none", () => {
		const photo = [maya("Show me"), { from: "you", images: ["a.jpg"], replyTo: 0 }];
		expect(wordsIn(show({ theme: whatsapp, messages: photo }), "message-1/bubble").slice(0, 2)).toEqual([
			"Maya Lin",
			"Show me",
		]);
		const apart = show({ theme: neutral, messages: photo });
		expect(wordsIn(apart, "message-1/reply")).toEqual(["Maya Lin", "Show me"]);
		const [quote, media] = [rectIn(apart, "message-1/reply"), rectIn(apart, "message-1/media")];
		expect(media.yPx - endY(quote)).toBe(6);
	});

	test("stands over a row", () => {
		const chat = [you("On the hook"), maya("Not there", { replyTo: 0 })];
		const layout = show({ theme: toyTheme, messages: chat });
		expect(wordsIn(layout, "message-1/reply")).toEqual(["You", "On the hook"]);
		expect(wordsIn(layout, "message-1/bubble")).toEqual(["Not there"]);
		expect(rectIn(layout, "message-1/bubble").yPx).toBe(endY(rectIn(layout, "message-1/reply")) + 16);
	});

	test("shows no signs of markup", () => {
		const bold = [maya("It was *you*"), you("No", { replyTo: 0 })];
		expect(wordsIn(show({ theme: whatsapp, messages: bold }), "message-1/bubble")[1]).toBe("It was you");
	});
});

describe("a quote over the frame", () => {
	const messages = [maya("Where are the keys?"), you("On the hook", { replyTo: 0 })];

	test("stands at the side of who is quoted, or of who replies", () => {
		const middlePx = imessage.basisPt;
		const sideOf = (theme: Theme, direction: Direction) => {
			const quote = rectIn(show({ theme, messages, direction }), "message-1/reply");
			return quote.xPx + quote.widthPx / 2 < middlePx ? "left" : "right";
		};
		expect([sideOf(imessage, "ltr"), sideOf(imessage, "rtl")]).toEqual(["left", "right"]);
		expect([sideOf(messenger, "ltr"), sideOf(messenger, "rtl")]).toEqual(["right", "left"]);
	});

	test("ends over the frame, or lies under it by an overlap that covers no letter", () => {
		for (const theme of [imessage, messenger]) {
			const layout = show({ theme, messages });
			const quote = rectIn(layout, "message-1/reply");
			const frame = rectIn(layout, "message-1/bubble");
			const overlapPx = theme.reply.at === "above" ? 2 * theme.reply.overlapPt : 0;
			expect(endY(quote) - frame.yPx).toBe(2 * Math.round(overlapPx / 2));
			for (const { baselinePx } of textsIn(last(layout, "message-1/reply")?.sprite.shapes ?? []))
				expect(quote.yPx + baselinePx).toBeLessThan(frame.yPx);
		}
	});

	test("has over it who replied to whom, in the words of the look", () => {
		const chat = [
			maya("One"),
			you("Two", { replyTo: 0 }),
			maya("Three", { replyTo: 1 }),
			maya("Four", { replyTo: 0 }),
		];
		const heads = (theme: Theme, messages: readonly object[] = chat, others = people.slice(0, 1)) =>
			placed(show({ theme, messages, others }).rests.at(-1)).flatMap((placement) =>
				placement.item.endsWith("reply-head") ? wordsOf(placement) : [],
			);
		expect(heads(messenger)).toEqual([
			"You replied to Maya Lin",
			"Maya Lin replied to you",
			"Maya Lin replied",
		]);
		expect(heads(instagram)).toEqual(["You replied", "Replied to you", "Maya Lin replied"]);
		expect(heads(imessage)).toEqual([]);
		const inGroup = [...chat, { from: "ben", text: "Five", replyTo: 0 }, you("Six", { replyTo: 1 })];
		const group = heads(instagram, inGroup, people);
		expect(group).toEqual([
			"You replied to Maya Lin",
			"Maya Lin replied to you",
			"Maya Lin replied",
			"Ben replied to Maya Lin",
			"You replied",
		]);
		expect(heads(imessage, inGroup, people)).toEqual(["Maya Lin", "Maya Lin", "Maya Lin"]);
	});

	test("takes the place of the name over the frame where a sentence says it", () => {
		const chat = [maya("One"), { from: "ben", text: "Two", replyTo: 0 }];
		const named = (theme: Theme) => last(show({ theme, messages: chat, others: people }), "message-1/name");
		expect([named(instagram), named(messenger)]).toEqual([undefined, undefined]);
		expect(wordsOf(named(imessage))).toEqual(["Ben"]);
	});

	test("has a bar at its outer edge, where the look has one", () => {
		const layout = show({ theme: instagram, messages });
		const quote = rectIn(layout, "message-1/reply");
		expect(endX(quote)).toBe(endX(layout.messages[1]?.frame ?? quote));
		const [bar, bubble] = last(layout, "message-1/reply")?.sprite.shapes ?? [];
		const leftOf = (shape?: Shape) =>
			Number(shape?.kind === "path" ? /^M([\d.]+)/.exec(shape.d)?.[1] : Number.NaN);
		expect(leftOf(bar)).toBeGreaterThan(leftOf(bubble) + 100);
	});

	test("shows a picture without a text as that alone", () => {
		const pictures = new Map([["/messages/0/images/0", { widthPx: 400, heightPx: 200 }]]);
		const photo = [{ from: "maya", images: ["a.jpg"] }, you("Nice", { replyTo: 0 })];
		const layout = show({ theme: instagram, messages: photo, pictures });
		expect(wordsIn(layout, "message-1/reply")).toEqual([]);
		expect(imagesIn(last(layout, "message-1/reply")?.sprite.shapes ?? [])).toEqual(["/messages/0/images/0"]);
	});

	test("says that the message is unavailable once it is deleted, and all keeps to the grid", () => {
		const chat = [maya(LONG), you("Sure", { replyTo: 0 }), you("Really")];
		const { rests } = show({ theme: instagram, messages: chat, after: [{ kind: "deleted", entry: 0 }] });
		const [before, after] = rests.slice(-2);
		expect(wordsOf(find(after, "message-1/reply"))).toEqual(["Message unavailable"]);
		for (const item of ["message-1/bubble", "message-2/bubble"]) {
			const movedPx = (find(after, item)?.yPx ?? 0) - (find(before, item)?.yPx ?? 0);
			expect(Math.abs(movedPx % 16)).toBe(0);
		}
	});

	test("ends a row of joined corners, and stands as far from what is over it as a line", () => {
		const chat = [you("One"), you("Two", { replyTo: 0 })];
		const layout = show({ theme: messenger, messages: chat });
		const head = rectIn(layout, "message-1/reply-head");
		const over = rectIn(layout, "message-0/bubble");
		expect(head.yPx - endY(over)).toBe(2 * messenger.lines.abovePt);
	});

	test("covers nothing of lone emoji, which have no frame", () => {
		const chat = [maya("Done!"), you("🎉", { replyTo: 0 })];
		const layout = show({ theme: messenger, messages: chat });
		expect(endY(rectIn(layout, "message-1/reply"))).toBeLessThanOrEqual(
			rectIn(layout, "message-1/bubble").yPx,
		);
	});
});

describe("a thread", () => {
	const threadOf = (messages: readonly object[], direction: Direction = "ltr") => {
		const layout = show({ theme: imessage, messages, direction });
		return {
			layout,
			thread: rectIn(layout, "message-1/reply-thread"),
			quote: rectIn(layout, "message-1/reply"),
			frame: rectIn(layout, "message-1/bubble"),
		};
	};

	test("goes from the inner side of the quote to the top of a frame at the other side", () => {
		for (const direction of ["ltr", "rtl"] as const) {
			const { thread, quote, frame } = threadOf(
				[maya("Keys?"), you("On the hook", { replyTo: 0 })],
				direction,
			);
			const [innerPx, outerPx] = direction === "ltr" ? [endX(quote), thread.xPx] : [quote.xPx, endX(thread)];
			expect(Math.abs(outerPx - innerPx - (direction === "ltr" ? 8 : -8))).toBeLessThanOrEqual(4);
			expect(endY(thread)).toBeLessThan(frame.yPx);
			expect(thread.xPx).toBeLessThan(endX(frame));
			expect(endX(thread)).toBeGreaterThan(frame.xPx);
		}
	});

	test("goes down and back to a frame at the same side, and touches neither", () => {
		for (const direction of ["ltr", "rtl"] as const) {
			const { thread, quote, frame } = threadOf(
				[you("On the hook"), you("The left one", { replyTo: 0 })],
				direction,
			);
			const sides =
				direction === "ltr"
					? [endX(thread), quote.xPx, frame.xPx]
					: [-thread.xPx, -endX(quote), -endX(frame)];
			expect(sides[0]).toBeLessThan(Math.max(sides[1] ?? 0, sides[2] ?? 0));
			expect(thread.yPx).toBeGreaterThan(quote.yPx);
			expect(endY(thread)).toBeGreaterThan(frame.yPx);
			expect(endY(thread)).toBeLessThan(endY(frame));
		}
	});

	test("stays on the screen for quotes and texts of any length", () => {
		for (const text of ["No", LONG, `${LONG} ${LONG}`])
			for (const from of ["maya", "you"])
				for (const by of ["maya", "you"]) {
					const chat = [
						{ from, text },
						{ from: by, text, replyTo: 0 },
					];
					const screen = { xPx: 0, yPx: -9999, widthPx: 2 * imessage.basisPt, heightPx: 99999 };
					expect(contains(screen, threadOf(chat).thread)).toBe(true);
				}
	});
});
