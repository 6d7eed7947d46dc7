import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fontsOnDisk } from "../../shared/video/node/fonts/font-files.ts";
import { graphics } from "../../shared/video/node/graphics.ts";
import { HAS_CHROMIUM, launchChromium } from "../helpers/chromium.ts";
import { drawPictures } from "../helpers/draw-pictures.ts";
import { dataUrl, encodeSample, pngFile, withExif } from "../helpers/picture-files.ts";
import { openPage } from "./page/open-page.ts";
import { setTexts, type Texts } from "./page/set-texts.ts";
import type * as inPage from "./page/text-page.ts";

const EXAMPLES_DIR = join(import.meta.dirname, "../../examples");
const EXAMPLES = globSync("*.json", { cwd: EXAMPLES_DIR }).sort();

/** An iPhone's message and its bubble (390 points wide, of which 0.72 less the padding) on a screen of 1080 pixels. */
const PX_PER_PT = 1080 / 390;
const MESSAGE = {
	style: { sizePx: 17 * PX_PER_PT, weight: 400 },
	maxWidthPx: (0.72 * 390 - 2 * 12.5) * PX_PER_PT,
} as const;

function textsOf(example: string, set: Omit<Texts[number], "text">): Texts {
	const { messages } = JSON.parse(readFileSync(join(EXAMPLES_DIR, example), "utf8"));
	return messages.flatMap(({ text }: { readonly text?: string }) =>
		text === undefined ? [] : { text, ...set },
	);
}

declare const page: typeof inPage;

describe.skipIf(!HAS_CHROMIUM)("in a page", () => {
	let browser: Browser;
	let opened: Page;
	beforeAll(async () => {
		browser = await launchChromium();
		opened = await openPage(browser, join(import.meta.dirname, "page/text-page.ts"));
	});
	afterAll(() => browser?.close());

	const inBoth = async (texts: Texts) => ({
		ofServer: await setTexts(texts, { graphics, fonts: fontsOnDisk }),
		ofPage: await opened.evaluate((given) => page.setTexts(given), texts),
	});

	test.each([
		["messages at 1080 pixels", 17, 1080],
		["messages at 640 pixels", 17, 640],
		["small type at 640 pixels", 11, 640],
		["lone emoji at 1080 pixels", 52, 1080],
	])("all examples as %s are as wide as on the server", async (_, sizePt, screenPx) => {
		const pxPerPt = screenPx / 390;
		for (const weight of [400, 600] as const) {
			const style = { sizePx: sizePt * pxPerPt, weight };
			const texts = EXAMPLES.flatMap((example) => textsOf(example, { style, maxWidthPx: 280 * pxPerPt }));
			const { ofServer, ofPage } = await inBoth(texts);
			expect(textsIn(ofPage)).toEqual(textsIn(ofServer));
			expect(spriteWidths(ofPage)).toEqual(spriteWidths(ofServer));
			const lines = ofServer.flat();
			const apartPx = ofPage
				.flat()
				.map(({ widthPx }, index) => Math.abs(widthPx - (lines[index]?.widthPx ?? 0)));
			// Kerning is scaled by the size as it was written, which is not the same to the last digit.
			expect(Math.max(...apartPx)).toBeLessThan(0.01);
		}
	});

	test("letters that are drawn by hand, or in one optical size, are as wide as on the server", async () => {
		const texts = ["ɛ̂ ɔ́ замо́к қ́ ғ̃ u̲n̲d̲", "( ͡° ͜ʖ ͡°) あ゙ ☜(ﾟヮﾟ☜)", "so ❤️‍🔥 it 👨‍🔥", "\u{13000} a⃝ b̊"];
		const { ofServer, ofPage } = await inBoth(texts.map((text) => ({ text, ...MESSAGE })));
		expect(textsIn(ofPage)).toEqual(textsIn(ofServer));
		expect(spriteWidths(ofPage)).toEqual(spriteWidths(ofServer));
	});

	test("letters that are set closer are so by the same, in every script", async () => {
		const more = ["ffi fl -> 9:41 Résumé Ναι Привет", "これ is カナ", "สวัสดี hello ครับ", "نعم OK", "ɛ̂ ɔ́ 1️⃣ ©️"];
		for (const sizePx of [16.49, 45.7]) {
			const style = { sizePx, weight: 400, trackingPx: -0.013 * sizePx } as const;
			const texts = [
				...EXAMPLES.flatMap((example) => textsOf(example, { style, maxWidthPx: 17 * sizePx })),
				...more.map((text) => ({ text, style, maxWidthPx: 17 * sizePx })),
			];
			const { ofServer, ofPage } = await inBoth(texts);
			expect(textsIn(ofPage)).toEqual(textsIn(ofServer));
			const lines = ofServer.flat();
			const apartPx = ofPage
				.flat()
				.map(({ widthPx }, index) => Math.abs(widthPx - (lines[index]?.widthPx ?? 0)));
			expect(Math.max(...apartPx)).toBeLessThan(0.01);
		}
	});

	test("a picture is decoded small enough, and read back multiplied by alpha", async () => {
		const bytes = [...encodeSample("jpeg", 20, 40)];
		const most = { widthPx: 10, heightPx: 10 };
		const drawn = await opened.evaluate(([file, limit]) => page.drawPicture(file, limit), [
			bytes,
			most,
		] as const);
		expect(drawn.size).toEqual([5, 10]);
		const [red = 0, , , alpha] = drawn.rgba;
		expect(alpha).toBe(128);
		expect(red).toBeGreaterThan(110);
		expect(red).toBeLessThanOrEqual(128);
	});

	test.each(["png", "jpeg", "webp"] as const)(
		"a %s is painted upright as on the server, however its EXIF data says it is stored",
		async (kind) => {
			const shown = [1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => ({
				url: dataUrl(kind, withExif(kind, orientation)),
			}));
			const ofServer = await drawPictures(shown, graphics);
			const ofPage = await opened.evaluate((given) => page.drawPictures(given), shown);
			for (const [index, { y, u, v }] of ofServer.entries()) {
				const offBy = [...y, ...u, ...v].map((value, at) => Math.abs(value - (ofPage[index]?.[at] ?? 0)));
				// Two decoders of JPEG differ by some levels at the seams of colours.
				expect(Math.max(...offBy), `orientation ${index + 1}`).toBeLessThanOrEqual(kind === "png" ? 1 : 8);
			}
		},
	);

	test("a picture whose data are damaged is refused in both", async () => {
		const short = dataUrl("png", pngFile({ width: 20, height: 20, colour: 2, rows: Buffer.alloc(100) }));
		await expect(drawPictures([{ url: short }], graphics)).rejects.toThrow("a sound PNG picture");
		await expect(opened.evaluate((url) => page.drawPictures([{ url }]), short)).rejects.toThrow(
			"a sound PNG picture",
		);
	});
});

const textsIn = (set: readonly (readonly { readonly text: string }[])[]) =>
	set.map((lines) => lines.map(({ text }) => text));

/** Sprites have even sizes. */
const spriteWidths = (set: readonly (readonly { readonly widthPx: number }[])[]) =>
	set.map((lines) => lines.map(({ widthPx }) => 2 * Math.ceil(widthPx / 2)));
