import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createNodeMachine } from "../../shared/video/node/node-machine.ts";
import { renderVideo } from "../../shared/video/render-video.ts";
import { HAS_CHROMIUM, launchChromium } from "../helpers/chromium.ts";
import { decodeI420At, psnrOf, streamInfo } from "../helpers/ffmpeg.ts";
import { readExample } from "../helpers/read-example.ts";
import { openPage, openStudio } from "../helpers/studio.ts";
import { pasteStory, readLuma } from "../helpers/studio-canvas.ts";

/** A quarter of the pixels: there is one more copy of each to read. */
const withSize = (story: unknown) => {
	const given = story as { readonly video?: object };
	return { ...given, video: { ...given.video, width: 540, height: 960 } };
};

// Measured in full size: 46 to 48 dB.
const EXAMPLES = ["whatsapp.json", "group.json", "fifty-messages.json"];

describe.skipIf(!HAS_CHROMIUM)("the picture of the studio", () => {
	let studio: Awaited<ReturnType<typeof openStudio>>;
	let browser: Browser;
	let dir: string;
	beforeAll(async () => {
		dir = mkdtempSync(join(tmpdir(), "chatreel-picture-"));
		[studio, browser] = await Promise.all([openStudio(), launchChromium()]);
	});
	afterAll(async () => {
		await browser?.close();
		await studio?.close();
		rmSync(dir, { recursive: true });
	});

	test.each(EXAMPLES)("%s stands on the canvas as in the server's video", async (name) => {
		const story = withSize(readExample(name));
		const output = join(dir, `${name}.mp4`);
		const { durationSeconds } = await renderVideo(story, { output }, createNodeMachine());
		const { fps, widthPx, heightPx } = streamInfo(output);
		const { page } = await openPage(browser, studio.address);
		await pasteStory(page, story);
		const position = page.getByRole("slider", { name: "Position" });
		await expect.poll(async () => Number(await position.getAttribute("max"))).toBeCloseTo(durationSeconds, 3);
		for (const share of [0.1, 0.37, 0.72, 1]) {
			const frame = Math.min(
				Math.floor(share * durationSeconds * fps),
				Math.round(durationSeconds * fps) - 1,
			);
			const decoded = decodeI420At(output, frame).subarray(0, widthPx * heightPx);
			await position.evaluate((range, seconds) => {
				if (!(range instanceof HTMLInputElement)) return;
				range.value = `${seconds}`;
				range.dispatchEvent(new InputEvent("input", { bubbles: true }));
			}, frame / fps);
			const psnr = async () => psnrOf(await readLuma(page), decoded);
			// What moves is planned after what stands: until then the resting picture before it is shown.
			await expect.poll(psnr, { message: `frame ${frame}` }).toBeGreaterThanOrEqual(40);
		}
	});
});
