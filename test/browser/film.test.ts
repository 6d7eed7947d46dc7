import { globSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fontsOnDisk } from "../../shared/video/node/fonts/font-files.ts";
import { graphics } from "../../shared/video/node/graphics.ts";
import type { Hold } from "../../shared/video/scene/scene.ts";
import { HAS_CHROMIUM, launchChromium } from "../helpers/chromium.ts";
import { psnrOf } from "../helpers/ffmpeg.ts";
import { dataUrl, encodeSample } from "../helpers/picture-files.ts";
import { readExample } from "../helpers/read-example.ts";
import { planFor } from "./page/describe-film.ts";
import type * as inPage from "./page/film-page.ts";
import { openPage } from "./page/open-page.ts";

const EXAMPLES_DIR = join(import.meta.dirname, "../../examples");
const EXAMPLES = globSync("*.json", { cwd: EXAMPLES_DIR }).sort();

const picture = dataUrl("png", encodeSample("png", 300, 200));
/** Of two looks: avatars, names, times, receipts, pictures, a gradient of the screen, a wallpaper, springs and flights. */
const CHATS: Readonly<Record<string, object>> = {
	whatsapp: {
		theme: { name: "whatsapp" },
		title: "Harbour lights",
		people: [
			{ id: "maya", name: "Maya", picture },
			{ id: "ben", name: "Ben" },
		],
		messages: [
			{ from: "maya", text: "Who saw the lights tonight?", time: "21:40" },
			{ from: "ben", images: [picture, picture, picture], time: "21:41" },
			{ from: "you", text: "I did", time: "21:42", receipt: "read" },
			{ from: "maya", text: "All of them, and one was a bird" },
		],
	},
	imessage: {
		theme: { name: "imessage", mode: "dark" },
		messages: [
			{ sender: "them", text: "Did you see the lights over the harbour tonight?" },
			{ sender: "you", text: "I counted four colours, and then it was over", receipt: "read" },
			{ sender: "them", images: [picture], text: "Look, this one here" },
			{ sender: "you", text: "Next year we go up the hill before it begins" },
		],
	},
};
const NAMES = [...EXAMPLES, ...Object.keys(CHATS)];
const conversationOf = (name: string): unknown => CHATS[name] ?? readExample(name);
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

	test.each(NAMES)("%s is planned as on the server", async (name) => {
		const value = conversationOf(name);
		const { described } = await planHere(value);
		const ofPage = await opened.evaluate((given) => page.describeFilm(given), value);
		expect(ofPage.lines).toEqual(described.lines);
		expect(ofPage.sprites).toEqual(described.sprites);
		expect(ofPage).toEqual(described);
	});

	// Measured: 44.6 to 52.6 dB, and 39.3 for emoji.json. Type that is 1.6 % larger in the page gives 19 to 25. Emoji differ most: Node
	// sets them between pixels, and Chromium on whole ones.
	test.each([
		...NAMES.map((name) => [name, "at its end", atEnd, name === "emoji.json" ? 39 : 40] as const),
		["fifty-messages.json", "while it scrolls", whileItScrolls, 40] as const,
		["imessage", "while it scrolls", whileItScrolls, 40] as const,
		["imessage", "while one springs", whileOneSprings, 40] as const,
	])("%s %s looks as on the server", async (name, _, choose, leastDb) => {
		const value = conversationOf(name);
		const { planned, drawAt } = await planHere(value);
		const hold = choose(planned.film.holds);
		const luma = await opened.evaluate(([given, at]) => page.drawLuma(given, at), [value, hold] as const);
		expect(psnrOf(Buffer.from(luma, "base64"), drawAt(hold).y)).toBeGreaterThanOrEqual(leastDb);
	});
});

const atEnd = (holds: readonly Hold[]) => holds.length - 1;

/** The middle one of the pictures in which a sprite is drawn larger or smaller than it is. */
function whileOneSprings(holds: readonly Hold[]): number {
	const isScaled = ({ scene: { layers } }: Hold) =>
		layers.some(({ placements }) => placements.some(({ scale }) => scale !== undefined));
	const scaled = [...holds.keys()].filter((hold) => isScaled(holds[hold] as Hold));
	expect(scaled.length).toBeGreaterThan(2);
	return scaled[Math.floor(scaled.length / 2)] ?? 0;
}

/** The middle one of the pictures whose column stands elsewhere than in those beside them. */
function whileItScrolls(holds: readonly Hold[]): number {
	const dyPx = holds.map(({ scene }) => scene.layers.find(({ name }) => name === "column")?.dyPx);
	const scrolling = [...holds.keys()].filter(
		(hold) =>
			hold > 0 && hold < holds.length - 1 && dyPx[hold] !== dyPx[hold - 1] && dyPx[hold] !== dyPx[hold + 1],
	);
	expect(scrolling.length).toBeGreaterThan(10);
	return scrolling[Math.floor(scrolling.length / 2)] ?? 0;
}
