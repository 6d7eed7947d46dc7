import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeSound } from "../../shared/video/sound/app-sounds.ts";
import { HAS_CHROMIUM, launchChromium } from "../helpers/chromium.ts";
import { greyOf, makeClip } from "../helpers/h264-clip.ts";
import { openPlayer, type Player } from "../helpers/player.ts";
import { writeClip } from "../helpers/write-clip.ts";

const sampleRate = 48_000;
const sound = {
	sampleRate,
	effects: [{ sampleRate, samples: makeSound("bells") }],
	starts: [{ effect: 0, atSample: 24 * 1024 }],
};

describe.skipIf(!HAS_CHROMIUM)("an MP4 of ours in Chromium", () => {
	let dir: string;
	let browser: Awaited<ReturnType<typeof launchChromium>>;
	let player: Player;
	beforeAll(async () => {
		dir = mkdtempSync(join(tmpdir(), "chatreel-browser-"));
		await writeClip(join(dir, "video.mp4"), makeClip({ frames: 100, keyEvery: 30, profile: "high" }), sound);
		browser = await launchChromium();
		player = await openPlayer(browser, join(dir, "video.mp4"), 30);
	});
	afterAll(async () => {
		await player?.close();
		await browser?.close();
		rmSync(dir, { recursive: true });
	});

	test("is as long and as large as it was made", async () => {
		expect(await player.size()).toEqual({ widthPx: 240, heightPx: 426 });
		expect(await player.durationSeconds()).toBeCloseTo(100 / 30, 2);
	});

	test("shows the right picture wherever it is sought", async () => {
		for (const index of [0, 99, 1, 50, 29, 30, 31, 75, 60, 98]) {
			const [red = 0] = await player.pixelAt(index, 120, 213);
			// Limited-range luma as full-range RGB.
			expect(Math.abs(red - ((greyOf(index) - 16) * 255) / 219), `picture ${index}`).toBeLessThan(1.2);
		}
	});

	test("plays to its end, with sound", async () => {
		expect(await player.playToEnd()).toMatchObject({ error: null, hasSound: true });
	});
});
