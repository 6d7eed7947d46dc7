import { createFault, createInputError, type Fault } from "../core/fault.ts";
import { dropExif } from "./conversation/pictures/drop-exif.ts";
import type { PictureHeader } from "./conversation/pictures/picture-header.ts";
import type { ReadPicture } from "./conversation/pictures/read-pictures.ts";
import type { Bitmap, Graphics } from "./graphics.ts";
import type { DrawnImage } from "./paint/rasterise.ts";
import type { Size } from "./scene/rect.ts";
import type { Ground, Layer, Scene, Shape, Sprite } from "./scene/scene.ts";

/**
 * What all decoded pictures of a video hold together, 128 MB: were they more, all are made smaller alike. While one is decoded, it is in
 * memory as a whole too, 200 MB at most.
 */
const DECODED_PIXELS = 32e6;

type DecodeOptions = {
	readonly graphics: Pick<Graphics, "createCanvas" | "decodeImage">;
	readonly signal?: AbortSignal | undefined;
};

/**
 * Decodes the pictures that are seen in scenes, each once and no larger than it is drawn, by the names of all their places. Rejects with
 * INVALID_INPUT that lists all that have a good header and damaged data.
 */
export async function decodePictures(
	pictures: readonly ReadPicture[],
	scenes: readonly Scene[],
	{ graphics, signal }: DecodeOptions,
): Promise<ReadonlyMap<string, DrawnImage>> {
	const images = new Map<string, DrawnImage>();
	if (pictures.length === 0) return images;
	const shares = findShares(pictures, scenes);
	const damaged = new Set<ReadPicture>();
	// The largest first: while it is whole in memory there is little else.
	const largestFirst = [...shares].toSorted(([a], [b]) => countPixels(b.header) - countPixels(a.header));
	for (const [picture, share] of largestFirst) {
		signal?.throwIfAborted();
		const { widthPx, heightPx } = picture.header;
		const bitmap = await decode(picture, share, graphics);
		if (bitmap === null) damaged.add(picture);
		else for (const { name } of picture.places) images.set(name, { bitmap, widthPx, heightPx });
	}
	const faults = pictures.filter((picture) => damaged.has(picture)).flatMap(listFaults);
	if (faults.length > 0) throw createInputError("conversation", faults);
	return images;
}

/** The pixels of the files of all pictures that `decodePictures` decodes. */
export function countDecodedPixels(pictures: readonly ReadPicture[], scenes: readonly Scene[]): number {
	if (pictures.length === 0) return 0;
	return [...findShares(pictures, scenes).keys()].reduce((sum, { header }) => sum + countPixels(header), 0);
}

function listFaults({ places, header: { kind } }: ReadPicture): readonly Fault[] {
	const name = { png: "PNG", jpeg: "JPEG", webp: "WebP" }[kind];
	const words = { allowed: `a sound ${name} picture`, received: "one whose data are damaged" };
	return places.map(({ path }) => createFault(path, { expected: "a picture", ...words }));
}

const countPixels = ({ widthPx, heightPx }: Size) => widthPx * heightPx;

/** By how much each picture that is drawn is made smaller, at most 1. */
function findShares(
	pictures: readonly ReadPicture[],
	scenes: readonly Scene[],
): ReadonlyMap<ReadPicture, number> {
	const drawn = new Map<string, number>();
	for (const sprite of listSprites(scenes)) noteShares(sprite.shapes, drawn);
	const shares = new Map<ReadPicture, number>();
	for (const picture of pictures) {
		const share = Math.max(0, ...picture.places.map(({ name }) => drawn.get(name) ?? 0));
		if (share > 0) shares.set(picture, Math.min(1, share));
	}
	const together = [...shares].reduce(
		(sum, [{ header }, share]) => sum + countPixels(header) * share ** 2,
		0,
	);
	const smaller = Math.min(1, Math.sqrt(DECODED_PIXELS / together));
	return new Map([...shares].map(([picture, share]) => [picture, share * smaller]));
}

/** A layer that did not change is one object in many scenes. */
function listSprites(scenes: readonly Scene[]): ReadonlySet<Sprite> {
	const layers = new Set(scenes.flatMap((scene) => scene.layers));
	return new Set([...layers].flatMap(spritesOf));
}

function spritesOf({ ground, placements }: Layer): readonly Sprite[] {
	return [
		...groundSprites(ground),
		...placements.flatMap(({ sprite, from }) => (from === undefined ? [sprite] : [sprite, from])),
	];
}

function groundSprites(ground: Ground | undefined): readonly Sprite[] {
	if (typeof ground !== "object" || ground.kind === "gradient") return [];
	return [ground.kind === "tile" ? ground.tile : ground.picture];
}

/** Of each image the largest size in which it is drawn, by that of the picture. */
function noteShares(shapes: readonly Shape[], drawn: Map<string, number>): void {
	for (const shape of shapes) {
		if (shape.kind === "clip") noteShares(shape.shapes, drawn);
		if (shape.kind !== "image") continue;
		const { image, crop, rect } = shape;
		const share = Math.max(rect.widthPx / crop.widthPx, rect.heightPx / crop.heightPx);
		drawn.set(image, Math.max(share, drawn.get(image) ?? 0));
	}
}

/** Upright. Null where its data are damaged. */
async function decode(
	{ header, bytes }: ReadPicture,
	share: number,
	graphics: DecodeOptions["graphics"],
): Promise<Bitmap | null> {
	const { orientation, hasAlpha } = header;
	const shrink = (px: number) => Math.max(1, Math.round(px * share));
	const [widthPx, heightPx] = [shrink(header.widthPx), shrink(header.heightPx)];
	const stored = orientation >= 5 ? { widthPx: heightPx, heightPx: widthPx } : { widthPx, heightPx };
	const bitmap = await graphics.decodeImage(dropExif(bytes(), header), stored).catch(() => null);
	if (bitmap === null || !isAbout(bitmap, stored)) return null;
	if (!hasAlpha && hasHoles(bitmap, graphics)) return null;
	return orientation === 1 ? bitmap : turn(bitmap, orientation, graphics);
}

/** Whether a picture has the shape that its header says; rounding may cost a pixel. */
function isAbout({ width, height }: Bitmap, { widthPx, heightPx }: Size): boolean {
	return Math.abs(width - widthPx) <= 1 && Math.abs(height - heightPx) <= 1;
}

/** Some decoders leave transparent what is missing at the end of the data. */
function hasHoles(bitmap: Bitmap, { createCanvas }: Pick<Graphics, "createCanvas">): boolean {
	const { width, height } = bitmap;
	const lastRow = createCanvas(width, 1);
	lastRow.getContext("2d").drawImage(bitmap, 0, 1 - height);
	return lastRow.rgba().some((value, at) => at % 4 === 3 && value < 255);
}

function turn(
	bitmap: Bitmap,
	orientation: PictureHeader["orientation"],
	{ createCanvas }: Pick<Graphics, "createCanvas">,
): Bitmap {
	const { width, height } = bitmap;
	const canvas = orientation >= 5 ? createCanvas(height, width) : createCanvas(width, height);
	const context = canvas.getContext("2d");
	context.transform(...TURNS[orientation](canvas.width, canvas.height));
	context.drawImage(bitmap, 0, 0);
	return canvas;
}

type Turn = (width: number, height: number) => [number, number, number, number, number, number];

/** From the stored picture to the upright one of a size, as `transform` takes it. */
const TURNS: Readonly<Record<PictureHeader["orientation"], Turn>> = {
	1: () => [1, 0, 0, 1, 0, 0],
	2: (width) => [-1, 0, 0, 1, width, 0],
	3: (width, height) => [-1, 0, 0, -1, width, height],
	4: (_, height) => [1, 0, 0, -1, 0, height],
	5: () => [0, 1, 1, 0, 0, 0],
	6: (width) => [0, 1, -1, 0, width, 0],
	7: (width, height) => [0, -1, -1, 0, width, height],
	8: (_, height) => [0, -1, 1, 0, 0, height],
};
