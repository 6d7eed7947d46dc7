import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportPage } from "../../functions/quota-report/src/page.ts";
import { computeBudget } from "../../shared/service/quota/budget.ts";
import type { Report } from "../../shared/service/quota/report.ts";
import { signLink } from "../../shared/service/quota/signed-links.ts";
import { type BundleServer, startBundleServer } from "../helpers/bundle-server.ts";
import { HAS_CHROMIUM, launchChromium } from "../helpers/chromium.ts";
import { addJob, addRecord } from "../helpers/quota-months.ts";

const SERVICE_KEY = "a service key of this test";
const NOW = Date.UTC(2031, 4, 20, 12);
/** A folder in which to leave pictures of the page, to look at. */
const SCREENSHOTS = process.env["SCREENSHOTS"];
const DAY = 86_400_000;
const NASTY = `<script>document.title = "taken"</script><img src=x onerror="document.title='taken'">`;

let server: BundleServer;
let browser: Browser;

/** A month of a small channel: more at its weekends, a failed job, a skipped one, and one that runs. */
async function fill() {
	for (const [month, minutes] of [
		[2, 260],
		[3, 520],
	] as const) {
		const atMs = Date.UTC(2031, month, 11);
		await addJob(server, { jobId: `earlier-${month}`, userId: "maya", atMs, minutes });
	}
	// As many as make a fine picture, where one is asked for.
	const count = SCREENSHOTS === undefined ? 6 : 26;
	for (let index = 0; index < count; index++) {
		const atMs = NOW - 19 * DAY + ((index * 26) / count) * 0.72 * DAY;
		const [jobId, userId] = [
			`story-${String(index + 1).padStart(3, "0")}`,
			index % 3 === 0 ? "theo" : "maya",
		];
		const minutes = 9 + ((index * 13) % 17);
		const message = index !== 12 ? NASTY : "The video was made, but the storage did not take it.";
		const isFailed = index === 12 || index === Math.min(17, count - 1);
		const failed = isFailed ? { status: "failed", error: { code: "ERR_003", message } } : {};
		await addJob(server, { jobId, userId, atMs, minutes, ...failed });
	}
	await addRecord(server, "intro-animation", 45, NOW - 4 * DAY);
	const running = {
		jobId: "story-027",
		userId: "maya",
		atMs: NOW - 60_000,
		minutes: 20,
		status: "rendering",
	};
	await addJob(server, running);
	// Ids as long as they can be, without a place to break at.
	const long = { jobId: "j".repeat(32), userId: "0a1b2c3d4e5f".repeat(3), atMs: NOW - 120_000, minutes: 2 };
	const error = { code: "ERR_003", message: "The video was made, but the storage did not take it." };
	await addJob(server, { ...long, status: "failed", error });
	server.shiftClock(NOW - Date.now());
}

beforeAll(async () => {
	if (!HAS_CHROMIUM) return;
	server = await startBundleServer({ variables: { SERVICE_KEY, QUOTA_HOURS: "12", QUOTA_USER_SHARE: "1" } });
	await fill();
	browser = await launchChromium();
});
afterAll(async () => {
	await browser?.close();
	await server?.end();
});

/** Two phones, tablets upright and on their side, windows beside another, a desktop. */
const WIDTHS = [320, 390, 768, 800, 900, 1024, 1280];
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true };
const DESKTOP = { viewport: { width: 1280, height: 900 } };

const pages = new Map<BrowserContextOptions, Page>();

/** One page a device, whose width changes: each new one costs a process and a second of CPU. */
async function pageOf(width: number): Promise<Page> {
	const device = width < 500 ? PHONE : DESKTOP;
	const page = pages.get(device) ?? (await (await browser.newContext(device)).newPage());
	pages.set(device, page);
	await page.setViewportSize({ ...device.viewport, width });
	await page.emulateMedia({ colorScheme: null });
	return page;
}

/** Opens the page anew. What is wrong with it, and what it asks for, is written down until the next is opened. */
async function open(width: number, path = "/") {
	const page = await pageOf(width);
	page.removeAllListeners();
	const problems: string[] = [];
	const asked: string[] = [];
	page.on("console", (message) => problems.push(message.text()));
	page.on("pageerror", (error) => problems.push(error.message));
	page.on("request", (request) => asked.push(request.url()));
	const link = await signLink(SERVICE_KEY, { kind: "all" }, NOW);
	const address = `${server.domains["quota-report"]}${path}?link=${link}`;
	const response = await page.goto(address);
	return { page, problems, asked, address, status: response?.status() };
}

describe.skipIf(!HAS_CHROMIUM)("the page in a browser", () => {
	test.each(WIDTHS)("is whole, still, and readable at %i px", async (width) => {
		const { page, problems, asked, address, status } = await open(width);
		expect(status).toBe(200);
		expect(await page.title()).toBe("CPU budget");
		// Nothing is wider than the screen.
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
		expect(Math.min(...(await writingOnScreen(page, "svg text")))).toBeGreaterThan(11);
		const errors = await page.locator("td.error:not(:empty)").all();
		for (const error of errors) expect((await error.boundingBox())?.width).toBeGreaterThan(240);
		expect(await page.getByText("<script>").count()).toBe(1);
		for (const colorScheme of ["light", "dark"] as const) {
			await page.emulateMedia({ colorScheme });
			const [ink, ground] = await page.evaluate(() => {
				const { color, backgroundColor } = getComputedStyle(document.body);
				return [color, backgroundColor];
			});
			expect(contrast(String(ink), String(ground))).toBeGreaterThan(7);
			expect(luminance(String(ground)) < 0.5).toBe(colorScheme === "dark");
			if (SCREENSHOTS !== undefined)
				await page.screenshot({ path: `${SCREENSHOTS}/${width}-${colorScheme}.png`, fullPage: true });
		}
		expect(asked).toEqual([address]);
		expect(problems).toEqual([]);
	});

	test("leads to earlier months and back, by the same link, without telling anybody where it was", async () => {
		const { page, problems } = await open(1280);
		const referrers: (string | undefined)[] = [];
		page.on("request", (request) => referrers.push(request.headers()["referer"]));
		await page.getByRole("link", { name: "April 2031" }).click();
		await page.waitForURL(/\/months\/2031-04\?link=/);
		expect(await page.title()).toBe("CPU budget, April 2031");
		expect(await page.getByText("earlier-3").count()).toBe(1);
		await page.getByRole("link", { name: "This month" }).click();
		await page.waitForURL(/\/\?link=/);
		expect(referrers.filter((referrer) => referrer !== undefined)).toEqual([]);
		expect(problems).toEqual([]);
	});

	test("without a link says what is needed, and nothing else", async () => {
		const page = await pageOf(390);
		const response = await page.goto(`${server.domains["quota-report"]}/`);
		expect(response?.status()).toBe(401);
		expect(await page.locator("body").textContent()).toContain("npm run quota -- --link");
		expect(await page.locator("table, dl, svg").count()).toBe(0);
		if (SCREENSHOTS !== undefined) await page.screenshot({ path: `${SCREENSHOTS}/refusal.png` });
	});
});

describe.skipIf(!HAS_CHROMIUM)("B18: a long month on a phone", () => {
	const jobOf = (index: number) => ({
		...{
			jobId: `story-${index}`,
			userId: "maya",
			status: "completed",
			createdAt: "2031-05-02T10:00:00.000Z",
		},
		...{ cpuSeconds: 12.5, quotedCpuSeconds: 12, error: null },
	});
	const reportOf = (committedMs: number, jobCount: number): Report => {
		const used = { committedMs, spentMs: committedMs, jobsCount: jobCount };
		const limits = { monthMs: 720_000_000, userMs: 720_000_000 };
		const month = { fromMs: Date.UTC(2031, 4), toMs: Date.UTC(2031, 5) };
		return {
			...{ viewer: { kind: "all" }, forecast: null, curve: [], earlier: [], ...month },
			budget: computeBudget({ month: "2031-05", monthUsage: used, userUsage: null, limits, warnShare: 0.8 }),
			jobs: Array.from({ length: jobCount }, (_, index) => jobOf(index)) as unknown as Report["jobs"],
		};
	};
	const show = async (report: Report) => {
		const answer = reportPage(report, null);
		const page = await pageOf(390);
		page.removeAllListeners();
		await page.goto("about:blank");
		await page.setContent("text" in answer ? String(answer.text) : "");
		return page;
	};

	test("of 79 jobs is no longer than four screens, and unfolds to all of them without a script", async () => {
		const page = await show(reportOf(360_000_000, 79));
		const height = () => page.evaluate(() => document.documentElement.scrollHeight);
		expect(await height()).toBeLessThan(4 * PHONE.viewport.height);
		expect(await page.getByText("story-78").isVisible()).toBe(false);
		if (SCREENSHOTS !== undefined) await page.screenshot({ path: `${SCREENSHOTS}/79.png`, fullPage: true });
		await page.getByText("59 older jobs").click();
		expect(await page.getByText("story-78").isVisible()).toBe(true);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
	});

	test.each([
		["< 0.1 %", 360_000],
		["50 %", 360_000_000],
		["100 %", 720_000_000],
		["1400 %", 10_080_000_000],
	])("%s stands clear of the gauge's arc, whatever fonts the system has", async (text, committedMs) => {
		const page = await show(reportOf(committedMs, 1));
		if (SCREENSHOTS !== undefined) await page.screenshot({ path: `${SCREENSHOTS}/gauge-${committedMs}.png` });
		for (const font of ["system-ui", "serif", "monospace", WIDE_FONT]) {
			await page.addStyleTag({ content: `.gauge .big { font-family: ${font} }` });
			const clear = await page.locator(".gauge .big").evaluate((element) => {
				const big = element as unknown as { textContent: string; getBBox(): DOMRect };
				const { x, width } = big.getBBox();
				// Digits are about 0.73 em high, on a baseline at 100. The arc is 16 wide, on a radius of 80 around 100, 110.
				const heightPx = 0.73 * Number.parseFloat(getComputedStyle(element).fontSize);
				return {
					text: big.textContent,
					isCentred: Math.abs(x + width / 2 - 100) < 1,
					room: 72 - Math.hypot(width / 2, 10 + heightPx),
				};
			});
			expect(clear, font).toMatchObject({ text, isCentred: true });
			expect(clear.room, font).toBeGreaterThan(10);
		}
	});
});

/** Wider than any font of a system: one that has half an em between its letters. */
const WIDE_FONT = "monospace; letter-spacing: 0.5em";

/** How many pixels of the screen each writing's font size is: an SVG is scaled as a whole. */
function writingOnScreen(page: Page, selector: string): Promise<number[]> {
	return page.locator(selector).evaluateAll((texts) =>
		texts.map((text) => {
			const scale = (text as unknown as { getScreenCTM(): { a: number } }).getScreenCTM().a;
			return Number.parseFloat(getComputedStyle(text).fontSize) * scale;
		}),
	);
}

/** By WCAG 2.1, "relative luminance". */
function luminance(color: string): number {
	const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map((part) => {
		const value = Number(part) / 255;
		return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, two: string): number {
	const [dark = 0, light = 0] = [luminance(one), luminance(two)].toSorted((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
}
