import { Account, Client } from "node-appwrite";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { HAS_CHROMIUM, launchChromium } from "../helpers/chromium.ts";
import { jobWhen } from "../helpers/client-calls.ts";
import { createGatedFfmpeg, type GatedFfmpeg } from "../helpers/gated-ffmpeg.ts";
import { type RenderServer, startRenderServer } from "../helpers/render-server.ts";
import { openPage, openStudio } from "../helpers/studio.ts";
import { onLocalhost } from "../helpers/web-example.ts";

const PASSWORD = "correct horse battery";
const STORY = "you: Are you there?\nthem: Always\nyou: Good";

let server: RenderServer;
let ffmpeg: GatedFfmpeg;
let studio: Awaited<ReturnType<typeof openStudio>>;
let browser: Browser;
beforeAll(async () => {
	if (!HAS_CHROMIUM) return;
	ffmpeg = await createGatedFfmpeg();
	server = await startRenderServer({ variables: { FFMPEG_PATH: ffmpeg.path, SLOT_WAIT_SECONDS: "0.2" } });
	const target = { endpoint: onLocalhost(server.endpoint), projectId: server.projectId };
	[studio, browser] = await Promise.all([openStudio(target), launchChromium()]);
});
afterEach(() => ffmpeg?.release("render"));
afterAll(async () => {
	await browser?.close();
	await studio?.close();
	await server?.end();
	ffmpeg?.remove();
});

/** A user with a password, as an app signs one up. */
async function signUp(): Promise<string> {
	const email = `${crypto.randomUUID()}@example.com`;
	const client = new Client().setEndpoint(server.endpoint).setProject(server.projectId);
	await new Account(client).create({ userId: "unique()", email, password: PASSWORD });
	return email;
}

const region = (page: Page) => page.getByRole("region", { name: "Render on the server" });
const videos = (page: Page) =>
	region(page).getByRole("region", { name: "Your videos" }).getByRole("listitem");
const button = (page: Page, name: string) => region(page).getByRole("button", { name, exact: true });

async function openServer(options: BrowserContextOptions = {}, address = studio.address) {
	const opened = await openPage(browser, address, options);
	await opened.page.getByRole("button", { name: "Render…" }).first().click();
	return opened;
}

async function signIn(page: Page, email: string, password = PASSWORD) {
	await region(page).getByLabel("E-mail").fill(email);
	await region(page).getByLabel("Password").fill(password);
	await button(page, "Sign in").click();
}

async function write(page: Page, script = STORY) {
	await page.getByRole("textbox", { name: "Message", exact: true }).focus();
	await page.evaluate((text) => {
		const clipboardData = new DataTransfer();
		clipboardData.setData("text/plain", text);
		const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
		document.activeElement?.dispatchEvent(paste);
	}, script);
}

describe.skipIf(!HAS_CHROMIUM)("rendering on the server, from the studio", () => {
	test("a story is written, quoted, rendered, played, saved and deleted", async () => {
		const { page, problems, asked } = await openServer();
		await write(page);
		await signIn(page, await signUp());
		await page.getByText("CPU hours are needed, and").waitFor();
		expect(await region(page).getByText("This page expects").count()).toBe(1);
		const quoted = await region(page).locator("dd").allTextContents();
		expect(quoted).toEqual([
			expect.stringMatching(/^\d\.\d\d CPU s$/),
			expect.stringMatching(/^\d\.\d\d CPU s \(\d\.\d\d to \d\.\d\d\)$/),
		]);

		ffmpeg.hold("render");
		await button(page, "Render").click();
		const row = videos(page).first();
		await row.getByText(/^Rendering, \d+ %/).waitFor();
		ffmpeg.release("render");
		const video = row.locator("video");
		await video.waitFor();
		const [job] = await server.rowsOf("renders");
		const seen = () =>
			video.evaluate((element) => {
				const { readyState, duration, videoWidth, videoHeight } = element as HTMLVideoElement;
				return { isReady: readyState >= 2, duration, videoWidth, videoHeight };
			});
		await expect.poll(seen).toEqual({
			isReady: true,
			duration: expect.closeTo(Number(job?.["durationMs"]) / 1000, 1),
			...{ videoWidth: 1080, videoHeight: 1920 },
		});
		await row.getByRole("button", { name: "Play", exact: true }).click();
		await expect
			.poll(() => video.evaluate((element) => (element as HTMLVideoElement).currentTime))
			.toBeGreaterThan(0);

		const [file] = await Promise.all([
			page.waitForEvent("download"),
			row.getByRole("button", { name: "Download" }).click(),
		]);
		expect(file.suggestedFilename()).toBe(`${job?.$id}.mp4`);
		expect(job?.$id).toMatch(/^are-you-there-[a-z0-9]{10}$/);
		const [poster] = await Promise.all([
			page.waitForEvent("download"),
			row.getByRole("button", { name: "Cover" }).click(),
		]);
		expect(poster.suggestedFilename()).toBe(`${job?.$id}.png`);

		await row.getByRole("button", { name: "Delete", exact: true }).click();
		await row.getByRole("button", { name: "Keep" }).click();
		await row.getByRole("button", { name: "Delete", exact: true }).click();
		await row.getByRole("button", { name: "Delete", exact: true }).click();
		await region(page).getByText("None yet.").waitFor();
		const gone = await jobWhen(server, String(job?.$id), (each) => each["videoDeletedAt"] !== null);
		expect(gone["status"]).toBe("completed");
		const hosts = new Set(asked.map((address) => new URL(address).host));
		hosts.delete("");
		expect([...hosts].sort()).toEqual(
			[studio.address, onLocalhost(server.endpoint)].map((address) => new URL(address).host).sort(),
		);
		expect(problems.filter((problem) => !problem.includes("401"))).toEqual([]);
	});
});
