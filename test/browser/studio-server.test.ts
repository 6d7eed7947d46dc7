import { Account, Client, Users } from "node-appwrite";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findViolations } from "../helpers/accessibility.ts";
import { HAS_CHROMIUM, launchChromium } from "../helpers/chromium.ts";
import { jobEnd, jobWhen } from "../helpers/client-calls.ts";
import { createGatedFfmpeg, type GatedFfmpeg } from "../helpers/gated-ffmpeg.ts";
import { type RenderServer, startRenderServer } from "../helpers/render-server.ts";
import { openPage, openStudio } from "../helpers/studio.ts";
import { paste } from "../helpers/studio-canvas.ts";
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
async function signUp(on: RenderServer = server): Promise<string> {
	const email = `${crypto.randomUUID()}@example.com`;
	const client = new Client().setEndpoint(on.endpoint).setProject(on.projectId);
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
	await paste(page, script);
}

/** The rows of a user's jobs. */
async function jobsOf(email: string) {
	const { users } = await new Users(server.admin).list({ queries: [] });
	const id = users.find((user) => user.email === email)?.$id;
	return (await server.rowsOf("renders")).filter((row) => row["userId"] === id);
}

const filesOf = async (email: string) => (await jobsOf(email)).map((row) => [row["status"], row["fileId"]]);

const fileOf = (name: string, text: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

/** Drops files on the page, as a desktop does. */
async function drop(page: Page, files: readonly ReturnType<typeof fileOf>[]) {
	const given = files.map(({ name, buffer }) => ({ name, text: buffer.toString() }));
	await page.evaluate((all) => {
		const dataTransfer = new DataTransfer();
		for (const { name, text } of all) dataTransfer.items.add(new File([text], name));
		const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
		document.querySelector("main")?.dispatchEvent(event);
	}, given);
}

describe.skipIf(!HAS_CHROMIUM)("rendering on the server, from the studio", () => {
	test("a story is written, quoted, rendered, played, saved and deleted", async () => {
		const { page, problems, asked } = await openServer();
		await write(page);
		await signIn(page, await signUp());
		await page.getByText("CPU hours are needed, and").waitFor();
		expect(await region(page).getByText("This page says").count()).toBe(1);
		const quoted = await region(page).locator("dd").allTextContents();
		expect(quoted).toEqual([
			expect.stringMatching(/^\d\.\d\d CPU s$/),
			expect.stringMatching(/^\d\.\d\d \(\d\.\d\d–\d\.\d\d\) CPU s$/),
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

	test("who writes on while the panel loads, and while the session is looked for, keeps the caret", async () => {
		const { page } = await openPage(browser, studio.address);
		const holdBack = async (address: RegExp) => {
			const asked = Promise.withResolvers<void>();
			const released = Promise.withResolvers<void>();
			await page.route(address, async (route) => {
				asked.resolve();
				await released.promise;
				await route.fallback();
			});
			return async () => {
				await asked.promise;
				released.resolve();
			};
		};
		const releasePanel = await holdBack(/\.js$/);
		const releaseSession = await holdBack(/\/account$/);
		await page.getByRole("button", { name: "Render…" }).first().click();
		await page.getByRole("textbox", { name: "Message", exact: true }).focus();
		await releasePanel();
		await region(page).getByText("Asking the server").waitFor();
		await page.keyboard.type("Are you ");
		await releaseSession();
		await region(page).getByLabel("E-mail").waitFor();
		await page.keyboard.type("there?");
		const written = page.getByRole("textbox", { name: /^Message 1 from / });
		expect(await written.inputValue()).toBe("Are you there?");
	});

	test("a job is cancelled, at no video; a second user sees nothing of it", async () => {
		const email = await signUp();
		const { page } = await openServer();
		await write(page);
		await signIn(page, email);
		ffmpeg.hold("render");
		await button(page, "Render").click();
		const row = videos(page).first();
		await row.getByText(/^Rendering, \d+ %/).waitFor();
		await row.getByRole("button", { name: "Cancel", exact: true }).click();
		await row.getByText("Cancelling, ").waitFor();
		await row.getByText("Cancelled", { exact: true }).waitFor();
		expect(await row.getByRole("button", { name: "Play" }).count()).toBe(0);
		expect(await filesOf(email)).toEqual([["cancelled", null]]);

		await button(page, "Sign out").click();
		await signIn(page, await signUp());
		await region(page).getByText("None yet.").waitFor();
		expect(await videos(page).count()).toBe(0);
		await button(page, "Sign out").click();
		await signIn(page, email);
		await videos(page).first().getByText("Cancelled", { exact: true }).waitFor();
		await videos(page).first().getByRole("button", { name: "Delete" }).click();
		await region(page).getByText("None yet.").waitFor();
	});

	test("a wrong password is told in the server's words, and the right one still works", async () => {
		const email = await signUp();
		const { page } = await openServer();
		await signIn(page, email, "wrong battery");
		await region(page)
			.getByRole("alert")
			.filter({ hasText: "Invalid credentials. Please check the email and password." })
			.waitFor();
		expect(await region(page).getByLabel("E-mail").inputValue()).toBe(email);
		await signIn(page, email);
		await region(page).getByText(`Signed in as ${email}`).waitFor();
	});

	test("a session that the browser has is taken, and jobs that ended meanwhile are there", async () => {
		const email = await signUp();
		const { page } = await openServer();
		await write(page);
		await signIn(page, email);
		ffmpeg.hold("render");
		await button(page, "Render").click();
		await videos(page)
			.first()
			.getByText(/^Rendering/)
			.waitFor();
		await page.getByText("Saved in this browser").waitFor();
		await page.goto("about:blank");
		ffmpeg.release("render");
		const [job] = await jobsOf(email);
		await jobEnd(server, job?.$id ?? "");
		await page.goto(studio.address);
		await page.getByRole("button", { name: "Render…" }).first().click();
		await region(page).getByText(`Signed in as ${email}`).waitFor();
		await videos(page).first().getByRole("button", { name: "Play", exact: true }).click();
		const video = videos(page).locator("video");
		await expect
			.poll(() => video.evaluate((each) => (each as HTMLVideoElement).readyState))
			.toBeGreaterThan(1);
	});

	test("where the browser keeps cookies back, the session and realtime work by what the page keeps", async () => {
		const target = { endpoint: server.endpoint, projectId: server.projectId };
		const other = await openStudio(target);
		try {
			const { page } = await openServer({}, other.address);
			// Of another site than the page: its cookie is not sent.
			await page.route(`${server.endpoint}/tablesdb/**/renders/rows*`, (route) => route.abort());
			await write(page);
			await signIn(page, await signUp());
			await button(page, "Render").click();
			await videos(page).locator("video").waitFor();
			const cookies = await page.context().cookies(server.endpoint);
			expect(cookies.filter(({ sameSite }) => sameSite !== "Lax")).toEqual([]);
		} finally {
			await other.close();
		}
	});

	test("without realtime the page asks, and the video comes", async () => {
		const { page } = await openPage(browser, studio.address);
		let closed = 0;
		await page.routeWebSocket(/\/realtime/, (socket) => {
			closed += 1;
			void socket.close();
		});
		await page.reload();
		await page.getByRole("button", { name: "Render…" }).first().click();
		await write(page);
		await signIn(page, await signUp());
		await button(page, "Render").click();
		await videos(page).locator("video").waitFor();
		expect(closed).toBeGreaterThan(0);
	});

	test("a lost server is told in words, and asked again when that is wanted", async () => {
		const { page } = await openPage(browser, studio.address);
		const host = new URL(onLocalhost(server.endpoint)).host;
		await page.route(`http://${host}/**`, (route) => route.abort());
		await page.getByRole("button", { name: "Render…" }).first().click();
		await region(page).getByText(`${host} does not answer.`).waitFor();
		await page.unroute(`http://${host}/**`);
		await button(page, "Try again").click();
		await signIn(page, await signUp());
		await write(page);
		await page.getByText("CPU hours are needed, and").waitFor();
		await page.route(`http://${host}/**`, (route) => route.abort());
		await button(page, "Render").click();
		await videos(page).getByText(`${host} does not answer.`).waitFor();
		await videos(page).getByText("Failed", { exact: true }).waitFor();
		await videos(page).getByRole("button", { name: "Delete" }).click();
		await region(page).getByText("None yet.").waitFor();
	});

	test("several files are rows: one with faults stays and says so, the others are rendered", async () => {
		const { page } = await openPage(browser, studio.address);
		await drop(page, [
			fileOf("tuesday.json", '{"messages": [{"sender": "you", "text": "Hi"}]}'),
			fileOf("wednesday.txt", STORY),
		]);
		await signIn(page, await signUp());
		await region(page).getByText("wednesday.txt").waitFor();
		await region(page)
			.locator('input[type="file"]')
			.setInputFiles([fileOf("monday.txt", STORY), fileOf("faulty.txt", "no line of a script")]);
		const rows = region(page).getByRole("region", { name: "Several at once" }).getByRole("listitem");
		const texts = () => rows.allTextContents();
		await expect
			.poll(texts)
			.toEqual([
				"tuesday.jsonNot started",
				"wednesday.txtNot started",
				"monday.txtNot started",
				expect.stringMatching(/^faulty.txt1 fault/),
			]);
		await button(page, "Render all 3").click();
		await expect
			.poll(texts)
			.toEqual([
				"tuesday.jsonReady",
				"wednesday.txtReady",
				"monday.txtReady",
				expect.stringContaining("1 fault"),
			]);
		const titles = await videos(page).locator(".job-title span").allTextContents();
		expect(titles.toSorted()).toEqual(["Monday", "Tuesday", "Wednesday"]);
		expect(await button(page, "Render it").isDisabled()).toBe(true);
		// A single file is still opened as a story.
		await drop(page, [fileOf("story.txt", "you: Opened")]);
		await page.getByRole("textbox", { name: "Message 1 from You" }).waitFor();
	});

	test("by the keyboard alone: sign in, render, play", async () => {
		const email = await signUp();
		const { page } = await openPage(browser, studio.address);
		await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Message");
		await page.keyboard.type("Hi");
		await page.keyboard.press("Enter");
		await page.keyboard.press("F6");
		const focused = () =>
			page.evaluate(
				() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent,
			);
		const tabTo = async (name: string) => {
			for (let presses = 0; presses < 60 && (await focused()) !== name; presses += 1)
				await page.keyboard.press("Tab");
			expect(await focused()).toBe(name);
		};
		await page.keyboard.press("Escape");
		await page.getByRole("button", { name: "Render…" }).first().focus();
		await page.keyboard.press("Enter");
		await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "email");
		await page.keyboard.type(email);
		await page.keyboard.press("Tab");
		await page.keyboard.type(PASSWORD);
		await page.keyboard.press("Enter");
		await page.getByText("CPU hours are needed, and").waitFor();
		await page.waitForFunction(() => document.activeElement?.textContent === "Render");
		await page.keyboard.press("Enter");
		await videos(page).locator("video").waitFor();
		await tabTo("Play");
		await page.keyboard.press("Enter");
		await expect
			.poll(() =>
				videos(page)
					.locator("video")
					.evaluate((video) => (video as HTMLVideoElement).currentTime),
			)
			.toBeGreaterThan(0);
	});

	test.each([
		[
			"holds no video of this length",
			"0.0001",
			/^\S+ CPU hours are needed, and \S+ of 0\.000\d+ are left\. The next month/,
		],
		[
			"is used up",
			"0",
			/^This needs up to \S+ CPU hours, but only \S+ of the \S+ hours of .* The next month/,
		],
	])(
		"a month that %s is told before, in the words of the service, and nothing is started",
		async (_, hours, words) => {
			const poor = await startRenderServer({ variables: { QUOTA_HOURS: hours } });
			const target = { endpoint: onLocalhost(poor.endpoint), projectId: poor.projectId };
			const other = await openStudio(target);
			try {
				const { page } = await openServer({}, other.address);
				await write(page);
				await signIn(page, await signUp(poor));
				await region(page).getByRole("status").getByText(words).waitFor();
				const render = button(page, "Render");
				expect(await render.getAttribute("aria-disabled")).toBe("true");
				await render.click({ force: true });
				expect(await region(page).getByText("None yet.").count()).toBe(1);
				expect(await poor.rowsOf("render_requests")).toEqual([]);
			} finally {
				await other.close();
				await poor.end();
			}
		},
	);

	test("a page that was built for no server says what is needed, and calls none", async () => {
		const alone = await openStudio();
		try {
			const { page, asked, problems } = await openServer({}, alone.address);
			await region(page).getByText("This page was built for no server").waitFor();
			await region(page).getByText("npm run studio -- --endpoint").waitFor();
			await button(page, "Close").click();
			expect(await region(page).count()).toBe(0);
			expect(asked.filter((address) => !address.startsWith(alone.address))).toEqual([]);
			expect(problems).toEqual([]);
		} finally {
			await alone.close();
		}
	});
});

/** A folder in which to leave pictures of the page, to look at. */
const SCREENSHOTS = process.env["SCREENSHOTS"];
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** What is shown, and how one comes there from an open panel. */
const STATES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
	"signed-out": async (page) => {
		await signIn(page, "nobody@example.com", "wrong battery");
		await region(page).getByRole("alert").getByText("Invalid credentials").waitFor();
	},
	offer: async (page) => {
		await signIn(page, await signUp());
		await page.getByText("CPU hours are needed, and").waitFor();
	},
	rendering: async (page) => {
		await STATES["offer"]?.(page);
		ffmpeg.hold("render");
		await button(page, "Render").click();
		await videos(page)
			.first()
			.getByText(/^Rendering, \d+ %/)
			.waitFor();
	},
	rendered: async (page) => {
		await STATES["offer"]?.(page);
		await button(page, "Render").click();
		await videos(page).locator("video").waitFor();
	},
	batch: async (page) => {
		await STATES["offer"]?.(page);
		await drop(page, [
			fileOf("monday.txt", STORY),
			fileOf("a-file-with-a-rather-long-name.txt", "no script"),
		]);
		await region(page).getByText("1 fault").waitFor();
	},
};

describe.skipIf(!HAS_CHROMIUM)("every state of rendering on the server", () => {
	const cases = Object.keys(STATES).flatMap((state) => [
		[state, "desktop"] as const,
		[state, "phone"] as const,
	]);

	test.each(cases)(
		"%s on a %s, light and dark: no fault of accessibility, nothing cut off",
		async (state, device) => {
			const options = { reducedMotion: "reduce", ...(device === "phone" ? PHONE : {}) } as const;
			const { page } = await openPage(browser, studio.address, options);
			await write(page);
			if (device === "phone") await page.getByRole("button", { name: "Make" }).click();
			await page.getByRole("button", { name: "Render…" }).locator("visible=true").click();
			await STATES[state]?.(page);
			for (const colorScheme of ["light", "dark"] as const) {
				await page.emulateMedia({ colorScheme });
				if (SCREENSHOTS !== undefined)
					await page.screenshot({ path: `${SCREENSHOTS}/${state}-${device}-${colorScheme}.png` });
				expect(await findViolations(page), colorScheme).toEqual([]);
			}
			const cutOff = await region(page).evaluate((section) =>
				[...section.querySelectorAll("*")]
					.filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
					.map(({ className }) => className),
			);
			expect(cutOff).toEqual([]);
		},
	);
});
