import { describe, expect, test } from "vitest";
import type { Change } from "../../../../../shared/video/conversation/chat-state.ts";
import type { Placement, Scene, Shape } from "../../../../../shared/video/scene/scene.ts";
import { type ThemeName, themes } from "../../../../../shared/video/themes/themes.ts";
import { find, layOut, placed } from "../../../../helpers/lay-out.ts";

const people = [
	{ id: "maya", name: "Maya" },
	{ id: "ben", name: "Ben" },
	{ id: "li", name: "Li" },
];
type Given = { readonly emoji: string; readonly from: string };
const by = (from: string, emoji: string): Given => ({ from, emoji });
const shown = (...entries: readonly number[]) => entries.map((entry): Change => ({ kind: "shown", entry }));
const landed = (entry: number, reactions: readonly unknown[]) =>
	reactions.map((_, reaction): Change => ({ kind: "reaction", entry, reaction }));

type Options = {
	readonly from?: string;
	readonly text?: string;
	readonly direction?: "ltr" | "rtl";
	readonly accent?: string;
};

/** A message of a group with reactions, in a look at two pixels a point. */
function react(name: ThemeName, reactions: readonly Given[], options: Options = {}) {
	const { from = "maya", text = "A message of some length", direction = "ltr", accent } = options;
	const video = { width: 2 * themes[name].basisPt, height: 1688 };
	const chat = {
		...{ title: "Dog people", people, video, theme: { name, accent } },
		messages: [
			{ from, text, reactions },
			{ from: "you", text: "The next" },
		],
	};
	const layout = layOut(chat, [...shown(0, 1), ...landed(0, reactions)], { direction });
	const [rest, before] = [layout.rests.at(-1), layout.rests[2]];
	const frame = layout.messages[0]?.frame;
	if (rest === undefined || before === undefined || frame === undefined) throw new Error("expected a rest");
	const column = rest.layers.find((layer) => layer.name === "column");
	const yPx = frame.yPx + (column?.dyPx ?? 0);
	return { rest, before, frame: { ...frame, yPx }, items: reactionsOf(rest) };
}

const reactionsOf = (rest: Scene) => placed(rest).filter(({ item }) => item.includes("/reaction"));
const flat = (shapes: readonly Shape[]): readonly Shape[] =>
	shapes.flatMap((shape) => (shape.kind === "clip" ? flat(shape.shapes) : [shape]));
const wordsOf = ({ sprite }: Placement) =>
	flat(sprite.shapes).flatMap((shape) => (shape.kind === "text" ? shape.spans.map(({ text }) => text) : []));
const fillsOf = ({ sprite }: Placement) =>
	flat(sprite.shapes).flatMap((shape) => (shape.kind === "path" ? [shape.fill] : []));
/** The middle of a disc on the screen. */
const middleOf = ({ sprite, xPx, yPx }: Placement) => ({
	xPx: xPx + (sprite.anchor?.xPx ?? 0),
	yPx: yPx + (sprite.anchor?.yPx ?? 0),
});

describe("a tapback", () => {
	test("has its middle 3 points inside the upper corner that is not the sender's, and 10 above it", () => {
		const theirs = react("imessage", [by("ben", "❤️")]);
		const [badge] = theirs.items;
		if (badge === undefined) throw new Error("expected a badge");
		expect(middleOf(badge)).toEqual({
			xPx: theirs.frame.xPx + theirs.frame.widthPx - 6,
			yPx: theirs.frame.yPx - 20,
		});
		const mine = react("imessage", [by("ben", "❤️")], { from: "you" });
		expect(mine.items.map((each) => middleOf(each).xPx)).toEqual([mine.frame.xPx + 6]);
	});

	test("trails off outwards and down", () => {
		const [theirs] = react("imessage", [by("ben", "❤️")]).items;
		const [mine] = react("imessage", [by("ben", "❤️")], { from: "you" }).items;
		// A disc of 32, then 17.7 + 2.25 to the end of the last dot.
		expect([theirs?.sprite.widthPx, theirs?.sprite.heightPx]).toEqual([32 + 40, 32 + 52]);
		expect([theirs?.sprite.anchor?.xPx, mine?.sprite.anchor?.xPx]).toEqual([32, 40]);
		expect(theirs?.sprite.anchor?.yPx).toBe(32);
	});

	test("of one's own has the accent, and others' the grey of a badge", () => {
		const given = [by("ben", "❤️"), by("you", "😂")];
		const fills = (options: Options) =>
			react("imessage", given, options).items.map((each) => fillsOf(each)[0]);
		expect(fills({})).toEqual(["#e6e6eb", "#0088ff"]);
		expect(fills({ accent: "#34c759" })).toEqual(["#e6e6eb", "#34c759"]);
	});

	test("makes room over its message by 33 points rounded up to the grid, and what is below moves down", () => {
		const { rest, before } = react("imessage", [by("ben", "❤️")]);
		const moved = (item: string) => (find(rest, item)?.yPx ?? 0) - (find(before, item)?.yPx ?? 0);
		expect([moved("message-0/bubble"), moved("message-1/bubble")]).toEqual([80, 80]);
		expect(moved("message-0/name")).toBe(0);
	});

	test("is one of three at most, the newest among them", () => {
		const given = [by("ben", "❤️"), by("li", "😂"), by("maya", "👍"), by("you", "😮")];
		expect(react("imessage", given).items.flatMap(wordsOf)).toEqual(["❤️", "😂", "😮"]);
	});

	test("stays 6 points from the sides of the screen on a short bubble", () => {
		const given = [by("ben", "❤️"), by("li", "😂"), by("maya", "👍")];
		for (const direction of ["ltr", "rtl"] as const) {
			const { items } = react("imessage", given, { from: "you", text: "K", direction });
			const [left, right] = [
				Math.min(...items.map(({ xPx }) => xPx)),
				Math.max(...items.map(({ xPx, sprite }) => xPx + sprite.widthPx)),
			];
			expect(Math.min(left, 804 - right)).toBe(12);
		}
	});

	test("does not move when another one lands", () => {
		const one = react("imessage", [by("ben", "❤️")]);
		const two = react("imessage", [by("ben", "❤️"), by("li", "😂")]);
		const at = ({ items }: typeof one) => items.slice(0, 1).map(({ item, xPx, yPx }) => [item, xPx, yPx]);
		expect(at(two)).toEqual(at(one));
	});
});

describe("one pill for all reactions", () => {
	const given = [by("ben", "❤️"), by("li", "😂"), by("you", "❤️")];

	test.each(["whatsapp", "instagram", "messenger"] as const)(
		"of %s has each emoji once, and how many people reacted",
		(name) => {
			expect(react(name, given).items.map(wordsOf)).toEqual([["❤️😂", "3"]]);
			expect(react(name, given.slice(0, 1)).items.map(wordsOf)).toEqual([["❤️"]]);
		},
	);

	test("reads from the right in a look from right to left, its number last", () => {
		const [pill] = react("whatsapp", given, { direction: "rtl" }).items;
		const texts = (pill?.sprite.shapes ?? []).filter((shape) => shape.kind === "text");
		const [emoji, count] = texts;
		expect(pill && wordsOf(pill)).toEqual(["😂❤️", "3"]);
		expect(count?.xPx).toBeLessThan(emoji?.xPx ?? 0);
	});

	test("lies over the lower edge of its message", () => {
		const { items, frame } = react("messenger", given);
		expect(items.map(({ yPx }) => yPx)).toEqual([frame.yPx + frame.heightPx - 14]);
	});

	test("stands under emoji alone where the time is at their end", () => {
		const { items, frame } = react("whatsapp", given, { text: "😇" });
		expect(items.map(({ yPx }) => yPx)).toEqual([frame.yPx + frame.heightPx]);
	});

	test("of WhatsApp stands at the start, away from the time, whoever writes", () => {
		for (const from of ["maya", "you"]) {
			const { items, frame } = react("whatsapp", given, { from });
			expect(items.map(({ xPx }) => xPx)).toEqual([frame.xPx + 20]);
		}
	});

	test.each(["instagram", "messenger"] as const)("of %s stands at the end towards the middle", (name) => {
		const ends = (from: string) => {
			const { items, frame } = react(name, given.slice(0, 1), { from });
			return items.map(({ xPx, sprite }) => [
				xPx - frame.xPx,
				frame.xPx + frame.widthPx - xPx - sprite.widthPx,
			]);
		};
		const insetPx = name === "instagram" ? 20 : 8;
		expect(ends("maya").map(([, endPx]) => endPx)).toEqual([insetPx]);
		expect(ends("you").map(([startPx]) => startPx)).toEqual([insetPx]);
	});

	test("that is wider than its message keeps to the message's side", () => {
		const { items, frame } = react("instagram", given, { from: "you", text: "K" });
		const [pill] = items;
		expect((pill?.xPx ?? 0) + (pill?.sprite.widthPx ?? 0)).toBe(frame.xPx + frame.widthPx);
		expect(pill?.xPx).toBeLessThan(frame.xPx);
	});
});

describe("a pill for each emoji", () => {
	const given = [by("ben", "❤️"), by("li", "❤️"), by("you", "😂")];

	test("has its own number, and one's own an edge of the accent", () => {
		const { items } = react("neutral", given);
		expect(items.map(wordsOf)).toEqual([["❤️", "2"], ["😂"]]);
		expect(items.map((each) => fillsOf(each).includes("#5457d6"))).toEqual([false, true]);
	});

	test("stands beside the one before, two points further", () => {
		const [one, two] = react("neutral", given).items;
		expect((two?.xPx ?? 0) - (one?.xPx ?? 0) - (one?.sprite.widthPx ?? 0)).toBe(4);
	});
});

test("reactions go with a message that is deleted", () => {
	const reactions = [by("ben", "❤️")];
	const chat = { title: "Dog people", people, messages: [{ from: "maya", text: "Hm", reactions }] };
	const changes: Change[] = [...shown(0), ...landed(0, reactions), { kind: "deleted", entry: 0 }];
	const { rests } = layOut({ ...chat, theme: { name: "imessage" } }, changes);
	expect(rests.map((rest) => reactionsOf(rest).length)).toEqual([0, 0, 1, 0]);
});

describe("a message with more different emoji than a look shows", () => {
	const given = [
		by("ben", "❤️"),
		by("li", "😂"),
		by("maya", "👍"),
		by("you", "😮"),
		by("ben", "🔥"),
		by("ben", "😢"),
	];
	const warn = (name: ThemeName, reactions: readonly Given[]) => {
		const chat = { title: "Dog people", people, theme: { name } };
		return layOut({ ...chat, messages: [{ from: "maya", text: "Hm", reactions }] }).warnings;
	};

	test("has a warning that names those that cannot be seen", () => {
		expect(warn("whatsapp", given)).toEqual([
			{
				code: "REACTIONS_HIDDEN",
				message:
					"messages[0] has 4 different reactions, and this look shows 3: 😮 cannot be seen once all have landed.",
				pointer: "/messages/0/reactions",
			},
		]);
		expect(warn("neutral", given)[0]?.message).toContain("has 6 different reactions");
	});

	test("has none where those that stand are few enough: somebody's next one takes the place of the one before", () => {
		expect(warn("whatsapp", [by("li", "❤️"), by("ben", "😂"), by("ben", "🔥"), by("ben", "😢")])).toEqual([]);
	});
});
