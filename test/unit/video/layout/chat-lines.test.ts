import { describe, expect, test } from "vitest";
import type { Change, EntryState } from "../../../../shared/video/conversation/chat-state.ts";
import type { Placement, Scene } from "../../../../shared/video/scene/scene.ts";
import { type ThemeName, themeNames, themes } from "../../../../shared/video/themes/themes.ts";
import { find, layOut, placed } from "../../../helpers/lay-out.ts";

const theirs = (text: string) => ({ sender: "them", text });
const shown = (entry: number, opens?: EntryState["opens"]): Change => ({
	kind: "shown",
	entry,
	...(opens && { opens }),
});

/** In a look at two pixels a point, without the lines over the first message but those of the conversation. */
function lay(name: ThemeName, messages: readonly object[], changes?: readonly Change[]) {
	const video = { width: 2 * themes[name].basisPt, height: 1688, safeArea: "none" };
	const { rests, messages: boxes } = layOut({ messages, video, theme: { name } }, changes);
	const rest = rests.at(-1);
	if (rest === undefined) throw new Error("expected a rest");
	return { rest, boxes, widthPx: video.width };
}

/** What a line says, each span with its weight, line by line. */
const said = ({ sprite }: Placement) =>
	sprite.shapes.flatMap((shape) =>
		shape.kind === "text" ? [shape.spans.map(({ text, style }) => [text, style.weight] as const)] : [],
	);
const words = (line: Placement | undefined) =>
	line === undefined
		? null
		: said(line)
				.flat()
				.map(([text]) => text)
				.join("");
const endOf = (placement: Placement | undefined) =>
	(placement?.yPx ?? Number.NaN) + (placement?.sprite.heightPx ?? Number.NaN);
const top = (rest: Scene, item: string) => find(rest, item)?.yPx ?? Number.NaN;

describe.each(themeNames)("in the look %s", (name) => {
	const { abovePt, belowPt, betweenPt, marginPt } = themes[name].lines;
	const even = (pt: number) => 2 * Math.round(pt);

	test("what happened in the chat is a line in the middle, between messages and other lines", () => {
		const system = [{ system: "Maya joined" }, { system: "Ben left" }];
		const { rest, boxes, widthPx } = lay(name, [theirs("Hi"), ...system, theirs("Oh")]);
		const lines = [1, 2].map((entry) => find(rest, `message-${entry}/system`));
		expect(lines.map(words)).toEqual(["Maya joined", "Ben left"]);
		for (const line of lines)
			expect(Math.abs(2 * (line?.xPx ?? 0) + (line?.sprite.widthPx ?? 0) - widthPx)).toBeLessThanOrEqual(2);
		const column = rest.layers.find((layer) => layer.name === "column");
		const [one, two] = boxes.map(({ frame }) => frame.yPx + (column?.dyPx ?? 0));
		expect((lines[0]?.yPx ?? 0) - (one ?? 0) - (boxes[0]?.frame.heightPx ?? 0)).toBe(even(abovePt));
		expect((lines[1]?.yPx ?? 0) - endOf(lines[0])).toBe(even(betweenPt));
		expect((two ?? 0) - endOf(lines[1])).toBe(even(belowPt));
	});

	test("a long line is wrapped inside its margins, each of its lines in the middle", () => {
		const text = "Maya changed the name of the group to the people who were there on Saturday. ".repeat(2);
		const { rest, widthPx } = lay(name, [theirs("Hi"), { system: text.trim() }]);
		const line = find(rest, "message-1/system");
		if (line === undefined) throw new Error("expected a line");
		expect(said(line).length).toBeGreaterThan(1);
		expect(line.xPx).toBeGreaterThanOrEqual(even(marginPt) - 2);
		expect(line.xPx + line.sprite.widthPx).toBeLessThanOrEqual(widthPx - even(marginPt) + 2);
		for (const shape of line.sprite.shapes) {
			if (shape.kind !== "text") continue;
			expect(Math.abs(2 * shape.xPx + shape.widthPx - line.sprite.widthPx)).toBeLessThanOrEqual(2);
		}
	});

	test("a line ends a run: the message before it is the last of its own, and the one after is a first", () => {
		const chat = (between: readonly object[]) => [theirs("One"), ...between, theirs("Two")];
		const alone = lay(name, [theirs("One")]).rest;
		const apart = lay(name, chat([{ system: "Maya joined" }])).rest;
		const together = lay(name, chat([])).rest;
		const key = (rest: Scene) => find(rest, "message-0/bubble")?.sprite.key;
		expect(key(apart)).toBe(key(alone));
		expect(key(together)).not.toBe(key(alone));
	});

	test("a message that comes another day stands under its date; at another time of the day where lines have one", () => {
		const opens = { day: "Yesterday", time: "8:05 PM", isNewDay: true };
		const messages = [theirs("One"), theirs("Two")];
		const dateOf = (isNewDay: boolean) =>
			words(find(lay(name, messages, [shown(0), shown(1, { ...opens, isNewDay })]).rest, "message-1/date"));
		const hasTime = themes[name].lines.date.time !== undefined;
		expect(dateOf(true)).toBe(
			hasTime ? `Yesterday${themes[name].lines.date.time?.separator}8:05 PM` : "Yesterday",
		);
		expect(dateOf(false)).toBe(hasTime ? dateOf(true) : null);
	});

	test("a message under its date has the gap of a date line over that, and its own under it", () => {
		const opens = { day: "Yesterday", time: "8:05 PM", isNewDay: true };
		const { rest, boxes } = lay(name, [theirs("One"), theirs("Two")], [shown(0), shown(1, opens)]);
		const date = find(rest, "message-1/date");
		const { heightPx = 0 } = boxes[0]?.frame ?? {};
		expect((date?.yPx ?? 0) - top(rest, "message-0/bubble") - heightPx).toBe(even(abovePt));
		expect(top(rest, "message-1/bubble") - endOf(date)).toBe(even(belowPt));
	});

	test("a date at the head of the conversation stands for the look's own day", () => {
		const dates = (messages: readonly object[]) =>
			placed(lay(name, messages).rest)
				.map(words)
				.filter((text) => text !== null && /today|saturday/i.test(text));
		expect(dates([theirs("Hi")])).toHaveLength(1);
		expect(dates([{ date: "Saturday, June 7" }, theirs("Hi")])).toEqual(["Saturday, June 7"]);
	});
});

describe("a date that the conversation gives", () => {
	const spans = (name: ThemeName, date: string) => {
		const line = find(lay(name, [theirs("Hi"), { date }]).rest, "message-1/date");
		return line && said(line)[0];
	};

	test.each([
		["Today 9:41 PM", "Today", " 9:41 PM"],
		["Today, 21:41", "Today", ", 21:41"],
		["Sat. 7. Juni um 21.41", "Sat. 7. Juni um", " 21.41"],
	])("has its time in the weight of times: %j", (date, day, time) => {
		expect(spans("imessage", date)).toEqual([
			[day, 500],
			[time, 400],
		]);
		expect(spans("messenger", date)).toEqual([[date, 500]]);
	});

	test.each(["Saturday, June 7", "9:41 PM", "7.6.2025"])(
		"is one text without a time at its end: %j",
		(date) => {
			expect(spans("imessage", date)).toEqual([[date, 500]]);
		},
	);
});
