import { describe, expect, test } from "vitest";
import { parseConversation } from "../../../../../shared/video/conversation/parse.ts";
import { readPeople } from "../../../../../shared/video/layout/people.ts";
import { createScreen } from "../../../../../shared/video/layout/screen/create-screen.ts";
import { createHeaderStatus } from "../../../../../shared/video/layout/screen/header-status.ts";
import type { ScreenInput, ScreenState } from "../../../../../shared/video/layout/screen/screen-input.ts";
import { frameScreen } from "../../../../../shared/video/layout/screen-rect.ts";
import type { Layer } from "../../../../../shared/video/scene/scene.ts";
import { imessageClassic } from "../../../../../shared/video/themes/imessage-classic.ts";
import { resolveTheme } from "../../../../../shared/video/themes/resolve-theme.ts";
import { measureEvenly } from "../../../../helpers/measure.ts";

const SIZE = { widthPx: 1080, heightPx: 1920 };
const look = resolveTheme(imessageClassic, { mode: "light", direction: "ltr", ...SIZE });
const people = readPeople(
	parseConversation({ contact: { name: "Emma" }, messages: [{ sender: "you", text: "Hi" }] }),
);
const screenOf = (more: Partial<ScreenInput> = {}) =>
	createScreen({
		look,
		...SIZE,
		people,
		pictures: new Map(),
		statusOf: createHeaderStatus({ look, people, contents: new Map() }),
		device: undefined,
		hasStatusLine: false,
		measure: measureEvenly,
		framed: frameScreen({ width: more.widthPx ?? 1080, height: more.heightPx ?? 1920 }),
		background: "#ff00ff",
		...more,
	});

const OPENING: ScreenState = { entries: [], status: null, clock: "9:41", draft: null, keyboard: null };

const textsOf = (layer: Layer) =>
	layer.placements.flatMap(({ sprite }) =>
		sprite.shapes.flatMap((shape) =>
			shape.kind === "text" ? shape.spans.map(({ text }) => text).join("") : [],
		),
	);
const fieldOf = (draft: string | null) => {
	const { placements } = screenOf().footer({ ...OPENING, draft });
	const lines = placements.flatMap(({ item, yPx, sprite }) =>
		sprite.shapes.flatMap((shape) =>
			shape.kind === "text" ? { ...shape, item, baselinePx: yPx + shape.baselinePx } : [],
		),
	);
	const [field] = lines;
	if (field === undefined) throw new Error("The field says nothing");
	const [span] = field.spans;
	const texts = lines.map(({ spans }) => spans.map(({ text }) => text).join(""));
	return { ...field, text: span?.text, colour: span?.paint, lines, texts };
};

describe("the layers", () => {
	const screen = screenOf();
	const { topPx, bottomPx } = screen.viewport(OPENING);
	const [header, footer] = [screen.header(OPENING), screen.footer(OPENING)];

	test("cover the screen but for the column, whose rows are whole macroblocks", () => {
		expect([topPx % 16, bottomPx % 16]).toEqual([0, 0]);
		expect(header.clip).toEqual({ xPx: 0, yPx: 0, widthPx: 1080, heightPx: topPx });
		expect(footer.clip).toEqual({ xPx: 0, yPx: bottomPx, widthPx: 1080, heightPx: 1920 - bottomPx });
		expect(screen.behind.map(({ clip }) => clip)).toEqual([{ xPx: 0, yPx: 0, ...SIZE }]);
	});

	test("have their grounds, and sprites of even sizes at even places", () => {
		expect([screen.behind[0]?.ground, header.ground, footer.ground]).toEqual([
			"#ffffff",
			"#f7f7f8",
			"#ffffff",
		]);
		for (const { placements } of [header, footer])
			for (const { sprite, xPx, yPx } of placements)
				expect([sprite.widthPx % 2, sprite.heightPx % 2, xPx % 2, yPx % 2]).toEqual([0, 0, 0, 0]);
	});

	test("hold the bars as items of their own", () => {
		expect(header.placements.map(({ item }) => item)).toEqual(["header/bar", "header/status-bar"]);
		expect(footer.placements.map(({ item }) => item)).toEqual(["footer/bar"]);
	});

	test("have no status bar on a frame that is no phone", () => {
		const size = { widthPx: 1080, heightPx: 1080 };
		const square = resolveTheme(imessageClassic, { mode: "light", direction: "ltr", ...size });
		expect(textsOf(screenOf({ ...size, look: square }).header(OPENING))).toEqual(["E", "Emma"]);
	});
});

describe("what shows the same is the same", () => {
	const screen = screenOf({ hasStatusLine: true });

	test("a header, whatever is typed; a footer, whatever the time is", () => {
		expect(screen.header({ ...OPENING, draft: "Hi" })).toBe(screen.header(OPENING));
		expect(screen.footer({ ...OPENING, status: "online", clock: "9:42" })).toBe(screen.footer(OPENING));
		expect(screen.footer({ ...OPENING, draft: "" })).toBe(screen.footer(OPENING));
		const typed = screen.footer({ ...OPENING, draft: "Hi" });
		expect(typed).not.toBe(screen.footer(OPENING));
		expect(screen.footer({ ...OPENING, draft: "Hi" })).toBe(typed);
	});

	test("the bar when the clock goes on, and the status bar when the status changes", () => {
		const [bar, statusBar] = screen.header(OPENING).placements;
		const later = screen.header({ ...OPENING, clock: "9:42" });
		expect(later.placements[0]).toBe(bar);
		expect(later.placements[1]?.sprite.key).not.toBe(statusBar?.sprite.key);
		const online = screen.header({ ...OPENING, status: "online" });
		expect(online.placements[0]?.sprite.key).not.toBe(bar?.sprite.key);
		expect(online.placements[1]).toBe(statusBar);
		expect(textsOf(online)).toEqual(["E", "Emma", "online", "9:41"]);
	});
});

describe("a status line", () => {
	test("has its room from the start, and the name stays where it is", () => {
		const screen = screenOf({ hasStatusLine: true });
		const online = { ...OPENING, status: "online" };
		expect(screen.viewport(online)).toEqual(screen.viewport(OPENING));
		const before = screen.header(OPENING).placements[0]?.sprite.shapes ?? [];
		expect(screen.header(online).placements[0]?.sprite.shapes).toEqual(expect.arrayContaining([...before]));
		expect(screen.viewport(OPENING).topPx).toBeGreaterThan(screenOf().viewport(OPENING).topPx);
	});

	test("is cut where it is too long", () => {
		const status = "last seen today at a quarter past nine in the evening, or so";
		const [, , cut = ""] = textsOf(screenOf({ hasStatusLine: true }).header({ ...OPENING, status }));
		expect(cut.endsWith("…")).toBe(true);
		expect(status.startsWith(cut.slice(0, -1))).toBe(true);
	});
});

describe("a draft", () => {
	test("stands in the place of the placeholder, in the text's colour", () => {
		const [placeholder, draft] = [fieldOf(null), fieldOf("Got it.")];
		expect([placeholder.text, placeholder.colour]).toEqual(["iMessage", "#8e8e93"]);
		expect([draft.text, draft.colour]).toEqual(["Got it.", "#000000"]);
		expect([draft.xPx, draft.baselinePx]).toEqual([placeholder.xPx, placeholder.baselinePx]);
	});

	test("that is empty leaves the placeholder", () => {
		expect(fieldOf("")).toEqual(fieldOf(null));
	});

	test("that is too long for a line has more, all before the microphone", () => {
		const text = "I have been waiting here for you for half an hour, and now it rains";
		const { lines, texts } = fieldOf(text);
		expect(lines.length).toBeGreaterThan(1);
		expect(texts.join(" ")).toBe(text);
		for (const { xPx, widthPx } of lines) expect(xPx + widthPx).toBeLessThan(1080 - 34 * look.pxPerPt);
	});

	test("of many lines shows the last, as many as the field has", () => {
		expect(fieldOf("one\ntwo").texts).toEqual(["one", "two"]);
		expect(fieldOf("1\n2\n3\n4\n5\n6\n7").texts).toEqual(["3", "4", "5", "6", "7"]);
	});

	test("keeps its direction in each line", () => {
		const { lines } = fieldOf(`שלום ${"a".repeat(100)}\nb`);
		expect(lines.map(({ direction }) => direction)).toEqual([...lines.slice(1).map(() => "rtl"), "ltr"]);
		expect(lines.length).toBeGreaterThan(2);
	});
});

test("an accent of one's own colours the icons", () => {
	const accented = resolveTheme(imessageClassic, {
		mode: "light",
		direction: "ltr",
		...SIZE,
		accent: "#12ab34",
	});
	const fills = (screen = screenOf()) =>
		screen.header(OPENING).placements[0]?.sprite.shapes.map((shape) => shape.kind === "path" && shape.fill);
	expect(fills(screenOf({ look: accented }))).toEqual(
		fills()?.map((fill) => (fill === "#007aff" ? "#12ab34" : fill)),
	);
});
