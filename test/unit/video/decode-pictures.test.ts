import { describe, expect, test } from "vitest";
import { ChatreelError } from "../../../shared/core/errors.ts";
import { parseConversation } from "../../../shared/video/conversation/parse.ts";
import { readPictures } from "../../../shared/video/conversation/pictures/read-pictures.ts";
import { decodePictures } from "../../../shared/video/decode-pictures.ts";
import type { Graphics } from "../../../shared/video/graphics.ts";
import { graphics } from "../../../shared/video/node/graphics.ts";
import { toYuv } from "../../../shared/video/paint/yuv.ts";
import type { I420Picture } from "../../../shared/video/scene/picture.ts";
import type { Rect } from "../../../shared/video/scene/rect.ts";
import type { Scene, Shape } from "../../../shared/video/scene/scene.ts";
import { drawPictures } from "../../helpers/draw-pictures.ts";
import {
	bytesOf,
	dataUrl,
	encodeSample,
	pngChunk,
	pngFile,
	riffChunk,
	webpFile,
	withExif,
} from "../../helpers/picture-files.ts";

const KINDS = ["png", "jpeg", "webp"] as const;

const colourAt = ({ widthPx, y, u, v }: I420Picture, xPx: number, yPx: number) => {
	const chroma = (yPx >> 1) * (widthPx / 2) + (xPx >> 1);
	return { y: y[yPx * widthPx + xPx] ?? 0, u: u[chroma] ?? 0, v: v[chroma] ?? 0 };
};
const isColour = (picture: I420Picture, xPx: number, yPx: number, colour: string, tolerance = 4) => {
	const [is, should] = [colourAt(picture, xPx, yPx), toYuv(colour)];
	for (const channel of ["y", "u", "v"] as const)
		expect(Math.abs(is[channel] - should[channel]), `${colour} at ${xPx}, ${yPx}`).toBeLessThanOrEqual(
			tolerance,
		);
};
const [RED, GREEN, BLUE, WHITE, GROUND] = ["#ff0000", "#00ff00", "#0000ff", "#ffffff", "#ff00ff"] as const;

/** The sample's quarters, 24 × 16 px each, from the top left by rows, as each orientation shows them (Exif 2.32, tag 0x0112). */
const UPRIGHT: Readonly<Record<number, readonly [string, string, string, string]>> = {
	1: [RED, GREEN, BLUE, WHITE],
	2: [GREEN, RED, WHITE, BLUE],
	3: [WHITE, BLUE, GREEN, RED],
	4: [BLUE, WHITE, RED, GREEN],
	5: [RED, BLUE, GREEN, WHITE],
	6: [BLUE, RED, WHITE, GREEN],
	7: [WHITE, GREEN, BLUE, RED],
	8: [GREEN, WHITE, RED, BLUE],
};

describe("a picture on its way to paint", () => {
	test.each(KINDS)("of %s is upright, however its EXIF data says it is stored", async (kind) => {
		const orientations = [1, 2, 3, 4, 5, 6, 7, 8];
		const urls = orientations.map((orientation) => ({ url: dataUrl(kind, withExif(kind, orientation)) }));
		for (const [index, picture] of (await drawPictures(urls, graphics)).entries()) {
			const quarters = UPRIGHT[index + 1] ?? [];
			const [width, height] = index < 4 ? [48, 32] : [32, 48];
			for (const [at, colour] of quarters.entries()) {
				const left = 8 + (at % 2) * (width / 2);
				const top = 8 + (at >> 1) * (height / 2);
				// All of the quarter but its seams, which JPEG and WebP blur.
				for (let x = left + 4; x < left + width / 2 - 4; x += 2)
					for (let y = top + 4; y < top + height / 2 - 4; y += 2) isColour(picture, x, y, colour);
			}
			isColour(picture, 8 + width + 2, 8, GROUND);
			isColour(picture, 8, 8 + height + 2, GROUND);
		}
	});

	test("is cropped in pixels of the whole upright picture, also where it was made smaller", async () => {
		const url = dataUrl("png", withExif("png", 6, 480, 320));
		// Its upper right quarter, of 160 × 240 px, is red.
		const crop = { xPx: 160, yPx: 0, widthPx: 160, heightPx: 240 };
		const rect = { xPx: 8, yPx: 8, widthPx: 20, heightPx: 30 };
		const [picture] = await drawPictures([{ url, crop, rect }], graphics);
		if (picture === undefined) throw new Error("nothing drawn");
		for (const [x, y] of [
			[10, 10],
			[24, 10],
			[10, 34],
			[24, 34],
		] as const)
			isColour(picture, x, y, RED);
		isColour(picture, 30, 20, GROUND);
	});

	test.each([
		["grey of 1 bit", { depth: 1, colour: 0, rows: [0, 0b0101_0000] }],
		["grey of 16 bits", { depth: 16, colour: 0, rows: [0, 0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff] }],
		[
			"RGB of 16 bits",
			{ depth: 16, colour: 2, rows: [0, ...[0, 255, 0, 255].flatMap((v) => Array(6).fill(v))] },
		],
		["a palette", { depth: 8, colour: 3, rows: [0, 0, 1, 0, 1], palette: [0, 0, 0, 255, 255, 255] }],
		["grey with alpha", { depth: 8, colour: 4, rows: [0, 0, 255, 255, 255, 0, 255, 255, 255] }],
		["interlaced RGB", { depth: 8, colour: 2, interlaced: true, rows: "interlaced" }],
	] as const)("of PNG in %s is decoded", async (_, { depth, colour, rows, ...rest }) => {
		// Four pixels in a row: black, white, black, white. Adam7 sends the first, then the third, then the even ones.
		const sent = rows === "interlaced" ? [0, 0, 0, 0, 0, 0, 0, 0, 0, ...Array(6).fill(255)] : rows;
		const more = "palette" in rest ? [pngChunk("PLTE", Uint8Array.from(rest.palette))] : [];
		const interlaced = "interlaced" in rest;
		const file = pngFile({
			width: 4,
			height: 1,
			depth,
			colour,
			more,
			interlaced,
			rows: Uint8Array.from(sent),
		});
		const crop = { xPx: 0, yPx: 0, widthPx: 4, heightPx: 1 };
		const rect = { xPx: 0, yPx: 0, widthPx: 64, heightPx: 64 };
		const [picture] = await drawPictures([{ url: dataUrl("png", file), crop, rect }], graphics);
		if (picture === undefined) throw new Error("nothing drawn");
		for (const [x, light] of [
			[8, false],
			[24, true],
			[40, false],
			[56, true],
		] as const)
			expect(colourAt(picture, x, 32).y > 128, `at ${x}`).toBe(light);
	});

	test("of PNG with alpha lets the ground through", async () => {
		const columns = [255, 255, 255, 0, 255, 255, 255, 128, 255, 255, 255, 255, 0, 0, 0, 128];
		const row = [
			0,
			...[0, 4, 8, 12].flatMap((at) =>
				Array(12)
					.fill(columns.slice(at, at + 4))
					.flat(),
			),
		];
		const rows = Uint8Array.from(Array(8).fill(row).flat());
		const url = dataUrl("png", pngFile({ width: 48, height: 8, rows }));
		const [picture] = await drawPictures([{ url }], graphics);
		if (picture === undefined) throw new Error("nothing drawn");
		for (const [x, colour] of [
			[14, GROUND],
			[26, "#ff80ff"],
			[38, WHITE],
			[50, "#7f007f"],
		] as const)
			isColour(picture, x, 12, colour);
	});
});

/** Each name drawn in a size. */
function sceneOf(drawn: Readonly<Record<string, Rect>>, crop: Rect): Scene {
	const size = { widthPx: 2000, heightPx: 2000 };
	const shapes = Object.entries(drawn).map(
		([image, rect]): Shape => ({
			kind: "clip",
			d: "M0 0h9v9Z",
			shapes: [{ kind: "image", image, crop, rect }],
		}),
	);
	const placement = { item: "one", sprite: { key: "one", ...size, shapes }, xPx: 0, yPx: 0, opacity: 64 };
	const clip = { xPx: 0, yPx: 0, ...size };
	return { layers: [{ name: "column", clip, dyPx: 0, placements: [placement] }] };
}

const sized = (widthPx: number, heightPx: number): Rect => ({ xPx: 0, yPx: 0, widthPx, heightPx });

/** Counts what is decoded. */
function countingGraphics() {
	const asked: (readonly [number, number])[] = [];
	const decodeImage: Graphics["decodeImage"] = (bytes, most) => {
		asked.push([most.widthPx, most.heightPx]);
		return graphics.decodeImage(bytes, most);
	};
	return { graphics: { ...graphics, decodeImage }, asked };
}

const read = (images: readonly string[]) =>
	readPictures(
		parseConversation({ messages: images.map((url) => ({ sender: "you", text: "Hi", images: [url] })) }),
		{},
	);
const nameOf = (index: number) => `/messages/${index}/images/0`;

describe("decoding", () => {
	const photo = dataUrl("jpeg", encodeSample("jpeg", 400, 200));
	const other = dataUrl("png", encodeSample("png", 100, 100));

	test("is done once for each picture that is seen, in the largest size in which it is", async () => {
		const { graphics: counting, asked } = countingGraphics();
		const pictures = await read([photo, other, photo]);
		const whole = sized(400, 200);
		const scenes = [
			sceneOf({ [nameOf(0)]: sized(80, 40) }, whole),
			sceneOf({ [nameOf(2)]: sized(160, 60) }, whole),
		];
		const images = await decodePictures(pictures, scenes, { graphics: counting });
		expect(asked).toEqual([[160, 80]]);
		expect([...images.keys()]).toEqual([nameOf(0), nameOf(2)]);
		const { bitmap, widthPx, heightPx } = images.get(nameOf(0)) ?? {};
		expect([bitmap?.width, bitmap?.height, widthPx, heightPx]).toEqual([160, 80, 400, 200]);
		expect(images.get(nameOf(2))?.bitmap).toBe(bitmap);
	});

	test("takes a picture that fills a ground too", async () => {
		const { graphics: counting, asked } = countingGraphics();
		const pictures = await read([photo]);
		const [layer] = sceneOf({ [nameOf(0)]: sized(80, 40) }, sized(400, 200)).layers;
		const picture = layer?.placements[0]?.sprite;
		if (layer === undefined || picture === undefined) throw new Error("nothing drawn");
		const ground = { kind: "picture", picture, xPx: 0 } as const;
		const scene = { layers: [{ ...layer, ground, placements: [] }] };
		const images = await decodePictures(pictures, [scene], { graphics: counting });
		expect(asked).toEqual([[80, 40]]);
		expect([...images.keys()]).toEqual([nameOf(0)]);
	});

	test("is of the whole, however little of it is seen, and never larger than it is", async () => {
		const { graphics: counting, asked } = countingGraphics();
		const pictures = await read([photo, other]);
		const scenes = [
			sceneOf({ [nameOf(0)]: sized(100, 100) }, sized(200, 200)),
			sceneOf({ [nameOf(1)]: sized(900, 900) }, sized(100, 100)),
		];
		await decodePictures(pictures, scenes, { graphics: counting });
		expect(asked).toEqual([
			[200, 100],
			[100, 100],
		]);
	});

	test("makes all smaller alike where they would hold more than 128 MB", async () => {
		const asked: number[] = [];
		const header = {
			kind: "jpeg",
			widthPx: 8000,
			heightPx: 4000,
			orientation: 1,
			hasAlpha: true,
			exif: [],
		} as const;
		const pictures = [0, 1].map((index) => {
			const place = { name: nameOf(index), path: ["messages", index, "images", 0], source: `${index}.jpg` };
			return { places: [place], header, bytes: () => new Uint8Array() };
		});
		const decodeImage: Graphics["decodeImage"] = async (_, { widthPx, heightPx }) => {
			asked.push(widthPx * heightPx);
			return { width: widthPx, height: heightPx };
		};
		const whole = sized(8000, 4000);
		const scene = sceneOf({ [nameOf(0)]: whole, [nameOf(1)]: whole }, whole);
		await decodePictures(pictures, [scene], { graphics: { ...graphics, decodeImage } });
		expect(asked).toHaveLength(2);
		for (const pixels of asked) expect(Math.abs(pixels - 16e6)).toBeLessThan(1e4);
	});

	test("rejects with a fault for each place of a picture that is damaged behind a good header", async () => {
		const empty = webpFile(riffChunk("VP8L", bytesOf("2f 07c0 0010 00")));
		const short = dataUrl("png", pngFile({ width: 200, height: 200, colour: 2, rows: Buffer.alloc(5000) }));
		const broken = dataUrl("png", pngFile({ width: 8, height: 8, depth: 5 }));
		const urls = [short, photo, broken, short, dataUrl("webp", empty)];
		const pictures = await read(urls);
		const drawn = Object.fromEntries(urls.map((_, index) => [nameOf(index), sized(20, 20)]));
		const thrown = await decodePictures(pictures, [sceneOf(drawn, sized(8, 8))], { graphics }).catch(
			(error) => error,
		);
		expect(thrown).toBeInstanceOf(ChatreelError);
		expect(thrown.kind).toBe("INVALID_INPUT");
		expect(thrown.details.faults.map(({ message }: { message: string }) => message)).toEqual([
			"messages[0].images[0]: expected a picture, allowed: a sound PNG picture, received one whose data are damaged",
			"messages[3].images[0]: expected a picture, allowed: a sound PNG picture, received one whose data are damaged",
			"messages[2].images[0]: expected a picture, allowed: a sound PNG picture, received one whose data are damaged",
			"messages[4].images[0]: expected a picture, allowed: a sound WebP picture, received one whose data are damaged",
		]);
	});

	test("stops when the signal aborts", async () => {
		const pictures = await read([photo]);
		const scene = sceneOf({ [nameOf(0)]: sized(20, 20) }, sized(8, 8));
		const signal = AbortSignal.abort(new Error("enough"));
		await expect(decodePictures(pictures, [scene], { graphics, signal })).rejects.toThrow("enough");
	});
});
