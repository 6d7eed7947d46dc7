import { describe, expect, test } from "vitest";
import { graphics } from "../../../../shared/video/node/graphics.ts";
import { encodeSample } from "../../../helpers/picture-files.ts";

const pixels = (width: number, height: number, draw: (context: ReturnType<typeof contextOf>) => void) => {
	const canvas = graphics.createCanvas(width, height);
	draw(contextOf(canvas));
	return [...canvas.rgba()];
};
const contextOf = (canvas: ReturnType<typeof graphics.createCanvas>) => canvas.getContext("2d");

describe("a canvas", () => {
	test("gives its colours multiplied by their alpha", () => {
		const drawn = pixels(1, 1, (context) => {
			context.globalAlpha = 128 / 255;
			context.fillStyle = "#c86432";
			context.fillRect(0, 0, 1, 1);
		});
		expect(drawn).toEqual([100, 50, 25, 128]);
	});

	test("fills a path, even-odd if asked to", () => {
		const nested = graphics.path("M0 0h3v3h-3ZM1 1h1v1h-1Z");
		const alphaInside = (rule?: "evenodd") =>
			pixels(3, 3, (context) => context.fill(nested, rule)).at(4 * 4 + 3);
		expect([alphaInside(), alphaInside("evenodd")]).toEqual([255, 0]);
	});
});

describe("a picture", () => {
	test("is decoded small enough, in its shape", async () => {
		const image = await graphics.decodeImage(encodeSample("jpeg", 40, 80), { widthPx: 10, heightPx: 10 });
		expect([image.width, image.height]).toEqual([5, 10]);
		const drawn = pixels(5, 10, (context) => context.drawImage(image, 0, 0));
		expect(drawn[0]).toBeGreaterThan(200);
		expect(drawn[4 * 5 * 9 + 2]).toBeGreaterThan(200);
	});

	test("keeps its size where that is small enough", async () => {
		const image = await graphics.decodeImage(encodeSample("webp"), { widthPx: 1000, heightPx: 1000 });
		expect([image.width, image.height]).toEqual([48, 32]);
	});

	test("that is none is an error", async () => {
		await expect(
			graphics.decodeImage(Buffer.from("no picture"), { widthPx: 9, heightPx: 9 }),
		).rejects.toThrow();
	});
});

test("a font that does not load is named, without its path", () => {
	const none = { alias: "none", family: "none", index: 0, location: "/nowhere.woff2", variation: "normal" };
	const file = { ...none, isFor: () => true, cmap: () => new Set<number>() };
	expect(() => graphics.loadFont(file)).toThrow('The font "none" could not be loaded.');
});
