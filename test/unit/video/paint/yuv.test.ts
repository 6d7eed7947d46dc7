import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphics } from "../../../../shared/video/node/graphics.ts";
import { createPainter } from "../../../../shared/video/paint/painter.ts";
import { halfSizeRgba } from "../../../../shared/video/paint/rgba.ts";
import { toYuv } from "../../../../shared/video/paint/yuv.ts";
import { allocatePicture } from "../../../../shared/video/scene/picture.ts";
import type { Scene, Sprite } from "../../../../shared/video/scene/scene.ts";

const SIZE = { widthPx: 4, heightPx: 4 };

/** A flat area of one colour, as a ground, and as a sprite that covers another. */
function flatScenes(colour: string): readonly Scene[] {
	const sprite: Sprite = {
		...{ key: colour, ...SIZE },
		shapes: [{ kind: "path", d: "M0 0h4v4h-4Z", fill: colour }],
	};
	const clip = { xPx: 0, yPx: 0, ...SIZE };
	const placement = { item: "flat", sprite, xPx: 0, yPx: 0, opacity: 64 };
	return [
		{ layers: [{ name: "column", clip, dyPx: 0, ground: colour, placements: [] }] },
		{ layers: [{ name: "column", clip, dyPx: 0, ground: "#123456", placements: [placement] }] },
	];
}

describe("a colour", () => {
	test.each([
		["#ffffff", { y: 235, u: 128, v: 128 }],
		["#000000", { y: 16, u: 128, v: 128 }],
		// ITU-R BT.709-6, items 3.2 to 3.4 and 4.6, by hand.
		["#ff0000", { y: 63, u: 102, v: 240 }],
		["#0000ff", { y: 32, u: 240, v: 118 }],
	])("%s is %j in BT.709, limited range", (colour, yuv) => {
		expect(toYuv(colour)).toEqual(yuv);
	});

	test("of a flat area comes out as the same colour, and back within 2", () => {
		const { draw } = createPainter(SIZE, { graphics, typesetter: { fill: () => {} }, images: new Map() });
		fc.assert(
			fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), (rgb) => {
				const hex = `#${rgb.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
				for (const scene of flatScenes(hex)) {
					const picture = draw(scene);
					expect({ y: picture.y[5], u: picture.u[3], v: picture.v[0] }).toEqual(toYuv(hex));
					const back = halfSizeRgba(picture);
					for (const channel of [0, 1, 2])
						expect(Math.abs((back[channel] ?? 0) - (rgb[channel] ?? 0))).toBeLessThanOrEqual(2);
				}
			}),
		);
	});

	test("of a half-size picture is the mean of its four pixels", () => {
		const picture = allocatePicture(4, 2);
		picture.u.fill(128);
		picture.v.fill(128);
		picture.y.set([16, 235, 16, 16, 16, 235, 235, 16]);
		expect([...halfSizeRgba(picture)]).toEqual([128, 128, 128, 255, 64, 64, 64, 255]);
	});
});
