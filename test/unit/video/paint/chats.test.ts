import fc from "fast-check";
import { expect, test } from "vitest";
import { finishSteps } from "../../../../shared/core/steps.ts";
import { keepFrame } from "../../../../shared/video/encode/plain/kept-frame.ts";
import { planPlain } from "../../../../shared/video/encode/plain/plan-plain.ts";
import { graphics } from "../../../../shared/video/node/graphics.ts";
import { createPainter } from "../../../../shared/video/paint/painter.ts";
import { drawPiece } from "../../../../shared/video/paint/piece.ts";
import { createRasteriser } from "../../../../shared/video/paint/rasterise.ts";
import { allocatePicture } from "../../../../shared/video/scene/picture.ts";
import type { Sprite } from "../../../../shared/video/scene/scene.ts";
import { arbitraryConversation } from "../../../helpers/arbitrary-conversation.ts";
import { type Film, filmOf } from "../../../helpers/film.ts";
import { inClassic } from "../../../helpers/in-classic.ts";

/** Draws of each hold what has changed, as the plain engine does, with a painter of its own. */
function drawSparingly({ film, crf, preset, typesetter }: Film) {
	const plan = finishSteps(planPlain(film, { crf, preset }));
	const { draw, counts } = createPainter(film, { graphics, typesetter, images: new Map() });
	return { drawHold: keepFrame(plan, draw), counts, work: plan.work };
}

const spritesSeen = ({ film: { holds } }: Film): ReadonlyMap<string, Sprite> =>
	new Map(
		holds.flatMap(({ scene: { layers } }) =>
			layers.flatMap(({ clip, dyPx, placements }) =>
				placements
					.filter(({ yPx, sprite: { heightPx } }) => {
						const topPx = yPx + dyPx;
						return topPx < clip.yPx + clip.heightPx && topPx + heightPx > clip.yPx;
					})
					.map(({ sprite }) => [sprite.key, sprite] as const),
			),
		),
	);

test("drawing only what changes gives the same pictures as drawing all", async () => {
	const small = arbitraryConversation({
		messageCount: { min: 1, max: 12 },
		video: { width: 240, height: 320, fps: 24 },
	});
	await fc.assert(
		fc.asyncProperty(small, async (conversation) => {
			const chat = await filmOf(conversation);
			const { drawHold } = drawSparingly(chat);
			for (const [index, { scene }] of chat.film.holds.slice(0, 120).entries()) {
				const { y, u, v } = drawHold(index);
				const whole = chat.draw(scene);
				expect(Buffer.compare(y, whole.y)).toBe(0);
				expect(Buffer.compare(u, whole.u)).toBe(0);
				expect(Buffer.compare(v, whole.v)).toBe(0);
			}
		}),
		{ numRuns: 8 },
	);
});

test("a message is rasterised in pieces as it is whole, in whatever script", async () => {
	const text = "Zálgo z̷̛̤a̵͎l̵g̸o كيف حالك اليوم नमस्ते दुनिया 👩🏽‍🚀🇩🇪 สวัสดี ".repeat(9).slice(0, 480);
	const video = { width: 240, height: 426 };
	const chat = await filmOf({ video, messages: [{ sender: "them", text }] });
	const [sprite] = [...spritesSeen(chat).values()].toSorted((a, b) => b.heightPx - a.heightPx);
	if (sprite === undefined) throw new Error("There is a message");
	const { widthPx, heightPx } = sprite;
	const rasterise = createRasteriser({ graphics, typesetter: chat.typesetter, images: new Map() });
	const page = () => {
		const { y, u, v, ...size } = allocatePicture(widthPx, heightPx);
		return { ...size, y: y.fill(235), u: u.fill(128), v: v.fill(128) };
	};
	const whole = page();
	const area = { xPx: 0, yPx: 0, widthPx, heightPx };
	const rowsFrom = (fromPx: number, toPx: number) => {
		const box = { ...area, yPx: fromPx, heightPx: toPx - fromPx };
		return rasterise({ sprite, box, scale: undefined, screenYPx: 0 });
	};
	drawPiece(whole, rowsFrom(0, heightPx), area, area, 64);
	const pieced = page();
	const pieceHeightPx = 16;
	expect(heightPx).toBeGreaterThan(10 * pieceHeightPx);
	for (let fromPx = 0; fromPx < heightPx; fromPx += pieceHeightPx) {
		const piece = rowsFrom(fromPx, Math.min(fromPx + pieceHeightPx, heightPx));
		drawPiece(pieced, piece, { xPx: 0, yPx: fromPx }, area, 64);
	}
	expect(new Set(whole.y).size).toBeGreaterThan(20);
	for (const plane of ["y", "u", "v"] as const) {
		// Skia rounds the smoothing of a corner's edge otherwise where the canvas begins elsewhere.
		const offBy = pieced[plane].map((value, at) => Math.abs(value - (whole[plane][at] ?? 0)));
		expect(Math.max(...offBy), plane).toBeLessThanOrEqual(3);
	}
});

test("each sprite is rasterised once, however often it is seen, and just what has changed is drawn", async () => {
	const messages = Array.from({ length: 4 }, (_, index) => ({ sender: "them", text: `Message ${index}` }));
	const chat = await filmOf(inClassic({ video: { width: 240, height: 426 }, messages }));
	const { drawHold, counts, work } = drawSparingly(chat);
	for (const index of chat.film.holds.keys()) drawHold(index);
	const seen = spritesSeen(chat);
	expect(counts()).toEqual({ piecesRasterised: seen.size, pixelsDrawn: work.drawnPixelCount });
	const areas = [...seen.values()].map(({ widthPx, heightPx }) => widthPx * heightPx);
	expect(work.spritePixelCount).toBe(areas.reduce((sum, area) => sum + area, 0));
	expect(seen.size).toBeLessThan(chat.film.holds.length / 2);
});
