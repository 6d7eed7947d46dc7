import { describe, expect, test } from "vitest";
import { parseConversation } from "../../../../../shared/video/conversation/parse.ts";
import { readPeople } from "../../../../../shared/video/layout/people.ts";
import { createScreen } from "../../../../../shared/video/layout/screen/create-screen.ts";
import { createHeaderStatus } from "../../../../../shared/video/layout/screen/header-status.ts";
import { frameScreen } from "../../../../../shared/video/layout/screen-rect.ts";
import { mirrorPath } from "../../../../../shared/video/layout/shapes.ts";
import type { Layer, Shape } from "../../../../../shared/video/scene/scene.ts";
import { icons } from "../../../../../shared/video/themes/icons.ts";
import { resolveTheme } from "../../../../../shared/video/themes/resolve-theme.ts";
import type { Theme } from "../../../../../shared/video/themes/theme.ts";
import { themes } from "../../../../../shared/video/themes/themes.ts";
import { measureEvenly } from "../../../../helpers/measure.ts";
import { barThemes, OPENING, screenOf, shapesOf } from "../../../../helpers/screen.ts";
import { toyTheme } from "../../../../helpers/toy-theme.ts";

const ALL: readonly (readonly [string, Theme])[] = [
	...Object.entries(themes),
	...barThemes.map(([name, theme]) => [`${name}'s bars`, theme] as const),
	["toy", toyTheme],
];
const SIZES = [
	[1080, 1920],
	[720, 720],
	[390, 844],
] as const;

type Extent = { readonly kind: string; readonly left: number; readonly right: number };

const mirrored = (extents: readonly Extent[], widthPx: number): readonly Extent[] =>
	extents.map(({ kind, left, right }) => ({ kind, left: widthPx - right, right: widthPx - left }));

const people = readPeople(
	parseConversation({ contact: { name: "Emma" }, messages: [{ sender: "you", text: "Hi" }] }),
);

/** Others are moved and not turned: the next test's. */
const EVEN_ICONS = new Set<unknown>(["back", "chevronBack", "chevronForward", "disclosure", "wifi"]);

function withEvenIcons(theme: Theme): Theme {
	const even = (key: string, value: unknown) =>
		key === "icon" && typeof value === "string" && !EVEN_ICONS.has(value) ? "plus" : value;
	return JSON.parse(JSON.stringify(theme), even);
}

describe.each(ALL)("the bars of %s from right to left", (_, theme) => {
	test.each(SIZES)("at %i × %i are mirrored, and mirrored twice the same", (widthPx, heightPx) => {
		const chat = { device: { battery: 40, network: "5g", carrier: "Orbit" } };
		const bars = (direction: "ltr" | "rtl", draft: string | null) => {
			const { screen } = screenOf(withEvenIcons(theme), {
				...{ widthPx, heightPx, direction, chat, more: { hasStatusLine: true } },
			});
			const state = { ...OPENING, status: "online", draft };
			return [screen.header(state), screen.footer(state)].flatMap(extentsOf);
		};
		for (const draft of ["Hi", null]) {
			const [ltr, back] = [bars("ltr", draft), mirrored(bars("rtl", draft), widthPx)];
			expect(bars("rtl", draft)).not.toEqual(ltr);
			expect(back).toHaveLength(ltr.length);
			for (const [index, { kind, left, right }] of ltr.entries()) {
				// Text begins at a whole px.
				const tolerancePx = kind === "text" ? 1 : 0.05;
				expect(back[index]?.kind).toBe(kind);
				expect(Math.abs((back[index]?.left ?? NaN) - left)).toBeLessThanOrEqual(tolerancePx);
				expect(Math.abs((back[index]?.right ?? NaN) - right)).toBeLessThanOrEqual(tolerancePx);
			}
		}
	});
});

test("an icon that shows a direction is turned, any other is the same", () => {
	const widthPx = 390;
	const iconsOf = (direction: "ltr" | "rtl") => {
		const look = resolveTheme(themes["imessage-classic"], {
			mode: "light",
			direction,
			widthPx,
			heightPx: 844,
		});
		const screen = createScreen({
			look,
			statusOf: createHeaderStatus({ look, people, contents: new Map() }),
			device: undefined,
			widthPx,
			heightPx: 844,
			people,
			pictures: new Map(),
			hasStatusLine: false,
			measure: measureEvenly,
			framed: frameScreen({ width: widthPx, height: 844 }),
			background: "#ff00ff",
		});
		const { placements } = screen.header({
			entries: [],
			status: null,
			clock: "9:41",
			draft: null,
			keyboard: null,
		});
		const shapes =
			placements[0]?.sprite.shapes.flatMap((shape) => (shape.kind === "path" ? shape : [])) ?? [];
		const accented = shapes.filter(({ fill }) => fill === look.page.accent);
		const [back = "", ...camera] = accented.map(({ d }) => fromOwnLeft(d));
		return { back, camera, cameraLeft: accented.slice(1).map((shape) => extentOf(shape).left) };
	};
	const [{ back, camera, cameraLeft }, { back: turned, ...moved }] = [iconsOf("ltr"), iconsOf("rtl")];
	expect(camera).toHaveLength(2);
	expect(moved.camera).toEqual(camera);
	expect([cameraLeft, moved.cameraLeft]).toEqual([
		[390 - 16 - 28, 390 - 16 - 28 + 21],
		[16, 16 + 21],
	]);
	expect(turned).not.toBe(back);
	expect(turned).toBe(fromOwnLeft(mirrorPath(back, 100)));
});

test("every outline is of pairs, and mirrored twice the same", () => {
	for (const { outlines, widthPt } of Object.values(icons))
		for (const outline of outlines) {
			expect(outline).toMatch(/^[MLCZ0-9. -]+$/);
			const spaced = mirrorPath(mirrorPath(outline, widthPt), widthPt);
			expect(spaced).toBe(outline);
		}
});

/** The path, moved so that its left end is at 0. */
function fromOwnLeft(d: string): string {
	const { left } = extentOf({ kind: "path", d, fill: "#000000" });
	let isX = false;
	return d.replace(/-?\d+(?:\.\d+)?/g, (value) => {
		isX = !isX;
		return (isX ? Number(value) - left : Number(value)).toFixed(1);
	});
}

const extentsOf = (layer: Layer) => shapesOf(layer).map(extentOf);

/** From the leftmost to the rightmost point of a shape, with control points. */
function extentOf(shape: Shape): Extent {
	if (shape.kind === "text") return { kind: "text", left: shape.xPx, right: shape.xPx + shape.widthPx };
	if (shape.kind !== "path") throw new Error(`No extent of ${shape.kind}`);
	const xs: number[] = [];
	for (const [, command, rest = ""] of shape.d.matchAll(/([MLCAhvaZ])([^MLCAhvaZ]*)/g)) {
		const numbers = rest.match(/-?\d+(?:\.\d+)?/g)?.map(Number) ?? [];
		const alongPx = { h: numbers[0], a: numbers[5] }[command ?? ""];
		if (alongPx !== undefined) xs.push((xs.at(-1) ?? 0) + alongPx);
		else if (command !== "v") xs.push(...numbers.filter((_, index) => index % 2 === 0));
	}
	return { kind: "path", left: Math.min(...xs), right: Math.max(...xs) };
}
