import { describe, expect, test } from "vitest";
import { compare } from "../../../../shared/video/scene/compare.ts";
import type { Ground, Layer, Placement, Scene, Sprite } from "../../../../shared/video/scene/scene.ts";

/** A phone of 100×160: a header of 16, a footer of 16, and between them the column. */
const PAGE = "#ffffff";
const at = (xPx: number, yPx: number, widthPx: number, heightPx: number) => ({ xPx, yPx, widthPx, heightPx });
const SCREEN = at(0, 0, 100, 160);
const COLUMN = at(0, 16, 100, 128);

const spriteOf = (key: string, widthPx = 60, heightPx = 20): Sprite => ({
	key,
	widthPx,
	heightPx,
	shapes: [],
});
const bubble = (number: number, yPx: number, more: Partial<Placement> = {}): Placement => ({
	item: `message-${number}/bubble`,
	sprite: spriteOf(`message-${number}`),
	xPx: 10,
	yPx,
	opacity: 64,
	...more,
});
const layer = (name: Layer["name"], clip: Layer["clip"], more: Partial<Layer> = {}): Layer => ({
	name,
	clip,
	dyPx: clip.yPx,
	placements: [],
	...more,
});
const backdrop = layer("backdrop", SCREEN, { ground: PAGE });
const bars = [
	layer("header", at(0, 0, 100, 16), { ground: "#eeeeee" }),
	layer("footer", at(0, 144, 100, 16), { ground: PAGE }),
];
const chat = (
	placements: readonly Placement[],
	dyPx = 16,
	more: readonly Layer[] = [],
	ground: Ground = PAGE,
): Scene => ({
	layers: [backdrop, layer("column", COLUMN, { ground, dyPx, placements }), ...more, ...bars],
});
/** Bubbles 30 apart, from the column's top. */
const run = (count: number) => Array.from({ length: count }, (_, index) => bubble(index, 30 * index));

const WALLPAPER = {
	kind: "gradient",
	stops: [
		{ at: 0, colour: "#ffffff" },
		{ at: 1, colour: "#000000" },
	],
	heightPx: 128,
} as const;

describe("a column", () => {
	test("that did not change is no difference, whether it is the same object or an equal one", () => {
		expect(compare(chat(run(4)), chat(run(4)))).toEqual([]);
		const scene = chat(run(4));
		expect(compare(scene, { layers: [...scene.layers] })).toEqual([]);
	});

	test("that scrolls up is one move and what comes in below", () => {
		expect(compare(chat(run(6), 4), chat(run(6), 16))).toEqual([
			{ kind: "move", of: "before", dyPx: -12, rect: at(0, 16, 100, 116) },
			{ kind: "draw", rect: at(10, 132, 60, 12) },
		]);
	});

	test("that scrolls down is one move and what comes in above", () => {
		expect(compare(chat(run(6), -10), chat(run(6), -20))).toEqual([
			{ kind: "draw", rect: at(10, 16, 60, 10) },
			{ kind: "move", of: "before", dyPx: 10, rect: at(0, 26, 100, 118) },
		]);
	});

	test("that scrolls between two rests is moved from both", () => {
		expect(compare(chat(run(6), 0), chat(run(6), 16), chat(run(6), -8))).toEqual([
			{ kind: "move", of: "before", dyPx: -16, rect: at(0, 16, 100, 112) },
			{ kind: "move", of: "after", dyPx: 8, rect: at(0, 128, 100, 16) },
		]);
	});

	test("that grows in its middle: what is above moves up, and what is below stays", () => {
		const grown = run(6).map((one, index) => (index < 3 ? one : { ...one, yPx: one.yPx + 16 }));
		expect(compare(chat(grown, -50), chat(run(6), -34))).toEqual([
			{ kind: "move", of: "before", dyPx: -16, rect: at(0, 16, 100, 24) },
			// The new gap.
			{ kind: "draw", rect: at(10, 40, 60, 6) },
		]);
	});

	test("on a wallpaper moves as a whole, and is drawn where it moves against it", () => {
		expect(compare(chat(run(6), 4, [], WALLPAPER), chat(run(6), 16, [], WALLPAPER))).toEqual([
			{ kind: "move", of: "before", dyPx: -12, rect: at(0, 16, 100, 116) },
			{ kind: "draw", rect: at(0, 132, 100, 12) },
		]);
		const grown = run(6).map((one, index) => (index < 3 ? one : { ...one, yPx: one.yPx + 16 }));
		const differences = compare(chat(grown, -50, [], WALLPAPER), chat(run(6), -34, [], WALLPAPER));
		expect(differences).toContainEqual({ kind: "move", of: "before", dyPx: -16, rect: at(0, 16, 100, 24) });
	});

	test("moves in a phone that stands on a backdrop, which is not touched", () => {
		const scene = (dyPx: number): Scene => ({
			layers: [
				{ ...backdrop, ground: WALLPAPER },
				layer("column", { ...at(20, 10, 70, 140), radiusPx: 10 }, { ground: PAGE, dyPx, placements: run(8) }),
			],
		});
		const differences = compare(scene(-4), scene(8));
		expect(differences).toContainEqual({ kind: "move", of: "before", dyPx: -12, rect: at(20, 20, 70, 108) });
		for (const { rect } of differences) expect(rect.xPx).toBeGreaterThanOrEqual(20);
	});
});

describe("a thing", () => {
	test("that appears or goes is drawn where it is, and nothing else", () => {
		const drawn = [{ kind: "draw", rect: at(10, 46, 60, 20) }];
		expect(compare(chat(run(2)), chat(run(1)))).toEqual(drawn);
		expect(compare(chat(run(1)), chat(run(2)))).toEqual(drawn);
	});

	test("that moves sideways is drawn where it was and where it is", () => {
		expect(compare(chat([bubble(0, 0, { xPx: 20 })]), chat([bubble(0, 0)]))).toEqual([
			{ kind: "draw", rect: at(10, 16, 70, 20) },
		]);
	});

	test("under a bar makes no difference", () => {
		expect(compare(chat([bubble(0, -20)]), chat([]))).toEqual([]);
	});

	test("that fades in is a mix of before and after, and so is one that fades out", () => {
		const rect = at(10, 16, 60, 20);
		const [faint, full] = [chat([bubble(0, 0, { opacity: 20 })]), chat(run(1))];
		expect(compare(faint, chat([]), full)).toEqual([{ kind: "mix", opacity: 20, rect }]);
		expect(compare(faint, full, chat([]))).toEqual([{ kind: "mix", opacity: 44, rect }]);
		expect(compare(faint, chat([]))).toEqual([{ kind: "draw", rect }]);
		// Not while the column moves.
		expect(compare(faint, chat([]), chat(run(1), 30))).toEqual([{ kind: "draw", rect }]);
	});

	test("that turns into another is a mix of both", () => {
		const read = bubble(0, 0, { sprite: spriteOf("read") });
		const delivered = spriteOf("delivered");
		const between = chat([{ ...read, from: delivered, opacity: 20 }]);
		const [before, after] = [chat([{ ...read, sprite: delivered }]), chat([read])];
		expect(compare(between, before, after)).toEqual([{ kind: "mix", opacity: 20, rect: at(10, 16, 60, 20) }]);
	});

	test("that fades behind another is drawn, for that is rounded by itself over each of the three", () => {
		const badge = bubble(8, 10, { xPx: 60 });
		const [faint, full] = [chat([bubble(0, 0, { opacity: 20 }), badge]), chat([bubble(0, 0), badge])];
		const rect = at(10, 16, 60, 20);
		expect(compare(faint, chat([badge]), full)).toEqual([{ kind: "draw", rect }]);
		const behind = chat([badge, bubble(0, 0, { opacity: 20 })]);
		expect(compare(behind, chat([badge]), chat([badge, bubble(0, 0)]))).toEqual([
			{ kind: "mix", opacity: 20, rect },
		]);
	});

	test("that springs is scaled from where it stands as it is, if it is alone there", () => {
		const flight = (placement: Placement) => layer("flight", SCREEN, { dyPx: 0, placements: [placement] });
		const sprung = (y: number) => bubble(9, y, { scale: { by: 1.1, xPx: 60, yPx: 20 } });
		const [scene, after] = [chat(run(1), 16, [flight(sprung(100))]), chat([...run(1), bubble(9, 80)])];
		expect(compare(scene, chat(run(1)), after)).toEqual([
			{ kind: "scale", of: "after", by: 1.1, xPx: 70, yPx: 116, dxPx: 0, dyPx: 4, rect: at(4, 98, 66, 22) },
		]);
		const crowded = chat([...run(1), bubble(8, 70), bubble(9, 80)]);
		expect(compare(scene, chat(run(1)), crowded)).toEqual([{ kind: "draw", rect: at(4, 98, 66, 22) }]);
	});

	test("that flies over a moving column is drawn, and the column moves beside it", () => {
		const flight = layer("flight", SCREEN, {
			dyPx: 0,
			placements: [bubble(9, 90, { xPx: 40, sprite: spriteOf("9", 50) })],
		});
		const differences = compare(chat(run(6), 4, [flight]), chat(run(6), 16));
		expect(differences).toContainEqual({ kind: "move", of: "before", dyPx: -12, rect: at(0, 16, 100, 74) });
		expect(differences).toContainEqual({ kind: "move", of: "before", dyPx: -12, rect: at(10, 90, 30, 20) });
		for (const { kind, rect } of differences)
			if (kind === "draw") expect(rect.xPx + rect.widthPx).toBeLessThanOrEqual(90);
	});

	test("that lands in the column at its place makes no difference", () => {
		const flight = layer("flight", SCREEN, { dyPx: 0, placements: [bubble(1, 46)] });
		expect(compare(chat(run(2)), chat(run(1), 16, [flight]))).toEqual([]);
	});
});

test("a keyboard that comes up moves the column, and is moved itself", () => {
	const keys = bubble(7, 0, { item: "keyboard/keys", sprite: spriteOf("keys", 100, 64), xPx: 0 });
	const scene = (heightPx: number): Scene => ({
		layers: [
			backdrop,
			layer("column", at(0, 16, 100, 128 - heightPx), {
				ground: PAGE,
				dyPx: -40 - heightPx,
				placements: run(6),
			}),
			...bars.map((bar) =>
				bar.name === "footer" ? { ...bar, clip: { ...bar.clip, yPx: 144 - heightPx } } : bar,
			),
			layer("keyboard", at(0, 160 - heightPx, 100, heightPx), { ground: "#cccccc", placements: [keys] }),
		],
	});
	const differences = compare(scene(40), scene(30));
	expect(differences).toEqual([
		{ kind: "move", of: "before", dyPx: -10, rect: at(0, 16, 100, 88) },
		{ kind: "move", of: "before", dyPx: -10, rect: at(0, 120, 100, 30) },
		{ kind: "draw", rect: at(0, 150, 100, 10) },
	]);
});
