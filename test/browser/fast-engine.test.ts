import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HAS_CHROMIUM, launchChromium } from "../helpers/chromium.ts";
import { encodeFilm } from "../helpers/encode-film.ts";
import { type Film, filmOf } from "../helpers/film.ts";
import { openPlayer, type Player } from "../helpers/player.ts";

const chat = {
	video: { width: 240, height: 426, fps: 24, durationSeconds: 12 },
	messages: Array.from({ length: 8 }, (_, index) => ({
		sender: index % 3 === 0 ? "you" : "them",
		text: `Message ${index}, which is long enough to take two lines or three of a small screen`,
		timestamp: 0.4 + 1.3 * index,
	})),
};

/** Spread over the video: at rest, in a fade, while it scrolls and with dots, forwards and backwards. */
const FRAMES = [0, 287, 11, 150, 60, 122, 119, 245, 33, 200];

describe.skipIf(!HAS_CHROMIUM)("a video of the fast engine in Chromium", () => {
	let dir: string;
	let film: Film;
	let browser: Awaited<ReturnType<typeof launchChromium>>;
	let player: Player;
	beforeAll(async () => {
		dir = mkdtempSync(join(tmpdir(), "chatreel-browser-"));
		film = await filmOf(chat);
		const { file, counts } = await encodeFilm(film, dir);
		expect(counts).toMatchObject({ frames: 288, keys: 3 });
		expect(counts.scrolls).toBeGreaterThan(20);
		browser = await launchChromium();
		player = await openPlayer(browser, file, 24);
	});
	afterAll(async () => {
		await player?.close();
		await browser?.close();
		rmSync(dir, { recursive: true });
	});

	test("shows the right picture in ten places, sought in any order", async () => {
		const drawn = FRAMES.map((frame) => greyOf(film.pictureAt(frame).y));
		for (const [index, frame] of FRAMES.entries()) {
			const shown = await player.greyAt(frame);
			const distances = drawn.map((grey) => meanDistance(grey, shown));
			expect(distances[index], `frame ${frame}`).toBeLessThan(2);
			// It is that picture and no other.
			const others = distances.filter((_, other) => film.holdAt(FRAMES[other] ?? 0) !== film.holdAt(frame));
			expect(others.length).toBeGreaterThan(7);
			expect(Math.min(...others)).toBeGreaterThan(distances[index] ?? 0);
		}
	});

	test("plays to its end, with sound", async () => {
		expect(await player.playToEnd()).toMatchObject({ error: null, hasSound: true });
	});
});

/** Limited-range luma as full-range grey. */
function greyOf(luma: Uint8Array): Float32Array {
	return Float32Array.from(luma, (sample) => ((sample - 16) * 255) / 219);
}

function meanDistance(one: Float32Array, other: Uint8Array): number {
	return one.reduce((sum, sample, index) => sum + Math.abs(sample - (other[index] ?? 0)), 0) / one.length;
}
