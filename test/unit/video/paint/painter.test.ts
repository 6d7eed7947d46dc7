import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPainter } from "../../../../shared/video/paint/painter.ts";
import { toYuv } from "../../../../shared/video/paint/yuv.ts";
import type { I420Picture } from "../../../../shared/video/scene/picture.ts";
import type { Rect } from "../../../../shared/video/scene/rect.ts";
import type { Layer, Placement, Scene, Sprite } from "../../../../shared/video/scene/scene.ts";
import { arbitraryMoment, SCREEN } from "../../../helpers/arbitrary-film.ts";
import { noiseGraphics } from "../../../helpers/noise-graphics.ts";

const PLANES = ["y", "u", "v"] as const;

const noisy = (size = SCREEN) =>
	createPainter(size, { graphics: noiseGraphics, typesetter: { fill: () => {} }, images: new Map() });

const copy = ({ y, u, v, ...size }: I420Picture): I420Picture => ({
	...size,
	y: y.slice(),
	u: u.slice(),
	v: v.slice(),
});

/** Part of a picture; rows and columns beyond it repeat its last ones. */
function crop(picture: I420Picture, { xPx, yPx, widthPx, heightPx }: Rect) {
	const plane = (key: "y" | "u" | "v", cellPx: 1 | 2) => {
		const [width, height] = [picture.widthPx / cellPx, picture.heightPx / cellPx];
		return Uint8Array.from({ length: (widthPx / cellPx) * (heightPx / cellPx) }, (_, at) => {
			const x = Math.min(xPx / cellPx + (at % (widthPx / cellPx)), width - 1);
			const y = Math.min(yPx / cellPx + Math.floor(at / (widthPx / cellPx)), height - 1);
			return picture[key][y * width + x] ?? 0;
		});
	};
	return { widthPx, heightPx, y: plane("y", 1), u: plane("u", 2), v: plane("v", 2) };
}

test("a rectangle is drawn as that part of the whole, its last rows and columns repeated beyond the screen", () => {
	const even = (max: number) => fc.nat(max / 2 - 1).map((half) => 2 * half);
	const rect = fc.record({ xPx: even(64), yPx: even(96), widthPx: even(70), heightPx: even(100) });
	const { draw } = noisy();
	fc.assert(
		fc.property(arbitraryMoment(), rect, ({ scene }, { widthPx, heightPx, ...corner }) => {
			const part = { ...corner, widthPx: widthPx + 2, heightPx: heightPx + 2 };
			const whole = copy(draw(scene));
			const drawn = draw(scene, part);
			const expected = crop(whole, part);
			for (const plane of PLANES) expect(drawn[plane]).toEqual(expected[plane]);
		}),
		{ numRuns: 200 },
	);
	expect(() => draw({ layers: [] }, { xPx: 64, yPx: 0, widthPx: 2, heightPx: 2 })).toThrow(RangeError);
});

const spriteOf = (key: string, widthPx = 64, heightPx = 96): Sprite => ({
	key,
	widthPx,
	heightPx,
	shapes: [{ kind: "path", d: key, fill: "#000000" }],
});
const column = (placements: readonly Omit<Placement, "item">[], more: Partial<Layer> = {}): Scene => ({
	layers: [
		{
			name: "column",
			clip: { xPx: 0, yPx: 0, ...SCREEN },
			dyPx: 0,
			ground: "#ffffff",
			placements: placements.map((placement, index) => ({ item: `${index}`, ...placement })),
			...more,
		},
	],
});

test("a fade is the mix that H.264 predicts of what it fades from and to, to the sample", () => {
	const { draw } = noisy();
	const place = { xPx: 2, yPx: 4 };
	const [one, other] = [spriteOf("one"), spriteOf("other")];
	const nothing = copy(draw(column([])));
	const first = copy(draw(column([{ sprite: one, ...place, opacity: 64 }])));
	const second = copy(draw(column([{ sprite: other, ...place, opacity: 64 }])));
	const mix =
		(before: I420Picture, after: I420Picture, opacity: number) => (plane: (typeof PLANES)[number]) =>
			before[plane].map(
				(value, at) => (value * (64 - opacity) + (after[plane][at] ?? 0) * opacity + 32) >> 6,
			);
	for (const opacity of [0, 1, 20, 63, 64]) {
		const appearing = copy(draw(column([{ sprite: other, ...place, opacity }])));
		expect(PLANES.map((plane) => appearing[plane])).toEqual(PLANES.map(mix(nothing, second, opacity)));
		const turning = copy(draw(column([{ sprite: other, from: one, ...place, opacity }])));
		expect(PLANES.map((plane) => turning[plane])).toEqual(PLANES.map(mix(first, second, opacity)));
	}
});

describe("a ground", () => {
	const stops = [
		{ at: 0, colour: "#000000" },
		{ at: 0.5, colour: "#ff0000" },
		{ at: 1, colour: "#ffffff" },
	];

	test("of a gradient is mirrored after its end, in both directions, and moves with its layer", () => {
		const ground = { kind: "gradient", stops, heightPx: 30 } as const;
		const { draw } = noisy();
		const rows = (dyPx: number) => {
			const { y, widthPx } = draw(column([], { ground, dyPx }));
			return Array.from({ length: 96 }, (_, row) => y[row * widthPx + 5]);
		};
		const still = rows(0);
		expect(still.slice(30, 60)).toEqual(still.slice(0, 30).toReversed());
		expect(still.slice(60, 90)).toEqual(still.slice(0, 30));
		expect(still[0]).toBeLessThan(20);
		expect(still[29]).toBeGreaterThan(225);
		expect(rows(8).slice(8)).toEqual(still.slice(0, 88));
		expect(rows(8).slice(0, 8)).toEqual(still.slice(0, 8).toReversed());
	});

	test("of a tile repeats from its layer's corner; what it leaves open shows what is behind", () => {
		const tile = spriteOf("tile", 10, 6);
		const { draw } = noisy();
		const [layer] = column([], { ground: { kind: "tile", tile }, dyPx: 4 }).layers;
		const behind: Layer = {
			name: "backdrop",
			clip: { xPx: 0, yPx: 0, ...SCREEN },
			dyPx: 0,
			ground: "#ff0000",
			placements: [],
		};
		const places = Array.from({ length: 17 * 7 }, (_, at) => ({
			xPx: 10 * (at % 7),
			yPx: 6 * Math.floor(at / 7) - 2,
		}));
		const tiled = copy(draw({ layers: [behind, layer as Layer] }));
		const placed = draw(
			column(
				places.map((place) => ({ ...place, sprite: tile, opacity: 64 })),
				{ ground: "#ff0000" },
			),
		);
		for (const plane of PLANES) expect(tiled[plane]).toEqual(placed[plane]);
	});
});

test("a rounded clip shows what is behind in its corners, and mixes the whole layer along them", () => {
	const { draw } = noisy();
	const behind: Layer = {
		name: "backdrop",
		clip: { xPx: 0, yPx: 0, ...SCREEN },
		dyPx: 0,
		ground: "#000000",
		placements: [],
	};
	const clip = { xPx: 8, yPx: 10, widthPx: 40, heightPx: 60, radiusPx: 10 };
	// A page over a page: what the first one mixed in must not shine through.
	const page: Sprite = { ...spriteOf("page"), shapes: [] };
	const [layer] = column([{ sprite: page, xPx: 0, yPx: 0, opacity: 64 }], { clip, ground: "#ffffff" }).layers;
	const { y, widthPx } = draw({ layers: [behind, layer as Layer] });
	const at = (x: number, row: number) => y[row * widthPx + x] ?? 0;
	expect(at(8, 10)).toBe(toYuv("#000000").y);
	expect(at(47, 69)).toBe(toYuv("#000000").y);
	expect(at(18, 10)).toBe(toYuv("#ffffff").y);
	expect(at(8, 20)).toBe(toYuv("#ffffff").y);
	let covered = 0;
	for (let row = 10; row < 20; row++) for (let x = 8; x < 18; x++) covered += (at(x, row) - 16) / 219;
	expect(covered).toBeCloseTo((Math.PI * 100) / 4, 0);
	for (let step = 0; step < 10; step++) {
		expect(at(8 + step, 10)).toBe(at(8, 10 + step));
		expect(at(8 + step, 10)).toBe(at(47 - step, 69));
	}
});

test.each(["upper", "lower"] as const)(
	"a clip whose %s corners are round has the others as they are",
	(rounded) => {
		const { draw } = noisy();
		const behind = column([], { name: "backdrop", ground: "#000000" }).layers;
		// Lower than two radii: the round end may take all of its height.
		const clip = { xPx: 8, yPx: 10, widthPx: 40, heightPx: 12, radiusPx: 10, rounded };
		const { y, widthPx } = draw({ layers: [...behind, ...column([], { clip, ground: "#ffffff" }).layers] });
		const corners = [10, 21].map((row) => [8, 47].map((x) => y[row * widthPx + x]));
		const [black, white] = [toYuv("#000000").y, toYuv("#ffffff").y];
		const [round, square] = [
			[black, black],
			[white, white],
		];
		expect(corners).toEqual(rounded === "upper" ? [round, square] : [square, round]);
		expect(y[(rounded === "upper" ? 17 : 14) * widthPx + 8]).not.toBe(white);
	},
);

test("a picture is mirrored below itself and repeated beside, and moves with its layer", () => {
	const { draw } = noisy();
	const picture: Sprite = { ...spriteOf("picture"), widthPx: 20, heightPx: 12 };
	const shown = (dyPx: number, xPx: number) =>
		copy(draw({ layers: column([], { dyPx, ground: { kind: "picture", picture, xPx } }).layers }));
	const still = shown(0, 0);
	const at = ({ y, widthPx }: I420Picture, x: number, row: number) => y[row * widthPx + x];
	for (const [x, row] of [
		[0, 0],
		[7, 11],
		[19, 5],
	] as const) {
		expect(at(still, x, 23 - row)).toBe(at(still, x, row));
		expect(at(still, x, 24 + row)).toBe(at(still, x, row));
		expect(at(still, x + 20, row)).toBe(at(still, x, row));
		expect(at(shown(-6, 0), x, 24 + row - 6)).toBe(at(still, x, row));
		expect(at(shown(0, 8), x + 8, row)).toBe(at(still, x, row));
	}
	expect(new Set(still.y.slice(0, 20)).size).toBeGreaterThan(1);
});

test("corners that have no room beside each other are mixed once, as those that have", () => {
	const { draw } = noisy();
	const behind = column([], { name: "backdrop", ground: "#000000" }).layers;
	const clip = { xPx: 8, yPx: 10, widthPx: 8, heightPx: 8, radiusPx: 5 };
	const { y, widthPx } = draw({ layers: [...behind, ...column([], { clip }).layers] });
	// By hand: in the middle of a side both arcs are near, and what they leave open is so in the same share.
	const share = (x: number, row: number) =>
		Math.min(1, 5.5 - Math.hypot(Math.max(5 - x, x - 3, 0), Math.max(5 - row, row - 3, 0)));
	for (const [x, row] of [
		[3, 0],
		[4, 0],
		[0, 3],
		[4, 7],
	] as const) {
		const shown = y[(10 + row) * widthPx + 8 + x] ?? 0;
		expect(shown, `${x}, ${row}`).toBe(Math.round(16 + 219 * share(x + 0.5, row + 0.5)));
	}
});

test("each piece of a sprite is rasterised once, and what lies behind a ground or off the rectangle never", () => {
	const { draw, counts } = noisy();
	const tall = spriteOf("tall", 64, 3000);
	const [behind] = column([{ sprite: spriteOf("hidden"), xPx: 0, yPx: 0, opacity: 64 }]).layers;
	const front = (dyPx: number) => column([{ sprite: tall, xPx: 0, yPx: 0, opacity: 64 }], { dyPx }).layers;
	for (const dyPx of [0, -2, -40]) draw({ layers: [behind as Layer, ...front(dyPx)] });
	expect(counts()).toEqual({ piecesRasterised: 1, pixelsDrawn: 3 * 64 * 96 });
	draw({ layers: front(-1000) });
	expect(counts().piecesRasterised).toBe(2);
	draw({ layers: front(-1000) }, { xPx: 0, yPx: 16, widthPx: 64, heightPx: 16 });
	expect(counts()).toEqual({ piecesRasterised: 2, pixelsDrawn: 4 * 64 * 96 + 64 * 16 });
});
