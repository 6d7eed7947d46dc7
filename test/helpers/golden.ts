import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import type { I420Picture } from "../../shared/video/scene/picture.ts";
import { decodePng, encodePng, type Pixels, rgbaOf } from "./rgba.ts";

const IMAGES = join(import.meta.dirname, "../golden/images");
const FAILED = join(import.meta.dirname, "../golden/failed");
/** A pixel counts as another where a channel is off by more: another processor may round an edge another way. */
const CHANNEL_TOLERANCE = 8;
/** So many other pixels are let pass. One corner of one bubble is more. */
const MAX_OTHER_PIXELS = 6;

/**
 * Holds a picture against `test/golden/images/NAME.png`. A missing image fails. Where they differ, the picture and a map
 * of its other pixels are written to `test/golden/failed/`. Only UPDATE_GOLDEN=1 writes goldens.
 */
export async function expectGolden(name: string, picture: I420Picture): Promise<void> {
	const file = join(IMAGES, `${name}.png`);
	const actual = { widthPx: picture.widthPx, heightPx: picture.heightPx, rgba: rgbaOf(picture) };
	if (process.env["UPDATE_GOLDEN"] === "1") {
		await mkdir(IMAGES, { recursive: true });
		await writeFile(file, await encodePng(actual));
		return;
	}
	if (!existsSync(file)) {
		await writeFailed(name, actual);
		expect.fail(
			`There is no test/golden/images/${name}.png. Look at test/golden/failed/${name}.png; npm run golden:update makes it.`,
		);
	}
	const expected = await decodePng(await readFile(file));
	expect([actual.widthPx, actual.heightPx], "size").toEqual([expected.widthPx, expected.heightPx]);
	const others = otherPixels(actual, expected);
	if (others.length <= MAX_OTHER_PIXELS) {
		await rm(join(FAILED, `${name}.png`), { force: true });
		return;
	}
	await writeFailed(name, actual, others);
	expect.fail(
		`${others.length} pixels of ${name} are not as in its golden image: see test/golden/failed/${name}.png and ${name}.diff.png.`,
	);
}

function otherPixels(actual: Pixels, expected: Pixels): number[] {
	const others: number[] = [];
	for (let pixel = 0; pixel < actual.widthPx * actual.heightPx; pixel++) {
		const isOther = [0, 1, 2].some(
			(channel) =>
				Math.abs((actual.rgba[4 * pixel + channel] ?? 0) - (expected.rgba[4 * pixel + channel] ?? 0)) >
				CHANNEL_TOLERANCE,
		);
		if (isOther) others.push(pixel);
	}
	return others;
}

async function writeFailed(name: string, actual: Pixels, others: readonly number[] = []): Promise<void> {
	await mkdir(FAILED, { recursive: true });
	await writeFile(join(FAILED, `${name}.png`), await encodePng(actual));
	if (others.length === 0) return;
	const rgba = new Uint8ClampedArray(actual.rgba.length).fill(255);
	for (const pixel of others) rgba.set([220, 0, 60, 255], 4 * pixel);
	await writeFile(join(FAILED, `${name}.diff.png`), await encodePng({ ...actual, rgba }));
}
