import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fontsOnDisk } from "../../shared/video/node/fonts/font-files.ts";
import { graphics } from "../../shared/video/node/graphics.ts";
import type { Hold } from "../../shared/video/scene/scene.ts";
import { HAS_CHROMIUM, launchChromium } from "../helpers/chromium.ts";
import { psnrOf } from "../helpers/ffmpeg.ts";
import { planFor } from "./page/describe-film.ts";
import type * as inPage from "./page/film-page.ts";
import { openPage } from "./page/open-page.ts";

const EXAMPLES_DIR = join(import.meta.dirname, "../../examples");
const EXAMPLES = globSync("*.json", { cwd: EXAMPLES_DIR }).sort();

const read = (example: string): unknown => JSON.parse(readFileSync(join(EXAMPLES_DIR, example), "utf8"));
const planHere = (value: unknown) => planFor(value, { graphics, fonts: fontsOnDisk });

declare const page: typeof inPage;

describe.skipIf(!HAS_CHROMIUM)("in a page", () => {
	let browser: Browser;
	let opened: Page;
	beforeAll(async () => {
		browser = await launchChromium();
		opened = await openPage(browser, join(import.meta.dirname, "page/film-page.ts"));
	});
	afterAll(() => browser?.close());

	test.each(EXAMPLES)("%s is planned as on the server", async (example) => {
		const value = read(example);
		const { described } = await planHere(value);
		const ofPage = await opened.evaluate((given) => page.describeFilm(given), value);
		expect(ofPage.lines).toEqual(described.lines);
		expect(ofPage.sprites).toEqual(described.sprites);
		expect(ofPage).toEqual(described);
	});

	// Measured: 48.1, 43.0, 47.9 and 40.0 dB. Type that is 1.6 % larger in the page gives 19 to 25. Emoji differ most: Node sets them
	// between pixels, and Chromium on whole ones.
	test.each([
		["first-date.json", "at its end", atEnd, 40],
		["five-scripts.json", "at its end", atEnd, 40],
		["fifty-messages.json", "while it scrolls", whileItScrolls, 40],
		["emoji.json", "at its end", atEnd, 39],
	])("%s %s looks as on the server", async (example, _, choose, leastDb) => {
		const value = read(example);
		const { planned, drawAt } = await planHere(value);
		const hold = choose(planned.film.holds);
		const luma = await opened.evaluate(([given, at]) => page.drawLuma(given, at), [value, hold] as const);
		expect(psnrOf(Buffer.from(luma, "base64"), drawAt(hold).y)).toBeGreaterThanOrEqual(leastDb);
	});
});

const atEnd = (holds: readonly Hold[]) => holds.length - 1;

/** The middle one of the pictures whose column stands elsewhere than in those beside them. */
function whileItScrolls(holds: readonly Hold[]): number {
	const dyPx = holds.map(({ scene }) => scene.layers.find(({ name }) => name === "column")?.dyPx);
	const scrolling = [...holds.keys()].filter(
		(hold) =>
			hold > 0 && hold < holds.length - 1 && dyPx[hold] !== dyPx[hold - 1] && dyPx[hold] !== dyPx[hold + 1],
	);
	expect(scrolling.length).toBeGreaterThan(20);
	return scrolling[Math.floor(scrolling.length / 2)] ?? 0;
}
