import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { listTexts } from "../../../../shared/video/layout/texts.ts";
import { createPainter } from "../../../../shared/video/node/painter.ts";
import { createRasteriser } from "../../../../shared/video/node/rasterise.ts";
import { halfSizeRgba } from "../../../../shared/video/paint/rgba.ts";
import { rgbaToI420, toYuv } from "../../../../shared/video/paint/yuv.ts";
import { allocatePicture } from "../../../../shared/video/plan/picture.ts";
import { planRender } from "../../../../shared/video/plan/plan-render.ts";
import { planTimeline } from "../../../../shared/video/timeline/plan-timeline.ts";
import { arbitraryConversation } from "../../../helpers/arbitrary-conversation.ts";
import { typesetterFor } from "../../../helpers/fonts.ts";

function filmOf(conversation: ReturnType<typeof parseConversation>) {
	const texts = listTexts(conversation).map(({ text }) => text);
	const typesetter = typesetterFor(texts);
	const plan = planRender(conversation, planTimeline(conversation), typesetter.measure, 0);
	return { plan, typesetter, createPainter: () => createPainter(plan.layout, typesetter) };
}

describe("painting", () => {
	test("only the dirty rows gives the same pictures as painting all", () => {
		const small = arbitraryConversation({
			messageCount: { min: 1, max: 12 },
			video: { width: 240, height: 320, fps: 24 },
		});
		fc.assert(
			fc.property(small, (conversation) => {
				const { plan, createPainter } = filmOf(conversation);
				const [sparing, thorough] = [createPainter(), createPainter()];
				for (const { scene, dirty } of plan.holds.slice(0, 120)) {
					const { y, u, v } = sparing.pictureAt(scene, dirty);
					const whole = thorough.pictureAt(scene);
					expect(Buffer.compare(y, whole.y)).toBe(0);
					expect(Buffer.compare(u, whole.u)).toBe(0);
					expect(Buffer.compare(v, whole.v)).toBe(0);
				}
			}),
			{ numRuns: 8 },
		);
	});

	test("draws a message in pieces as it draws it whole, in whatever script", () => {
		const text = "Zálgo z̷̛̤a̵͎l̵g̸o كيف حالك اليوم नमस्ते दुनिया 👩🏽‍🚀🇩🇪 สวัสดี ".repeat(9).slice(0, 480);
		const video = { width: 240, height: 426 };
		const messages = [{ sender: "them", text }];
		const { plan, typesetter } = filmOf(parseConversation({ video, messages }, { maxMessages: 50 }));
		const sprite = plan.layout.sprites.toSorted((a, b) => b.heightPx - a.heightPx)[0];
		if (sprite === undefined) throw new Error("There is a message");
		const rasterise = createRasteriser(typesetter);
		const whole = rasterise(sprite, { fromPx: 0, toPx: sprite.heightPx });
		const pieceHeightPx = 16;
		expect(sprite.heightPx).toBeGreaterThan(10 * pieceHeightPx);
		for (let fromPx = 0; fromPx < sprite.heightPx; fromPx += pieceHeightPx) {
			const toPx = Math.min(fromPx + pieceHeightPx, sprite.heightPx);
			const piece = rasterise(sprite, { fromPx, toPx });
			const rows = whole.y.subarray(fromPx * sprite.widthPx, toPx * sprite.widthPx);
			// Skia rounds the smoothing of a corner's edge otherwise where the canvas begins elsewhere.
			const offBy = Math.max(...piece.y.map((value, at) => Math.abs(value - (rows[at] ?? 0))));
			expect(offBy, `rows from ${fromPx}`).toBeLessThanOrEqual(3);
		}
	});

	test("rasterises each sprite once, however often it is seen, and draws only dirty rows", () => {
		const messages = Array.from({ length: 4 }, (_, index) => ({ sender: "them", text: `Message ${index}` }));
		const video = { width: 240, height: 426 };
		const { plan, createPainter } = filmOf(parseConversation({ video, messages }, { maxMessages: 50 }));
		const painter = createPainter();
		for (const { scene, dirty } of plan.holds) painter.pictureAt(scene, dirty);
		const seen = new Set(plan.holds.flatMap(({ scene }) => scene.placements.map(({ sprite }) => sprite)));
		expect(painter.counts()).toEqual({
			piecesRasterised: seen.size,
			rowsDrawn: plan.summary.dirtyRowCount,
		});
		expect(seen.size).toBeLessThan(plan.holds.length / 2);
	});
});

describe("a colour", () => {
	test.each([
		["#ffffff", { y: 235, u: 128, v: 128 }],
		["#000000", { y: 16, u: 128, v: 128 }],
		// ITU-R BT.709-6, items 3.2 to 3.4 and 4.6, by hand.
		["#ff0000", { y: 63, u: 102, v: 240 }],
		["#0000ff", { y: 32, u: 240, v: 118 }],
	])("%s is %j in BT.709, limited range", (colour, yuv) => {
		expect(toYuv(colour)).toEqual(yuv);
	});

	test("of a flat area comes out as the same colour, and back within 2", () => {
		fc.assert(
			fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), (rgb) => {
				const rgba = Uint8Array.from({ length: 64 }, (_, index) => [...rgb, 255][index % 4] ?? 0);
				const picture = rgbaToI420(rgba, 4, 4);
				const hex = rgb.map((channel) => channel.toString(16).padStart(2, "0")).join("");
				expect({ y: picture.y[5], u: picture.u[3], v: picture.v[0] }).toEqual(toYuv(`#${hex}`));
				const back = halfSizeRgba(picture);
				for (const channel of [0, 1, 2]) {
					expect(Math.abs((back[channel] ?? 0) - (rgb[channel] ?? 0))).toBeLessThanOrEqual(2);
				}
			}),
		);
	});

	test("of a half-size picture is the mean of its four pixels", () => {
		const picture = allocatePicture(4, 2);
		picture.u.fill(128);
		picture.v.fill(128);
		picture.y.set([16, 235, 16, 16, 16, 235, 235, 16]);
		expect([...halfSizeRgba(picture)]).toEqual([128, 128, 128, 255, 64, 64, 64, 255]);
	});
});
