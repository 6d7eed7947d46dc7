import type { Browser, Page } from "playwright-core";

export type WebExample = {
	/** Where the repository is served. */
	readonly site: string;
	readonly endpoint: string;
	readonly projectId: string;
	readonly password: string;
};

/** Opens examples/web, fills its form in, and asks for a video. */
export async function askByPage(browser: Browser, { site, ...form }: WebExample): Promise<Page> {
	const page = await browser.newPage();
	await page.goto(`${site}/examples/web/index.html`);
	await page.getByLabel("Appwrite endpoint").fill(onLocalhost(form.endpoint));
	await page.getByLabel("Project").fill(form.projectId);
	await page.getByLabel("E-mail").fill("maya@example.com");
	await page.getByLabel("Password").fill(form.password);
	await page.getByRole("button").click();
	return page;
}

/** Waits until the page has its video, and gives the video's width and height in pixels. */
export async function videoSize(page: Page): Promise<readonly number[]> {
	const steps = page.locator("#steps li");
	await steps.filter({ hasText: "Signed in as maya@example.com" }).waitFor();
	await steps.filter({ hasText: "Job completed" }).waitFor();
	await steps.filter({ hasText: "A video of" }).waitFor();
	return page.locator("video").evaluate(async (element: HTMLVideoElement) => {
		if (element.readyState < 1) {
			await new Promise((resolve) => element.addEventListener("loadedmetadata", resolve, { once: true }));
		}
		return [element.videoWidth, element.videoHeight];
	});
}

/** As a page is to call it: a real server takes pages of `localhost` and registered hosts alone. */
export const onLocalhost = (address: string) => address.replace("127.0.0.1", "localhost");
