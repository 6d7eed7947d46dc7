import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { ChatreelError } from "../../shared/core/errors.ts";
import { buildStudio } from "../build/studio.ts";
import { ROOT } from "../cli/root.ts";
import { serveStudio } from "../studio/serve-studio.ts";
import { median } from "./median.ts";

/** Where Debian's package chromium has it. */
const CHROMIUM = "/usr/bin/chromium";
const EXAMPLE = "fifty-messages.json";
const SIZE = { width: 1080, height: 1920 };
/** So many of its messages fit a minute. */
const MINUTE = { messageCount: 14, durationSeconds: 60 };
const ROUNDS = 9;
const LETTERS = "abcdefghijkl";
const FRAMES = 120;
const JUMPS = 40;

/** What a page has of its studio for a bench. */
type Bench = {
	/** Calls `act` and gives the milliseconds until a picture of what it changed is on the canvas. */
	readonly untilShown: (act: () => void) => Promise<number>;
	readonly seek: (seconds: number) => void;
	/** The longest task since the last call of the thread that the page's controls run in, in milliseconds; 0: all were below 50. */
	readonly takeLongest: () => number;
};
declare global {
	interface Window {
		bench: Bench;
	}
}

/** Measures the studio in Chromium, for somebody who writes a long chat. Markdown. */
export async function benchStudio(): Promise<string> {
	// Only here: no other bench waits for it to load.
	const { chromium } = await import("playwright-core");
	const browser = await chromium
		.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] })
		.catch(() => {
			throw new ChatreelError("INVALID_INPUT", `Expected Debian's package chromium at ${CHROMIUM}.`);
		});
	const server = await serveStudio(await buildStudio(ROOT, null), 0);
	const open = async () => {
		const page = await browser.newPage({ viewport: { width: 1280, height: 820 } });
		await page.addInitScript(prepare);
		await page.goto(server.address);
		return page;
	};
	try {
		const paints: number[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			const page = await open();
			paints.push(await page.evaluate(firstPaint));
			await page.close();
		}
		const page = await open();
		await pasteStory(page, { ...readStory(), video: SIZE });
		await page.getByRole("textbox", { name: /^Message 50 from/ }).waitFor();
		const letters = await typeLetters(page);
		const { frames, jumps, longestTaskMs } = await scrub(page);
		await page.close();
		const exportSeconds = await exportMinute(await open());
		const rows = [
			["first paint", ...spread(paints)],
			["a letter, until its picture shows", ...spread(letters)],
			["the next frame", ...spread(frames)],
			["a jump", ...spread(jumps)],
			["the longest task while it is scrubbed", "", longestTaskMs.toFixed(0)],
			["a video of 60 s, exported", (1000 * exportSeconds).toFixed(0), ""],
		];
		const lines = rows.map((cells) => `| ${cells.join(" | ")} |`);
		return ["| what | median, ms | longest, ms |", "| --- | --- | --- |", ...lines].join("\n");
	} finally {
		await browser.close();
		await server.close();
	}
}

function spread(values: readonly number[]): readonly string[] {
	return [median(values), Math.max(...values)].map((ms) => ms.toFixed(0));
}

/** In the page, before it starts: listens to the worker that draws, and for long tasks. */
function prepare(): void {
	const waiting: (() => void)[] = [];
	let longest = 0;
	new PerformanceObserver((list) => {
		for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
	}).observe({ entryTypes: ["longtask"] });
	const Started = Worker;
	window.Worker = class extends Started {
		constructor(...given: ConstructorParameters<typeof Worker>) {
			super(...given);
			this.addEventListener("message", ({ data }) => {
				if (data.kind === "shown") for (const resolve of waiting.splice(0)) resolve();
			});
		}
	};
	window.bench = {
		untilShown: async (act) => {
			const startMs = performance.now();
			const shown = new Promise<void>((resolve) => waiting.push(resolve));
			act();
			await shown;
			return performance.now() - startMs;
		},
		seek: (seconds) => {
			const range = document.querySelector<HTMLInputElement>('input[aria-label="Position"]');
			if (range === null) throw new Error("The page has no position");
			range.value = `${seconds}`;
			range.dispatchEvent(new InputEvent("input", { bubbles: true }));
		},
		takeLongest: () => {
			const seen = longest;
			longest = 0;
			return seen;
		},
	};
}

const firstPaint = () =>
	new Promise<number>((resolve) => {
		new PerformanceObserver((list) => {
			for (const { name, startTime } of list.getEntries())
				if (name === "first-contentful-paint") resolve(startTime);
		}).observe({ type: "paint", buffered: true });
	});

function readStory(): { readonly messages: readonly unknown[] } {
	return JSON.parse(readFileSync(join(ROOT, "examples", EXAMPLE), "utf8"));
}

async function pasteStory(page: Page, story: object): Promise<void> {
	await page.getByRole("textbox", { name: "Message", exact: true }).focus();
	await page.evaluate((text) => {
		const clipboardData = new DataTransfer();
		clipboardData.setData("text/plain", text);
		const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
		document.activeElement?.dispatchEvent(event);
	}, JSON.stringify(story));
}

/** Types in the middle of the chat, each letter when the picture of the one before is seen. */
async function typeLetters(page: Page): Promise<readonly number[]> {
	const row = page.getByRole("textbox", { name: /^Message 25 from/ });
	await row.focus();
	await page.getByRole("img", { name: /video at/ }).waitFor();
	await page.waitForTimeout(3000);
	return row.evaluate(async (field, letters) => {
		const taken: number[] = [];
		for (const letter of letters)
			taken.push(
				await window.bench.untilShown(() => {
					(field as HTMLTextAreaElement).value += letter;
					field.dispatchEvent(new InputEvent("input", { bubbles: true }));
				}),
			);
		return taken;
	}, LETTERS);
}

/** Goes on frame by frame, then here and there, then as fast as a hand draws the position along. */
async function scrub(page: Page) {
	await page.waitForTimeout(3000);
	return page.evaluate(
		async ({ frameCount, jumpCount }) => {
			const range = document.querySelector<HTMLInputElement>('input[aria-label="Position"]');
			const durationSeconds = Number(range?.max ?? 0);
			const show = (seconds: number) => window.bench.untilShown(() => window.bench.seek(seconds));
			const [frames, jumps]: [number[], number[]] = [[], []];
			for (let frame = 0; frame < frameCount; frame++) frames.push(await show(20 + frame / 30));
			// Steps that come to every part of the film, and to none twice.
			for (let jump = 1; jump <= jumpCount; jump++)
				jumps.push(await show(durationSeconds * ((jump * 0.618) % 1)));
			window.bench.takeLongest();
			for (let seconds = 0; seconds < durationSeconds; seconds += durationSeconds / 200) {
				window.bench.seek(seconds);
				await new Promise(requestAnimationFrame);
			}
			return { frames, jumps, longestTaskMs: window.bench.takeLongest() };
		},
		{ frameCount: FRAMES, jumpCount: JUMPS },
	);
}

/** Seconds from the click to the file. */
async function exportMinute(page: Page): Promise<number> {
	const { messages, ...story } = readStory();
	const { messageCount, durationSeconds } = MINUTE;
	await pasteStory(page, {
		...story,
		video: { ...SIZE, durationSeconds },
		messages: messages.slice(0, messageCount),
	});
	await page.getByText(/CPU s$/).waitFor();
	const startMs = performance.now();
	await page.getByRole("button", { name: "Export" }).first().click();
	await page.getByRole("button", { name: "Download" }).waitFor({ timeout: 600_000 });
	return (performance.now() - startMs) / 1000;
}
