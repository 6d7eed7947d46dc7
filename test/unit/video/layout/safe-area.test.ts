import { describe, expect, test } from "vitest";
import { findOverlay, warnOfSafeArea } from "../../../../shared/video/layout/safe-area.ts";
import { intersect, type Rect } from "../../../../shared/video/scene/rect.ts";
import { findText, layOut } from "../../../helpers/lay-out.ts";

const NOTHING = { topPx: 0, rightPx: 0, bottomPx: 0 };
const FULL = { width: 1080, height: 1920 };

describe("what an app covers", () => {
	test("is as wide and high as its figures, and smaller in a smaller video", () => {
		expect(findOverlay({ ...FULL, safeArea: "tiktok" })).toEqual({ topPx: 130, rightPx: 120, bottomPx: 480 });
		expect(findOverlay({ ...FULL, safeArea: "reels" })).toEqual({ topPx: 270, rightPx: 120, bottomPx: 672 });
		const half = { width: 540, height: 960, safeArea: "shorts" } as const;
		expect(findOverlay(half)).toEqual({ topPx: 65, rightPx: 60, bottomPx: 240 });
	});

	test("is TikTok's by itself where the chat fills a picture of 9:16, and nothing else's", () => {
		expect(findOverlay(FULL)).toEqual(findOverlay({ ...FULL, safeArea: "tiktok" }));
		expect(findOverlay({ ...FULL, safeArea: "none" })).toEqual(NOTHING);
		expect(findOverlay({ ...FULL, frame: "card" })).toEqual(NOTHING);
		expect(findOverlay({ width: 390, height: 844 })).toEqual(NOTHING);
	});

	test("is not known for other shapes, and a warning says so", () => {
		const square = { width: 1080, height: 1080, safeArea: "reels" } as const;
		expect(findOverlay(square)).toEqual(NOTHING);
		expect(warnOfSafeArea(square)).toEqual([
			expect.objectContaining({ code: "SAFE_AREA_UNKNOWN", pointer: "/video/safeArea" }),
		]);
		expect(warnOfSafeArea({ ...FULL, safeArea: "reels" })).toEqual([]);
	});
});

const messages = Array.from({ length: 24 }, (_, index) => ({
	sender: index % 3 === 0 ? "you" : "them",
	text: index % 4 === 0 ? `A message that takes more than one line, number ${index}` : `Number ${index}`,
}));

describe.each(["tiktok", "reels", "shorts"] as const)("with %s", (safeArea) => {
	test.each([
		[1080, 1920],
		[720, 1280],
		[240, 426],
	])("no words of a resting column or of the header are covered at %i × %i", (width, height) => {
		const video = { width, height, safeArea };
		const { rests } = layOut({ video, messages });
		const { topPx, rightPx, bottomPx } = findOverlay(video);
		const covered: readonly Rect[] = [
			{ xPx: 0, yPx: 0, widthPx: width, heightPx: topPx },
			{ xPx: width - rightPx + 2, yPx: 0, widthPx: rightPx, heightPx: height },
			{ xPx: 0, yPx: height - bottomPx, widthPx: width, heightPx: bottomPx },
		];
		for (const rest of rests)
			for (const { layer, item, text } of findText(rest))
				for (const [index, rect] of covered.entries()) {
					// The bars' own right-hand side has no words, and the composer none that matter.
					if (layer === "footer" || item === "header/status-bar" || (layer === "header" && index === 1))
						continue;
					expect(intersect(text, rect), `${item} under ${JSON.stringify(rect)}`).toBeNull();
				}
	});
});

test("without a safe area messages stand right over the composer, with one they scroll behind what is covered", () => {
	const columnOf = (safeArea: "none" | "tiktok") => {
		const layout = layOut({ video: { ...FULL, safeArea }, messages });
		const column = layout.rests.at(-1)?.layers.find(({ name }) => name === "column");
		const last = layout.messages.at(-1)?.frame;
		return { clip: column?.clip, endPx: (last?.yPx ?? 0) + (last?.heightPx ?? 0) + (column?.dyPx ?? 0) };
	};
	const [none, tiktok] = [columnOf("none"), columnOf("tiktok")];
	expect(tiktok.endPx).toBeLessThanOrEqual(1440);
	expect(none.endPx).toBeGreaterThan(1640);
	expect((tiktok.clip?.yPx ?? 0) + (tiktok.clip?.heightPx ?? 0)).toBe(
		(none.clip?.yPx ?? 0) + (none.clip?.heightPx ?? 0),
	);
});
