import { describe, expect, test } from "vitest";
import { createCanvas } from "../../../../shared/video/node/fonts/canvas.ts";
import { graphics } from "../../../../shared/video/node/graphics.ts";
import { createPainter } from "../../../../shared/video/paint/painter.ts";
import type { RasteriseOptions } from "../../../../shared/video/paint/rasterise.ts";
import { fullSizeRgba, halfSizeRgba } from "../../../../shared/video/paint/rgba.ts";
import { toYuv } from "../../../../shared/video/paint/yuv.ts";
import type { I420Picture } from "../../../../shared/video/scene/picture.ts";
import { placementsIn } from "../../../../shared/video/scene/placement-rect.ts";
import type { Ground, Placement, Scene, Shape } from "../../../../shared/video/scene/scene.ts";
import type { Typesetter } from "../../../../shared/video/text/typesetter.ts";

const SIZE = { widthPx: 32, heightPx: 32 };
const CLIP = { xPx: 0, yPx: 0, ...SIZE };

const square = (x: number, y: number, side: number) => `M${x} ${y}h${side}v${side}h${-side}Z`;
const disc = (fill: string): Shape => ({
	kind: "path",
	d: "M4 16a12 12 0 1 0 24 0a12 12 0 1 0 -24 0Z",
	fill,
});

const sceneOf = (ground: Ground, shapes: readonly Shape[], more: Partial<Placement> = {}): Scene => ({
	layers: [
		{
			name: "column",
			clip: CLIP,
			dyPx: 0,
			ground,
			placements: [
				{ item: "one", sprite: { key: "one", ...SIZE, shapes }, xPx: 0, yPx: 0, opacity: 64, ...more },
			],
		},
	],
});

const painter = (options: { fill?: Typesetter["fill"]; images?: RasteriseOptions["images"] } = {}) => {
	const { fill = () => {}, images = new Map() } = options;
	return createPainter(SIZE, { graphics, typesetter: { fill }, images });
};

const sampleAt = ({ widthPx, y, u, v }: I420Picture, xPx: number, yPx: number) => {
	const chroma = (yPx >> 1) * (widthPx / 2) + (xPx >> 1);
	return { y: y[yPx * widthPx + xPx], u: u[chroma], v: v[chroma] };
};

test("canvas gives its pixels premultiplied", () => {
	const canvas = createCanvas(2, 2);
	const context = canvas.getContext("2d");
	context.fillStyle = "rgb(200 100 50 / 50%)";
	context.fillRect(0, 0, 2, 2);
	expect([...canvas.data().subarray(0, 4)]).toEqual([100, 50, 25, 128]);
});

describe("a shape", () => {
	test.each([
		["#ffffff", "#0a7cff"],
		["#000000", "#e9e9eb"],
		["#ff0000", "#00ff00"],
		["#808080", "#808080"],
	])("over %s in %s is what canvas draws on that ground, within a level", (ground, fill) => {
		const drawn = painter().draw(sceneOf(ground, [disc(fill)]));
		const onGround: Shape = { kind: "path", d: "M0 0h32v32h-32Z", fill: ground };
		const expected = painter().draw(sceneOf("#123456", [onGround, disc(fill)]));
		for (const plane of ["y", "u", "v"] as const) {
			const offBy = drawn[plane].map((value, at) => Math.abs(value - (expected[plane][at] ?? 0)));
			expect(Math.max(...offBy), plane).toBeLessThanOrEqual(ground === fill ? 0 : 1);
		}
	});

	test("of a clip is seen inside its path alone, and not in a hole of it", () => {
		const clip: Shape = {
			kind: "clip",
			d: `${square(4, 4, 24)}${square(12, 12, 8)}`,
			shapes: [{ kind: "path", d: square(0, 0, 32), fill: "#ff0000" }],
		};
		const picture = painter().draw(sceneOf("#ffffff", [clip]));
		expect(sampleAt(picture, 8, 8)).toEqual(toYuv("#ff0000"));
		expect(sampleAt(picture, 16, 16)).toEqual(toYuv("#ffffff"));
		expect(sampleAt(picture, 1, 1)).toEqual(toYuv("#ffffff"));
	});

	test("of a line has round ends, and is as wide and where its matrix says; the next shape is not moved", () => {
		// Twice as large, turned by a quarter: from x 16, y 8 down to 24, 8 px wide.
		const line: Shape = {
			...{ kind: "line", d: "M0 0L8 0", width: 4, colour: "#ff0000" },
			matrix: [0, 2, -2, 0, 16, 8],
		};
		const picture = painter().draw(
			sceneOf("#ffffff", [line, { kind: "path", d: square(0, 0, 4), fill: "#0000ff" }]),
		);
		const lumaAt = ([x, y]: readonly [number, number]) => sampleAt(picture, x, y).y;
		const inside = [
			[13, 16],
			[18, 16],
			[16, 5],
			[16, 26],
		] as const;
		expect(new Set(inside.map(lumaAt))).toEqual(new Set([toYuv("#ff0000").y]));
		const beside = [
			[10, 16],
			[21, 16],
			[12, 4],
			[19, 27],
		] as const;
		expect(new Set(beside.map(lumaAt))).toEqual(new Set([toYuv("#ffffff").y]));
		expect(sampleAt(picture, 1, 1)).toEqual(toYuv("#0000ff"));
	});

	test("of an image is the part of it, stretched; an image that is not there is nothing", () => {
		const bitmap = createCanvas(4, 4);
		const context = bitmap.getContext("2d");
		context.fillStyle = "#0000ff";
		context.fillRect(2, 2, 2, 2);
		const rect = { xPx: 8, yPx: 8, widthPx: 16, heightPx: 16 };
		const crop = { xPx: 2, yPx: 2, widthPx: 2, heightPx: 2 };
		const scene = sceneOf("#ffffff", [{ kind: "image", image: "photo", crop, rect }]);
		const picture = painter({ images: new Map([["photo", { bitmap, widthPx: 4, heightPx: 4 }]]) }).draw(
			scene,
		);
		expect(sampleAt(picture, 16, 16)).toEqual(toYuv("#0000ff"));
		expect(sampleAt(picture, 4, 4)).toEqual(toYuv("#ffffff"));
		expect(sampleAt(painter().draw(scene), 16, 16)).toEqual(toYuv("#ffffff"));
	});

	test("of text is set only where its marks may reach", () => {
		const line = (text: string, baselinePx: number): Extract<Shape, { kind: "text" }> => ({
			kind: "text",
			spans: [{ text, style: { sizePx: 10, weight: 400 }, paint: "#000000" }],
			direction: "ltr",
			xPx: 0,
			baselinePx,
			widthPx: 20,
		});
		const set: string[] = [];
		const shapes = [line("far", 100), line("Z\u0300\u0300\u0300\u0300\u0300\u0300", 100), line("near", 40)];
		painter({ fill: (_, { spans }) => set.push(spans[0]?.text ?? "") }).draw(sceneOf("#ffffff", shapes));
		expect(set).toEqual(["Z\u0300\u0300\u0300\u0300\u0300\u0300", "near"]);
	});

	test("in colours of the screen is sampled where it came to rest", () => {
		const fill = {
			stops: [
				{ at: 0, colour: "#000000" },
				{ at: 1, colour: "#ffffff" },
			],
			fromPx: 0,
			toPx: 256,
			space: "screen",
		} as const;
		const { draw, counts } = painter();
		const shapes: readonly Shape[] = [{ kind: "path", d: square(0, 0, 32), fill }];
		const top = sampleAt(draw(sceneOf("#ff0000", shapes)), 16, 16);
		const low = sampleAt(draw(sceneOf("#ff0000", shapes, { screenYPx: 128 })), 16, 16);
		expect(top).toEqual(toYuv("#101010"));
		expect(low).toEqual(toYuv("#8f8f8f"));
		expect(counts().piecesRasterised).toBe(2);
		// Of a sprite in other colours the row does not matter.
		const other = painter();
		for (const screenYPx of [0, 128]) other.draw(sceneOf("#ff0000", [disc("#00ff00")], { screenYPx }));
		expect(other.counts().piecesRasterised).toBe(1);
	});

	test("that is scaled is drawn at that size, about its point", () => {
		const scale = { by: 0.5, xPx: 16, yPx: 16 };
		const shapes: readonly Shape[] = [{ kind: "path", d: square(0, 0, 32), fill: "#ff0000" }];
		const picture = painter().draw(sceneOf("#ffffff", shapes, { scale }));
		for (const [x, y, colour] of [
			[8, 8, "#ff0000"],
			[23, 23, "#ff0000"],
			[7, 8, "#ffffff"],
			[24, 23, "#ffffff"],
		] as const) {
			expect(picture.y[y * 32 + x], `${x}, ${y}`).toBe(toYuv(colour).y);
		}
	});
});

test("what stands in a rectangle is what its layer's clip lets through", () => {
	const scene = sceneOf("#ffffff", [], { yPx: 20 });
	const rect = { xPx: 0, yPx: 0, widthPx: 32, heightPx: 20 };
	expect(placementsIn(scene, rect)).toEqual([]);
	expect(placementsIn(scene, { ...rect, yPx: 2 }).map(({ placement }) => placement.item)).toEqual(["one"]);
	expect(placementsIn(scene, { ...rect, yPx: 32 })).toEqual([]);
});

test("a picture as RGBA is its colours again, within two levels", () => {
	const picture = painter().draw(sceneOf("#336699", []));
	for (const rgba of [fullSizeRgba(picture), halfSizeRgba(picture)])
		for (const [at, value] of [0x33, 0x66, 0x99, 255].entries())
			expect(Math.abs((rgba[at] ?? 0) - value)).toBeLessThanOrEqual(2);
});
