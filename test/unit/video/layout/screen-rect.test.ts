import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameScreen } from "../../../../shared/video/layout/screen-rect.ts";
import { contains, type Rect } from "../../../../shared/video/scene/rect.ts";

const side = fc.integer({ min: 120, max: 1920 }).map((half) => 2 * half);
const framed = fc.record({
	width: side,
	height: side,
	frame: fc.constantFrom("card" as const, "phone" as const),
	safeArea: fc.constantFrom("none" as const, "tiktok" as const, "reels" as const, "shorts" as const),
});
const wholeOf = ({ width, height }: { readonly width: number; readonly height: number }): Rect => {
	return { xPx: 0, yPx: 0, widthPx: width, heightPx: height };
};

describe("a framed screen", () => {
	test("has its sides on the grid of macroblocks, whatever the size of the video", () => {
		fc.assert(
			fc.property(framed, (video) => {
				const { xPx, yPx, widthPx, heightPx } = frameScreen(video).screen;
				expect([xPx % 16, yPx % 16, widthPx % 16, heightPx % 16]).toEqual([0, 0, 0, 0]);
			}),
		);
	});

	test("stands in the video with a phone's body, in the middle within half of the grid", () => {
		fc.assert(
			fc.property(framed, (video) => {
				const { screen, body } = frameScreen({ ...video, safeArea: "none" });
				expect(contains(wholeOf(video), body ?? screen)).toBe(true);
				expect(Math.abs(2 * screen.xPx + screen.widthPx - video.width)).toBeLessThanOrEqual(16);
				expect(Math.abs(2 * screen.yPx + screen.heightPx - video.height)).toBeLessThanOrEqual(16);
				expect(body === null || contains(body, screen)).toBe(true);
			}),
		);
	});

	test("is a phone of 9:16 to 390:844, and a card of 390:560, but for the grid", () => {
		fc.assert(
			fc.property(framed, (video) => {
				const { screen } = frameScreen(video);
				const least = (screen.heightPx - 32) / (screen.widthPx + 32);
				const most = (screen.heightPx + 32) / (screen.widthPx - 32);
				const [from, to] = video.frame === "phone" ? [16 / 9, 844 / 390] : [560 / 390, 560 / 390];
				expect(least).toBeLessThanOrEqual(to);
				expect(screen.widthPx > 32 ? most : to).toBeGreaterThanOrEqual(from);
			}),
		);
	});

	test("stands beside what an app covers", () => {
		const { screen, overlay } = frameScreen({
			...{ width: 1080, height: 1920, frame: "card", safeArea: "tiktok" },
		});
		expect(contains({ xPx: 0, yPx: 130, widthPx: 960, heightPx: 1310 }, screen)).toBe(true);
		expect(overlay).toEqual({ topPx: 0, rightPx: 0, bottomPx: 0 });
	});
});

test.each([
	[1920, 1080, "phone", { xPx: 688, yPx: 64, widthPx: 544, heightPx: 960 }],
	[1280, 720, "phone", { xPx: 464, yPx: 48, widthPx: 352, heightPx: 624 }],
	[1080, 1080, "none", { xPx: 0, yPx: 0, widthPx: 1080, heightPx: 1080 }],
	[1080, 1350, "none", { xPx: 0, yPx: 0, widthPx: 1080, heightPx: 1350 }],
	[1080, 1920, "none", { xPx: 0, yPx: 0, widthPx: 1080, heightPx: 1920 }],
] as const)("by itself a chat of %i × %i has the frame %s", (width, height, frame, screen) => {
	expect(frameScreen({ width, height })).toMatchObject({ frame, screen });
	expect(frameScreen({ width, height, frame: "none" }).screen).toEqual(wholeOf({ width, height }));
});
