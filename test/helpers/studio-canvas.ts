import type { Page } from "playwright-core";

/** The luma of what the studio's canvas shows (BT.709, limited range). */
export async function readLuma(page: Page): Promise<Buffer> {
	const base64 = await page.locator("canvas[role=img]").evaluate((shown) => {
		if (!(shown instanceof HTMLCanvasElement)) throw new Error("expected the canvas of the video");
		const copy = new OffscreenCanvas(shown.width, shown.height);
		const context = copy.getContext("2d");
		context?.drawImage(shown, 0, 0);
		const { data } = context?.getImageData(0, 0, shown.width, shown.height) ?? { data: [] };
		let bytes = "";
		for (let at = 0; at < data.length; at += 4) {
			const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]];
			const y = 16 + (219 * (0.2126 * r + 0.7152 * g + 0.0722 * b)) / 255;
			bytes += String.fromCharCode(Math.round(y));
		}
		return btoa(bytes);
	});
	return Buffer.from(base64, "base64");
}

/** Pastes where the focus is. */
export function paste(page: Page, text: string): Promise<void> {
	return page.evaluate((value) => {
		const data = new DataTransfer();
		data.setData("text/plain", value);
		document.activeElement?.dispatchEvent(
			new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
		);
	}, text);
}

/** In a page without a story. */
export async function pasteStory(page: Page, story: unknown): Promise<void> {
	await page.getByRole("textbox", { name: "Message", exact: true }).focus();
	await paste(page, JSON.stringify(story, null, "\t"));
}
