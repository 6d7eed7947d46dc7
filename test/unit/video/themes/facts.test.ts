import { describe, expect, test } from "vitest";
import type { Change } from "../../../../shared/video/conversation/chat-state.ts";
import type { Placement } from "../../../../shared/video/scene/scene.ts";
import { type ThemeName, themes } from "../../../../shared/video/themes/themes.ts";
import { layOut, placed } from "../../../helpers/lay-out.ts";
import { OPENING, screenOf } from "../../../helpers/screen.ts";

/** What each app's fact sheet says of its messages, in points; what our layout makes of it is read at two pixels a point. */
type Facts = {
	readonly oneLine: number;
	/** Near top, near bottom and far corners: of the first of a run, one in the middle, the last. */
	readonly corners: readonly (readonly [number, number, number])[];
	readonly inRun: number;
	readonly between: number;
	readonly margin: number;
	readonly padding: number;
	readonly narrowest: number;
	readonly widest: number;
	/** How far the last of a run is drawn below its body. */
	readonly hang: number;
};

const FACTS: readonly (readonly [ThemeName, Facts])[] = [
	[
		"imessage",
		{
			...{
				oneLine: 40.3,
				inRun: 4,
				between: 10,
				margin: 16,
				padding: 14,
				narrowest: 48,
				widest: 280.7,
				hang: 6.8,
			},
			corners: [
				[20.14, 20.14, 20.14],
				[20.14, 20.14, 20.14],
				[20.14, 20.14, 20.14],
			],
		},
	],
	[
		"whatsapp",
		{
			...{ oneLine: 36, inRun: 3, between: 9, margin: 10, padding: 12, narrowest: 48, widest: 340, hang: 1 },
			corners: [
				[18, 18, 18],
				[18, 18, 18],
				[18, 10, 18],
			],
		},
	],
	[
		"instagram",
		{
			...{
				oneLine: 38,
				inRun: 2,
				between: 12,
				margin: 12,
				padding: 13,
				narrowest: 40,
				widest: 0.7 * 390,
				hang: 0,
			},
			corners: [
				[20, 4, 20],
				[4, 4, 20],
				[4, 20, 20],
			],
		},
	],
	[
		"messenger",
		{
			...{
				oneLine: 36,
				inRun: 2,
				between: 10,
				margin: 16,
				padding: 12,
				narrowest: 36,
				widest: 0.72 * 390,
				hang: 0,
			},
			corners: [
				[18, 4, 18],
				[4, 4, 18],
				[4, 18, 18],
			],
		},
	],
	[
		"neutral",
		{
			...{
				oneLine: 38,
				inRun: 3,
				between: 12,
				margin: 14,
				padding: 13,
				narrowest: 40,
				widest: 0.75 * 390,
				hang: 0,
			},
			corners: [
				[18, 6, 18],
				[6, 6, 18],
				[6, 18, 18],
			],
		},
	],
];

const PX_PER_PT = 2;
const LONG = "word ".repeat(60).trim();
const TWO_LINES = "one\ntwo";

type Options = {
	readonly mode?: "light" | "dark";
	readonly changes?: readonly Change[];
	readonly people?: object[];
};

/** A chat at two pixels a point, at its end. */
function show(name: ThemeName, messages: readonly object[], options: Options = {}) {
	const { mode = "light", changes, people } = options;
	const theme = themes[name];
	const video = { width: PX_PER_PT * theme.basisPt, height: 2600, safeArea: "none" };
	const chat = { messages, video, theme: { name, mode }, ...(people !== undefined && { people }) };
	const layout = layOut(chat, changes, { theme });
	const column = placed(layout.rests.at(-1));
	const bubble = (entry: number) => {
		const placement = column.find(({ item }) => item === `message-${entry}/bubble`);
		const message = layout.messages.find((each) => each.entry === entry);
		if (placement === undefined || message === undefined) throw new Error(`expected the bubble of ${entry}`);
		return { ...placement, frame: message.frame };
	};
	return { column, bubble, items: column.map(({ item }) => item) };
}

const own = (text: string) => ({ sender: "you", text });
const theirs = (text: string) => ({ sender: "them", text });

const paths = ({ sprite }: Placement) =>
	sprite.shapes.flatMap((shape) => (shape.kind === "path" && shape.d.includes("A") ? [shape] : []));
const texts = ({ sprite }: Placement) =>
	sprite.shapes.flatMap((shape) => (shape.kind === "text" ? [shape] : []));
const radii = (placement: Placement) =>
	[...(paths(placement)[0]?.d ?? "").matchAll(/A([\d.]+) /g)].map(([, r]) => Number(r) / PX_PER_PT);

/** Layout rounds to whole and even pixels: half a point up or down. */
const expectPt = (px: number, pt: number) =>
	expect(Math.abs(px / PX_PER_PT - pt), `${px} px`).toBeLessThanOrEqual(1);

describe.each(FACTS)("messages of %s", (name, facts) => {
	test("have the app's lengths", () => {
		const { bubble } = show(name, [
			own("Hello you"),
			own("Hello you"),
			theirs("Hello you"),
			own("i"),
			own(LONG),
		]);
		const [first, second, third, least, longest] = [0, 1, 2, 3, 4].map(bubble);
		if (!first || !second || !third || !least || !longest) throw new Error("expected five bubbles");
		const bottom = ({ frame }: typeof first) => frame.yPx + frame.heightPx;
		expectPt(first.frame.heightPx, facts.oneLine);
		expectPt(second.frame.yPx - bottom(first), facts.inRun);
		expectPt(third.frame.yPx - bottom(second), facts.between);
		expectPt(PX_PER_PT * themes[name].basisPt - first.frame.xPx - first.frame.widthPx, facts.margin);
		expectPt((texts(first)[0]?.xPx ?? 0) + first.xPx - first.frame.xPx, facts.padding);
		if (name !== "whatsapp") expectPt(least.frame.widthPx, facts.narrowest);
		expect(longest.frame.widthPx / PX_PER_PT).toBeLessThanOrEqual(facts.widest + 1);
		expect(longest.frame.widthPx / PX_PER_PT).toBeGreaterThan(facts.widest - 45);
	});

	test("have the app's corners and tail", () => {
		const { bubble } = show(name, [own(TWO_LINES), own(TWO_LINES), own(TWO_LINES)]);
		const [first, last] = [bubble(0), bubble(2)];
		const found = [first, bubble(1), last].map((each) => radii(each));
		for (const [index, [nearTop, nearBottom, far]] of facts.corners.entries()) {
			const arcs = found[index] ?? [];
			// A tail takes the place of the arc at its corner.
			const whole = arcs.length === 4 ? [nearTop, nearBottom, far, far] : [nearTop, far, far];
			for (const [corner, radius] of whole.entries()) expect(arcs[corner]).toBeCloseTo(radius, 1);
		}
		expectPt(last.sprite.heightPx - last.frame.heightPx, facts.hang);
		expect(found.map((arcs) => arcs.length)).toEqual(name === "whatsapp" ? [4, 4, 3] : [4, 4, 4]);
		expect(paths(first)).toHaveLength(name === "whatsapp" ? 2 : 1);
	});
});

const TONES: readonly (readonly [ThemeName, "light" | "dark", object])[] = [
	["imessage", "light", { own: "gradient", ownText: "#ffffff", theirs: "#e9e9eb", text: "#000000" }],
	["imessage", "dark", { own: "gradient", ownText: "#ffffff", theirs: "#262629", text: "#ffffff" }],
	["whatsapp", "light", { own: "#d9fdd3", ownText: "#0a1014", theirs: "#ffffff", text: "#0a1014" }],
	["whatsapp", "dark", { own: "#144d37", ownText: "#fafafa", theirs: "#242626", text: "#fafafa" }],
	["instagram", "light", { own: "#4a5df9", ownText: "#ffffff", theirs: "#f3f5f7", text: "#000000" }],
	["instagram", "dark", { own: "#4a5df9", ownText: "#ffffff", theirs: "#25292e", text: "#f5f5f5" }],
	["messenger", "light", { own: "#0a7cff", ownText: "#ffffff", theirs: "#f0f0f0", text: "#050505" }],
	["messenger", "dark", { own: "#0a7cff", ownText: "#ffffff", theirs: "#303030", text: "#e4e6eb" }],
	["neutral", "light", { own: "#5457d6", ownText: "#ffffff", theirs: "#ededed", text: "#1a1a1e" }],
	["neutral", "dark", { own: "#6366e8", ownText: "#ffffff", theirs: "#232325", text: "#f2f2f4" }],
];

test.each(TONES)("%s, %s, has the app's colours", (name, mode, tones) => {
	const { bubble } = show(name, [own("Hello"), theirs("Hello")], { mode });
	const toneOf = (placement: Placement) => {
		const fill = paths(placement).at(-1)?.fill;
		return { fill: typeof fill === "string" ? fill : "gradient", text: texts(placement)[0]?.spans[0]?.paint };
	};
	const [mine, other] = [toneOf(bubble(0)), toneOf(bubble(1))];
	expect({ own: mine.fill, ownText: mine.text, theirs: other.fill, text: other.text }).toEqual(tones);
});

test.each([
	["light", ["#5ac8fa", "#48b8fb", "#34a8fc", "#1e98fe", "#0088ff"]],
	["dark", ["#409cff", "#3499ff", "#2596ff", "#1694ff", "#0091ff"]],
] as const)("imessage's gradient stands still on the screen, in five even stops, %s", (mode, colours) => {
	const { bubble } = show("imessage", [own("Hello")], { mode });
	const stops = colours.map((colour, index) => ({ at: index / 4, colour }));
	expect(paths(bubble(0))[0]?.fill).toMatchObject({ stops, space: "screen", fromPx: 0, toPx: 2600 });
});

const PEOPLE = [
	{ id: "maya", name: "Maya" },
	{ id: "ben", name: "Ben" },
];
const RUN = [
	{ from: "maya", text: "one", time: "09:41" },
	{ from: "maya", text: "two", time: "09:41" },
	{ from: "ben", text: "three", time: "09:42" },
	{ from: "you", text: "four", time: "09:43" },
];
const SHOWN: readonly Change[] = RUN.map((_, entry) => ({ kind: "shown", entry, time: "9:41" }));
const READ: Change = { kind: "receipt", entry: 3, receipt: "read" };

/** Where each look has what stands beside the text. */
const PLACES: readonly (readonly [ThemeName, object])[] = [
	[
		"imessage",
		{ name: "above", time: "none", receipt: "below", avatar: "foot of the last", duo: false, dots: "column" },
	],
	[
		"whatsapp",
		{
			name: "inside",
			time: "inside",
			receipt: "inside",
			avatar: "foot of the last",
			duo: false,
			dots: "header",
		},
	],
	[
		"instagram",
		{ name: "above", time: "none", receipt: "below", avatar: "foot of the last", duo: true, dots: "column" },
	],
	[
		"messenger",
		{ name: "above", time: "none", receipt: "below", avatar: "foot of the last", duo: true, dots: "column" },
	],
	[
		"neutral",
		{ name: "above", time: "none", receipt: "below", avatar: "top of the first", duo: false, dots: "column" },
	],
];

test.each(PLACES)("%s puts name, time, receipt, avatar and dots where the app does", (name, places) => {
	const group = show(name, RUN, { people: PEOPLE, changes: [...SHOWN, READ] });
	const inBubble = (entry: number) =>
		texts(group.bubble(entry)).map(({ spans }) => spans.map(({ text }) => text).join(""));
	const avatarOf = (entry: number) => group.column.find(({ item }) => item === `message-${entry}/avatar`);
	const [first, last] = [avatarOf(0), avatarOf(1)];
	const middle = ({ yPx, sprite }: Placement) => yPx + sprite.heightPx / 2;
	const frameMiddle = (entry: number) => group.bubble(entry).yPx + group.bubble(entry).frame.heightPx / 2;
	const foot =
		last !== undefined && first === undefined && middle(last) > frameMiddle(1) - 4
			? "foot of the last"
			: null;
	const top =
		first !== undefined && last === undefined && middle(first) < frameMiddle(0) + 4
			? "top of the first"
			: null;
	const typing = show(name, [...RUN, { from: "ben", text: "five" }], {
		people: PEOPLE,
		changes: [...SHOWN, { kind: "typing", entry: 4 }],
	});
	const duo = show(name, [theirs("Hello")]);
	expect({
		name: inBubble(0).includes("Maya") ? "inside" : group.items.includes("message-0/name") ? "above" : "none",
		time: inBubble(1).includes("9:41") ? "inside" : "none",
		receipt: group.items.some((item) => item.endsWith("/receipt")) ? "below" : "inside",
		avatar: foot ?? top,
		duo: duo.items.includes("message-0/avatar"),
		dots: typing.items.includes("message-4/typing") ? "column" : "header",
	}).toEqual(places);
});

test.each([
	["imessage", "floating", 48 + 78],
	["whatsapp", "leading", 44 + 44],
	["instagram", "leading", 44 + 50],
	["messenger", "leading", 44 + 54],
	["neutral", "leading", 44 + 52],
] as const)("the header of %s is %s and %i points high", (name, kind, heightPt) => {
	const { screen, look } = screenOf(themes[name]);
	expect(look.header.kind).toBe(kind);
	const { topPx } = screen.viewport(OPENING);
	// The column begins at a row of macroblocks.
	expect(topPx).toBeGreaterThanOrEqual(heightPt);
	expect(topPx).toBeLessThan(heightPt + 16);
});

test.each([
	["imessage", 40.3],
	["whatsapp", 37],
	["instagram", 44],
	["messenger", 36],
	["neutral", 38],
] as const)("the text field of %s is %d points high, over the home indicator", (name, heightPt) => {
	const { look } = screenOf(themes[name]);
	if (look.footer.kind !== "composer") throw new Error("expected a composer");
	expect(look.footer.field.heightPx).toBe(heightPt);
	expect(look.footer.homeIndicator.roomPx).toBeGreaterThan(20);
});
