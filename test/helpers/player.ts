import type { Browser } from "playwright-core";
import { HANGS_MS } from "./until.ts";

/** A video that is open in a browser. */
export type Player = Awaited<ReturnType<typeof openPlayer>>;

/**
 * Opens a video file of `fps` in a page of its own, loaded whole. No server is needed: the page's requests are answered here.
 */
export async function openPlayer(browser: Browser, path: string, fps: number) {
	const page = await browser.newPage();
	const origin = "http://video.localhost";
	const body = '<video muted preload="auto"></video>';
	await page.route(`${origin}/`, (route) => route.fulfill({ contentType: "text/html", body }));
	await page.route(`${origin}/video.mp4`, (route) => route.fulfill({ path }));
	await page.goto(`${origin}/`);
	const video = page.locator("video");
	await video.evaluate(async (element: HTMLVideoElement, source) => {
		const noteFrame = (_: number, { mediaTime }: VideoFrameCallbackMetadata) => {
			element.dataset["shownSeconds"] = String(mediaTime);
			element.requestVideoFrameCallback(noteFrame);
		};
		element.requestVideoFrameCallback(noteFrame);
		// As a blob it can be sought in without a server that knows of ranges.
		const file = await (await fetch(source)).blob();
		const loaded = new Promise((resolve, reject) => {
			element.addEventListener("loadeddata", resolve, { once: true });
			element.addEventListener("error", () => reject(new Error(element.error?.message)), { once: true });
		});
		element.src = URL.createObjectURL(new Blob([file], { type: "video/mp4" }));
		await loaded;
	}, `${origin}/video.mp4`);
	/** Seeks to the middle of a frame, and waits until that frame is on the screen: a busy Chromium fires `seeked` before it is. */
	const show = async (frame: number) => {
		const sought = { frame, fps };
		await video.evaluate((element: HTMLVideoElement, at) => {
			element.currentTime = (at.frame + 0.5) / at.fps;
		}, sought);
		await page.waitForFunction(
			(at) => {
				const element = document.querySelector("video");
				const shown = Math.round(Number(element?.dataset["shownSeconds"]) * at.fps);
				return element?.seeking === false && shown === at.frame;
			},
			sought,
			{ timeout: HANGS_MS },
		);
	};
	return {
		size: () =>
			video.evaluate(({ videoWidth, videoHeight }: HTMLVideoElement) => ({
				widthPx: videoWidth,
				heightPx: videoHeight,
			})),
		durationSeconds: () => video.evaluate((element: HTMLVideoElement) => element.duration),
		/** Shows a frame, and gives red, green and blue (0 to 255) of one pixel of it. */
		pixelAt: async (frame: number, xPx: number, yPx: number) => {
			await show(frame);
			return video.evaluate(
				(element: HTMLVideoElement, at) => {
					const context = new OffscreenCanvas(1, 1).getContext("2d");
					context?.drawImage(element, -at.xPx, -at.yPx);
					return [...(context?.getImageData(0, 0, 1, 1).data.subarray(0, 3) ?? [])];
				},
				{ xPx, yPx },
			);
		},
		/** Shows a frame, and gives the luma (BT.709, 0 to 255) of each pixel of it. */
		greyAt: async (frame: number): Promise<Uint8Array> => {
			await show(frame);
			// As one string: to hand over a list of a hundred thousand numbers took the better part of a second.
			const base64 = await video.evaluate((element: HTMLVideoElement) => {
				const { videoWidth: width, videoHeight: height } = element;
				const context = new OffscreenCanvas(width, height).getContext("2d");
				context?.drawImage(element, 0, 0);
				const rgba = context?.getImageData(0, 0, width, height).data ?? [];
				let grey = "";
				for (let at = 0; at < rgba.length; at += 4) {
					const sum = 0.2126 * (rgba[at] ?? 0) + 0.7152 * (rgba[at + 1] ?? 0) + 0.0722 * (rgba[at + 2] ?? 0);
					grey += String.fromCharCode(Math.round(sum));
				}
				return btoa(grey);
			});
			return Buffer.from(base64, "base64");
		},
		/** Plays it from the start, sixteen times as fast. */
		playToEnd: () =>
			video.evaluate(async (element: HTMLVideoElement) => {
				element.currentTime = 0;
				element.playbackRate = 16;
				const ended = new Promise((resolve) => {
					element.addEventListener("ended", () => resolve(null), { once: true });
					element.addEventListener("error", () => resolve(element.error?.message), { once: true });
				});
				await element.play();
				const error = await ended;
				const decoded = element as HTMLVideoElement & { webkitAudioDecodedByteCount?: number };
				return { error, hasSound: (decoded.webkitAudioDecodedByteCount ?? 0) > 0 };
			}),
		close: () => page.close(),
	};
}
